package io.aggtape.feed.doctor;

import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Two looks at the same cores, and the time between them.
 *
 * @param feedCpus the cores.
 * @param elapsedNs the time between the looks, nanoseconds.
 */
record CoreInterval(List<Integer> feedCpus, CoreSnapshot before, CoreSnapshot after, long elapsedNs) {
    private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

    /** How often an interrupt came on a cpu. */
    long interrupts(final String name, final int cpu) {
        return Math.max(
                0, after.interrupts().count(name, cpu) - before.interrupts().count(name, cpu));
    }

    double interruptsPerSecond(final String name, final int cpu) {
        return interrupts(name, cpu) / seconds();
    }

    double seconds() {
        return elapsedNs / NANOS_PER_SECOND;
    }
}
