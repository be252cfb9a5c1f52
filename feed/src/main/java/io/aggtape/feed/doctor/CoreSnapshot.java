package io.aggtape.feed.doctor;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the kernel has counted of some cores up to one moment.
 *
 * @param interrupts the interrupts of all cpus.
 * @param ticks of each core, what its time went to, in the order of {@link CoreTimes}; hundredths of a second.
 * @param throttled how long this process's control groups were kept from running; empty where none counts it.
 * @param threads the threads of other processes, by process and thread number.
 */
record CoreSnapshot(
        InterruptTable interrupts,
        Map<Integer, long[]> ticks,
        Optional<CpuQuota.Throttling> throttled,
        Map<String, NeighbourThread> threads) {
    static CoreSnapshot read(final KernelFiles files, final List<Integer> cpus) {
        final Map<Integer, long[]> ticks = new HashMap<>();
        for (final int cpu : cpus) {
            CoreTimes.ticks(files, cpu).ifPresent(counts -> ticks.put(cpu, counts));
        }
        return new CoreSnapshot(
                InterruptTable.read(files), ticks, CpuQuota.throttling(files), NeighbourThread.all(files));
    }
}
