package io.aggtape.bench.peer;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A run of a peer: the stream, the one certificate to trust (null where the stream is plain), how many frames, how many of
 * them are warm-up in latency mode, what to measure, and a file that gets the result, too (null for none).
 */
record PeerConfig(URI url, Path authority, int frames, int warmUp, PeerMode mode, Path out) {
    PeerConfig {
        if (frames < 4) {
            throw new IllegalArgumentException("--frames must be 4 or more, for there is a warm-up: " + frames);
        }
        if (warmUp < 0 || warmUp >= frames) {
            throw new IllegalArgumentException("--warm-up: 0 or more, fewer than --frames, not " + warmUp);
        }
        if (!"ws".equals(url.getScheme()) && !"wss".equals(url.getScheme())) {
            throw new IllegalArgumentException("--url must start with ws:// or wss://: " + url);
        }
        if (isSecure(url) != (authority != null)) {
            throw new IllegalArgumentException("--ca goes with wss://, and only with it");
        }
    }

    /**
     * Reads {@code --url URL [--ca FILE] --frames N --mode saturation|latency [--warm-up W] [--out FILE]}; a
     * quarter of the frames is warm-up where it is not said.
     *
     * @throws IllegalArgumentException where they are something else; the message says what.
     */
    static PeerConfig parse(final String[] arguments, final int from) {
        final Map<String, String> values = new HashMap<>();
        for (int i = from; i < arguments.length; i += 2) {
            if (!arguments[i].matches("--(url|ca|frames|mode|warm-up|out)") || i + 1 == arguments.length) {
                throw new IllegalArgumentException("unknown, or without a value: " + arguments[i]);
            }
            values.put(arguments[i].substring(2), arguments[i + 1]);
        }
        final int frames = Integer.parseInt(wanted(values, "frames"));
        final String warmUp = values.get("warm-up");
        return new PeerConfig(
                URI.create(wanted(values, "url")),
                path(values.get("ca")),
                frames,
                warmUp == null ? frames / 4 : Integer.parseInt(warmUp),
                PeerMode.valueOf(wanted(values, "mode").toUpperCase(Locale.ROOT)),
                path(values.get("out")));
    }

    /** Whether the stream is over TLS. */
    boolean isSecure() {
        return isSecure(url);
    }

    private static boolean isSecure(final URI url) {
        return "wss".equals(url.getScheme());
    }

    private static String wanted(final Map<String, String> values, final String name) {
        final String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("--" + name + " is missing");
        }
        return value;
    }

    private static Path path(final String value) {
        return value == null ? null : Path.of(value);
    }
}
