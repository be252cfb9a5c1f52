package io.aggtape.feed.exchange;

/** A distribution by its quantiles at fixed probabilities, interpolated on a logarithmic scale. */
final class QuantileTable {
    private static final double[] PROBABILITIES = {
        0, 0.01, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.999, 1
    };

    private final double[] logs = new double[PROBABILITIES.length];

    /** Takes the quantiles at 0, 1, 5, 10, 20 to 90 by tens, 95, 98, 99, 99.5, 99.9 and 100 per cent, all above 0. */
    QuantileTable(final double... quantiles) {
        if (quantiles.length != PROBABILITIES.length) {
            throw new IllegalArgumentException("a table has " + PROBABILITIES.length + " quantiles");
        }
        for (int i = 0; i < quantiles.length; i++) {
            logs[i] = Math.log(quantiles[i]);
        }
    }

    /** The value at a probability from 0 to 1. */
    double at(final double probability) {
        int i = 1;
        while (i < PROBABILITIES.length - 1 && probability > PROBABILITIES[i]) {
            i++;
        }
        final double part = (probability - PROBABILITIES[i - 1]) / (PROBABILITIES[i] - PROBABILITIES[i - 1]);
        return Math.exp(logs[i - 1] + part * (logs[i] - logs[i - 1]));
    }

    /** {@link #at}, rounded to a whole number of 1 or more. */
    long wholeAt(final double probability) {
        return Math.max(1, Math.round(at(probability)));
    }
}
