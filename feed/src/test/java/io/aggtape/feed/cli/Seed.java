package io.aggtape.feed.cli;

import java.util.SplittableRandom;
import java.util.function.Consumer;

/** Runs a test on random input and, where it fails, says with which {@code aggtape.seed} it fails again. */
final class Seed {
    private Seed() {}

    static void check(final Consumer<SplittableRandom> test) {
        final long seed = Long.getLong("aggtape.seed", System.nanoTime());
        try {
            test.accept(new SplittableRandom(seed));
        } catch (final RuntimeException | AssertionError e) {
            throw new AssertionError("with -Daggtape.seed=" + seed + ": " + e.getMessage(), e);
        }
    }

    /** Up to {@code maxLength} characters of {@code alphabet}. */
    static String text(final SplittableRandom random, final String alphabet, final int maxLength) {
        final StringBuilder text = new StringBuilder();
        for (int left = random.nextInt(maxLength + 1); left > 0; left--) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}
