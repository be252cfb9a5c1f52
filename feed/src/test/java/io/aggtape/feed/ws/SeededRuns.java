package io.aggtape.feed.ws;

import java.util.SplittableRandom;
import java.util.function.Consumer;

/** Runs a property many times, each with its own seed, and names the seed of the run that fails. */
final class SeededRuns {
    private static final String PROPERTY = "aggtape.seed";

    private SeededRuns() {}

    /** With the system property {@code aggtape.seed} set there is one run, with that seed. */
    static void repeat(final int runs, final Consumer<SplittableRandom> property) {
        final Long given = Long.getLong(PROPERTY);
        final SplittableRandom seeds = new SplittableRandom();
        for (int i = 0; i < (given == null ? runs : 1); i++) {
            final long seed = given == null ? seeds.nextLong() : given;
            try {
                property.accept(new SplittableRandom(seed));
            } catch (final AssertionError | RuntimeException e) {
                throw new AssertionError("fails with -D" + PROPERTY + "=" + seed + ": " + e.getMessage(), e);
            }
        }
    }
}
