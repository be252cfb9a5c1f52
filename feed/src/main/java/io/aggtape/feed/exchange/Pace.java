package io.aggtape.feed.exchange;

import java.util.Locale;

/**
 * How fast trades are played.
 *
 * @param kind what the speed means.
 * @param value {@link Kind#RECORDED}: the multiple of the recorded speed, {@link Kind#RATE}: trades a second over all
 *     symbols together; above 0. {@link Kind#MAX}: unused, 0.
 */
public record Pace(Kind kind, double value) {
    /** What a pace's value means. */
    public enum Kind {
        /** The differences of the recorded trade times, divided by the value. */
        RECORDED,
        /** A fixed number of trades a second, shared by all symbols that have started and not ended. */
        RATE,
        /** As fast as the slowest subscriber reads; nothing is sent while there is none. */
        MAX
    }

    public Pace {
        if (kind != Kind.MAX && !(value > 0 && value <= 1e9)) {
            throw new IllegalArgumentException("a pace is above 0 and at most 1e9, not " + value);
        }
    }

    /** At the recorded speed. */
    public static Pace recorded() {
        return new Pace(Kind.RECORDED, 1);
    }

    /** At {@code factor} times the recorded speed. */
    public static Pace times(final double factor) {
        return new Pace(Kind.RECORDED, factor);
    }

    /** At {@code tradesPerSecond} in total. */
    public static Pace rate(final double tradesPerSecond) {
        return new Pace(Kind.RATE, tradesPerSecond);
    }

    /** As fast as the slowest subscriber reads. */
    public static Pace max() {
        return new Pace(Kind.MAX, 0);
    }

    /**
     * Reads {@code recorded} (or {@code realtime}), {@code 10x}, {@code rate=50000} (or {@code 50000}) or {@code max}.
     *
     * @throws IllegalArgumentException where the text is none of them; the message lists them.
     */
    public static Pace parse(final String text) {
        final String pace = text.trim().toLowerCase(Locale.ROOT);
        try {
            if (pace.equals("recorded") || pace.equals("realtime")) {
                return recorded();
            }
            if (pace.equals("max")) {
                return max();
            }
            if (pace.endsWith("x")) {
                return times(Double.parseDouble(pace.substring(0, pace.length() - 1)));
            }
            return rate(Double.parseDouble(pace.startsWith("rate=") ? pace.substring(5) : pace));
        } catch (final NumberFormatException e) {
            throw new IllegalArgumentException(
                    "no pace is called '" + text + "': use recorded, 10x, rate=50000 (trades a second) or max", e);
        }
    }

    @Override
    public String toString() {
        return switch (kind) {
            case RECORDED -> value == 1 ? "recorded" : plain() + "x";
            case RATE -> "rate=" + plain();
            case MAX -> "max";
        };
    }

    private String plain() {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
