package io.aggtape.feed.exchange;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** What an exchange is to do wrong from its start on, and what at set times. Immutable. */
public final class Faults {
    /** A fault and when it begins. */
    record Scheduled(Fault fault, long beginNs) {}

    private static final int NAME_WIDTH = 24;

    private final long seed;
    private final List<Fault> lasting;
    private final List<Scheduled> script;

    private Faults(final long seed, final List<Fault> lasting, final List<Scheduled> script) {
        this.seed = seed;
        this.lasting = List.copyOf(lasting);
        this.script = List.copyOf(script);
    }

    /** An exchange that behaves. */
    public static Faults none() {
        return new Faults(0, List.of(), List.of());
    }

    /**
     * Faults such as {@code drop,p=0.01,symbol=BTCUSDT}; {@link #help} lists them. The same seed gives the same faults.
     * Times of what strikes a connection count from its opening, others from the exchange's start.
     *
     * @throws IllegalArgumentException for one that makes no sense; the message names the word and what is allowed.
     */
    public static Faults of(final long seed, final String... texts) {
        return of(seed, Arrays.asList(texts));
    }

    /** As above; a text may hold several faults, or the options of the one before it. */
    public static Faults of(final long seed, final List<String> texts) {
        return new Faults(seed, separate(texts).stream().map(Fault::parse).toList(), List.of());
    }

    /**
     * These and a script's: each line {@code AT FAULT}, for example {@code 10s mute symbol=ETHUSDT for=5s}, with AT from
     * the exchange's start, in any order; {@code #} starts a comment. Times within a fault count from AT, and an event
     * without {@code every} strikes the connections that are open then.
     *
     * @throws IllegalArgumentException for a line that makes no sense; the message has its number.
     */
    public Faults withScript(final List<String> lines) {
        final List<Scheduled> more = new ArrayList<>(script);
        for (int i = 0; i < lines.size(); i++) {
            final String line = lines.get(i).replaceFirst("#.*", "").strip();
            if (line.isEmpty()) {
                continue;
            }
            try {
                more.add(scheduled(line));
            } catch (final IllegalArgumentException e) {
                throw new IllegalArgumentException("line " + (i + 1) + ": " + e.getMessage(), e);
            }
        }
        return new Faults(seed, lasting, more);
    }

    /** The names with their values, one a line, for {@code --help}. */
    public static List<String> help() {
        return Stream.of(FaultKind.values()).map(Faults::helpLine).toList();
    }

    long seed() {
        return seed;
    }

    /** Those without a time. */
    List<Fault> lasting() {
        return lasting;
    }

    List<Scheduled> script() {
        return script;
    }

    /** The fault that the certificate is to have, empty for none. */
    String certificate() {
        return lasting.stream()
                .filter(fault -> fault.kind() == FaultKind.CERTIFICATE)
                .map(Fault::word)
                .findFirst()
                .orElse("");
    }

    /**
     * A fault that may begin while the exchange runs.
     *
     * @throws IllegalArgumentException for one that must be known at the start.
     */
    static Fault parseLater(final String text) {
        final Fault fault = Fault.parse(text);
        if (fault.kind().scope().isFixed()) {
            throw new IllegalArgumentException(
                    "fault '" + text + "': '" + fault.kind().text() + "' cannot begin later; allowed: from the start");
        }
        return fault;
    }

    private static List<String> separate(final List<String> texts) {
        final List<String> separated = new ArrayList<>();
        for (final String word : String.join(",", texts).split("[,\\s]+")) {
            final int last = separated.size() - 1;
            final boolean isOption = word.contains("=")
                    && FaultKind.of(word.substring(0, word.indexOf('='))).isEmpty();
            if (isOption && last >= 0) {
                separated.set(last, separated.get(last) + ',' + word);
            } else if (!texts.isEmpty()) {
                separated.add(word);
            }
        }
        return separated;
    }

    private static Scheduled scheduled(final String line) {
        final String[] parts = line.split("\\s+", 2);
        final long ms = FaultWords.durationMs(parts[0]);
        if (ms < 0) {
            throw new IllegalArgumentException(
                    "'" + parts[0] + "' is no time; allowed: AT FAULT such as 10s mute symbol=ETHUSDT for=5s");
        }
        if (parts.length < 2) {
            throw new IllegalArgumentException("a fault is missing; allowed: one of " + FaultKind.names());
        }
        return new Scheduled(parseLater(parts[1]), ms * 1_000_000);
    }

    private static String helpLine(final FaultKind kind) {
        final FaultValue value = kind.value();
        final boolean takesNone = value.kind() == FaultValue.Kind.NONE;
        final String example = value.fallback().isEmpty() ? "=VALUE" : "[=" + value.fallback() + ']';
        final String name = takesNone ? kind.text() : kind.text() + example;
        final String words = value.words().isEmpty() ? "" : ": " + String.join(", ", value.words());
        final String gap = name.length() < NAME_WIDTH ? " ".repeat(NAME_WIDTH - name.length()) : "  ";
        return name + gap + kind.help() + words;
    }
}
