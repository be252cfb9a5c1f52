package io.aggtape.pipeline;

import java.util.SplittableRandom;
import java.util.function.Consumer;

/** Runs a random test with a seed that a failure prints and {@code -Daggtape.seed} repeats. */
public final class FlowSeed {
    private FlowSeed() {}

    public static void run(final Consumer<SplittableRandom> test) {
        final long seed = Long.getLong("aggtape.seed", System.nanoTime());
        try {
            test.accept(new SplittableRandom(seed));
        } catch (final Throwable t) {
            throw new AssertionError("failed with -Daggtape.seed=" + seed, t);
        }
    }
}
