package io.aggtape.feed.exchange;

/** Draws that depend on nothing but their arguments: the same seed and place give the same number in every run. */
final class Chance {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private static final double UNIT = 0x1.0p-53;

    private Chance() {}

    /** A number of 0 inclusive to 1 exclusive for one place. */
    static double of(final long seed, final long a, final long b, final long c) {
        return (mix(mix(mix(mix(seed) + a) + b) + c) >>> 11) * UNIT;
    }

    private static long mix(final long value) {
        long z = value + GOLDEN;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
