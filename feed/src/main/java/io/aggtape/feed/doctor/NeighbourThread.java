package io.aggtape.feed.doctor;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A thread of another process.
 *
 * @param name as its {@code comm} says.
 * @param allowed the cpus that it may run on.
 * @param isKernel whether it belongs to the kernel, which has no memory of its own.
 * @param lastCpu where it ran last; -1 where that is not told.
 * @param ticks how long it has run, hundredths of a second.
 */
record NeighbourThread(String name, List<Integer> allowed, boolean isKernel, int lastCpu, long ticks) {
    /** The place of the fields behind the name, which stands in brackets and may hold anything. */
    private static final int USER_TICKS = 11;

    private static final int SYSTEM_TICKS = 12;
    private static final int LAST_CPU = 36;

    /** All that can be seen from here; in a container these are the container's own. */
    static Map<String, NeighbourThread> all(final KernelFiles files) {
        final Map<String, NeighbourThread> threads = new HashMap<>();
        final String self = files.text("proc/self/stat").orElse("").split(" ", 2)[0];
        for (final String process : files.names("proc")) {
            if (!process.matches("\\d{1,9}") || process.equals(self)) {
                continue;
            }
            for (final String thread : files.names("proc/" + process + "/task")) {
                read(files, "proc/" + process + "/task/" + thread + "/")
                        .ifPresent(found -> threads.put(process + "/" + thread, found));
            }
        }
        return threads;
    }

    private static Optional<NeighbourThread> read(final KernelFiles files, final String directory) {
        // Between the look at the directory and this one a thread can end.
        final Optional<String> status = files.text(directory + "status");
        final Optional<List<Integer>> allowed =
                status.flatMap(text -> value(text, "Cpus_allowed_list:")).flatMap(KernelFiles::cpusIn);
        if (allowed.isEmpty()) {
            return Optional.empty();
        }
        final String stat = files.text(directory + "stat").orElse("");
        final String[] fields =
                stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ");
        final boolean isToldWhere = fields.length > LAST_CPU;
        return Optional.of(new NeighbourThread(
                value(status.get(), "Name:").orElse("?"),
                allowed.get(),
                value(status.get(), "VmSize:").isEmpty(),
                isToldWhere ? Integer.parseInt(fields[LAST_CPU]) : -1,
                isToldWhere ? Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[SYSTEM_TICKS]) : 0));
    }

    private static Optional<String> value(final String status, final String name) {
        return status.lines()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(name.length()).strip())
                .findFirst();
    }
}
