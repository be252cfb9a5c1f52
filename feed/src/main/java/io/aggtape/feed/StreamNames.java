package io.aggtape.feed;

import io.aggtape.pipeline.WireTimeUnit;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Stream names, the paths that ask for them and the SUBSCRIBE messages, as Binance writes them. */
public final class StreamNames {
    /** The longest control message: larger ones hang until the server's next ping (it starts at about 4,096 bytes). */
    static final int MAX_MESSAGE_BYTES = 4_000;

    private static final int MAX_NAMES_A_MESSAGE = 150;
    private static final int MAX_TARGET_LENGTH = 2_000;
    private static final String FORBIDDEN = "/@?&#%\"\\,={}[]<>";

    private StreamNames() {}

    /**
     * The symbols in upper case, each once, in the order given.
     *
     * @throws IllegalArgumentException for an empty symbol or one with a character that no symbol has.
     */
    public static List<String> normalise(final List<String> symbols) {
        final Set<String> normal = new LinkedHashSet<>();
        for (final String symbol : symbols) {
            final String upper = symbol.strip().toUpperCase(Locale.ROOT);
            if (upper.isEmpty()
                    || upper.getBytes(StandardCharsets.UTF_8).length > 64
                    || upper.chars().anyMatch(c -> c <= ' ' || FORBIDDEN.indexOf(c) >= 0)) {
                throw new IllegalArgumentException("'" + symbol + "' is no symbol: write it like BTCUSDT");
            }
            normal.add(upper);
        }
        return List.copyOf(normal);
    }

    /** {@code BTCUSDT} to {@code btcusdt@aggTrade}; an upper-case stream name is acked and stays silent. */
    public static String streamOf(final String symbol) {
        return symbol.toLowerCase(Locale.ROOT) + "@aggTrade";
    }

    /** Whether these streams fit the URL, so that no SUBSCRIBE is needed. */
    public static boolean fitsUrl(final List<String> symbols) {
        return streams(symbols).length() <= MAX_TARGET_LENGTH;
    }

    /**
     * The request target: one stream raw, several combined, or an empty combined connection to subscribe on.
     *
     * @param base the route before it, with or without a slash at its end.
     * @param inUrl whether the URL names the streams.
     * @param timeUnit what the server is asked to write times in; milliseconds are its default.
     */
    public static String target(
            final String base, final List<String> symbols, final boolean inUrl, final WireTimeUnit timeUnit) {
        final String route = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
        final String path = route + (inUrl ? streams(symbols) : "/stream");
        if (timeUnit == WireTimeUnit.MILLISECONDS) {
            return path;
        }
        return path + (path.indexOf('?') < 0 ? '?' : '&') + "timeUnit=MICROSECOND";
    }

    /** SUBSCRIBE messages for all of these symbols, ids from 1, each under {@link #MAX_MESSAGE_BYTES}. */
    public static List<String> subscribeMessages(final List<String> symbols) {
        final List<String> messages = new ArrayList<>();
        StringBuilder names = new StringBuilder();
        int count = 0;
        for (final String symbol : symbols) {
            final String name = '"' + streamOf(symbol) + '"';
            final String longer = count == 0 ? name : names + "," + name;
            if (count == MAX_NAMES_A_MESSAGE
                    || message(longer, messages.size() + 1).getBytes(StandardCharsets.UTF_8).length
                            > MAX_MESSAGE_BYTES) {
                messages.add(message(names.toString(), messages.size() + 1));
                names = new StringBuilder();
                count = 0;
            }
            if (count > 0) {
                names.append(',');
            }
            names.append(name);
            count++;
        }
        if (count > 0) {
            messages.add(message(names.toString(), messages.size() + 1));
        }
        return messages;
    }

    private static String streams(final List<String> symbols) {
        if (symbols.size() == 1) {
            return "/ws/" + encode(symbols.get(0));
        }
        final StringBuilder streams = new StringBuilder("/stream?streams=");
        for (int i = 0; i < symbols.size(); i++) {
            streams.append(i == 0 ? "" : "/").append(encode(symbols.get(i)));
        }
        return streams.toString();
    }

    private static String message(final String names, final int id) {
        return "{\"method\":\"SUBSCRIBE\",\"params\":[" + names + "],\"id\":" + id + "}";
    }

    private static String encode(final String symbol) {
        return URLEncoder.encode(symbol.toLowerCase(Locale.ROOT), StandardCharsets.UTF_8) + "@aggTrade";
    }
}
