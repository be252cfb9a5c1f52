package io.aggtape.feed.exchange;

import java.util.List;

/**
 * What may stand behind the {@code =} of a fault's name.
 *
 * @param kind how it is read.
 * @param fallback the value where none is given; empty where one must be.
 * @param low the least number, or the shortest duration in ms.
 * @param high the greatest.
 * @param words the words that are allowed.
 */
record FaultValue(Kind kind, String fallback, long low, long high, List<String> words) {
    /** How a value is read. */
    enum Kind {
        NONE,
        NUMBER,
        DURATION,
        WORD
    }

    static FaultValue none() {
        return new FaultValue(Kind.NONE, "", 0, 0, List.of());
    }

    static FaultValue number(final String fallback, final long low, final long high) {
        return new FaultValue(Kind.NUMBER, fallback, low, high, List.of());
    }

    static FaultValue duration(final String fallback, final long lowMs, final long highMs) {
        return new FaultValue(Kind.DURATION, fallback, lowMs, highMs, List.of());
    }

    static FaultValue word(final String fallback, final String... words) {
        return new FaultValue(Kind.WORD, fallback, 0, 0, List.of(words));
    }

    /** What is allowed, in words. */
    String allowed() {
        return switch (kind) {
            case NONE -> "no value";
            case NUMBER -> "a number of " + low + " to " + high;
            case DURATION -> "a duration of " + low + "ms to " + high / 1_000 + "s such as 500ms or 2s";
            case WORD -> String.join(", ", words);
        };
    }
}
