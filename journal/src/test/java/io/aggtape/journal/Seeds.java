package io.aggtape.journal;

import java.util.SplittableRandom;

/** The seed of a property test: from {@code -Daggtape.seed}, else new; name it in every assertion. */
public final class Seeds {
    private Seeds() {}

    public static long next() {
        final String given = System.getProperty("aggtape.seed");
        return given == null ? new SplittableRandom().nextLong() : Long.parseLong(given);
    }

    /** What an assertion says, so that the run can be repeated. */
    public static String describe(final long seed) {
        return "repeat with -Daggtape.seed=" + seed;
    }
}
