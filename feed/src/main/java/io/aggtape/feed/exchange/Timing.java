package io.aggtape.feed.exchange;

/**
 * When a fault is in force. All in ns from its base: the fault's own beginning, or the opening of the connection it
 * strikes.
 *
 * @param afterNs when it may strike first.
 * @param forNs how long it lasts, 0 for ever.
 * @param everyNs the length of the cycle in which it strikes once, 0 for no cycle.
 * @param times how often in all, 0 for any number.
 */
record Timing(long afterNs, long forNs, long everyNs, long times) {
    private static final double EARLIEST = 0.25;
    private static final double WIDTH = 0.7;

    /** Where in its cycle something strikes, of 0 to 1. */
    @FunctionalInterface
    interface Jitter {
        double at(long cycle);
    }

    /** Whether a fault that lasts is in force; {@code jitter} shifts its window within each cycle. */
    boolean isOn(final long elapsedNs, final Jitter jitter) {
        final long sinceNs = elapsedNs - afterNs;
        if (sinceNs < 0) {
            return false;
        }
        if (everyNs == 0) {
            return forNs == 0 || sinceNs < forNs;
        }
        final long cycle = sinceNs / everyNs;
        if (times > 0 && cycle >= times) {
            return false;
        }
        final long startNs = (long) (jitter.at(cycle) * (everyNs - forNs));
        final long inCycleNs = sinceNs % everyNs;
        return inCycleNs >= startNs && inCycleNs < startNs + forNs;
    }

    /** When the event of a cycle strikes: in its middle part, so that two are never close. */
    long eventNs(final long cycle, final Jitter jitter) {
        return everyNs == 0
                ? afterNs
                : afterNs + cycle * everyNs + (long) (everyNs * (EARLIEST + WIDTH * jitter.at(cycle)));
    }

    /** The cycle that a moment lies in, 0 before the first. */
    long cycleAt(final long elapsedNs) {
        return everyNs == 0 ? 0 : Math.max(0, (elapsedNs - afterNs) / everyNs);
    }
}
