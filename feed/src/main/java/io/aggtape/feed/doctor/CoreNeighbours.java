package io.aggtape.feed.doctor;

import io.aggtape.pipeline.CpuList;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Which threads of other processes may run on a core, and which were seen there. */
final class CoreNeighbours {
    private static final int SHOWN = 10;
    private static final long MS_PER_TICK = 10;

    private CoreNeighbours() {}

    static Judgement judge(final int cpu, final List<Integer> allowedToUs, final CoreInterval interval) {
        final Map<String, NeighbourThread> threads = interval.after().threads();
        if (threads.isEmpty()) {
            return Judgement.skip("no thread of another process can be seen from here: whether any may run on cpu "
                    + cpu + " cannot be told");
        }
        final Map<String, Integer> mayRun = new TreeMap<>();
        final List<String> seen = new ArrayList<>();
        for (final Map.Entry<String, NeighbourThread> entry : threads.entrySet()) {
            final NeighbourThread thread = entry.getValue();
            if (!thread.allowed().contains(cpu)) {
                continue;
            }
            // The kernel's own threads of one core belong there, and those that roam it moves by isolation.
            if (!thread.isKernel()) {
                mayRun.merge(thread.name(), 1, Integer::sum);
            }
            final NeighbourThread before = interval.before().threads().get(entry.getKey());
            final long ranMs = before == null ? 0 : (thread.ticks() - before.ticks()) * MS_PER_TICK;
            if (thread.lastCpu() == cpu && ranMs > 0) {
                seen.add(thread.name() + " (" + entry.getKey() + ") ran " + ranMs + " ms, last on cpu " + cpu);
            }
        }
        final List<String> details = new ArrayList<>();
        seen.stream().limit(SHOWN).forEach(details::add);
        mayRun.entrySet().stream()
                .sorted(Comparator.comparing(Map.Entry<String, Integer>::getValue)
                        .reversed())
                .limit(SHOWN)
                .forEach(entry -> details.add(
                        Amounts.count(entry.getValue(), "thread") + " called " + entry.getKey() + " may run there"));
        final int count = mayRun.values().stream().mapToInt(Integer::intValue).sum();
        if (count == 0) {
            return Judgement.pass("no thread of another program may run on cpu " + cpu, details);
        }
        return Judgement.warn(
                Amounts.count(count, "thread") + " of other programs may run on cpu " + cpu + ", " + seen.size()
                        + " ran there just now",
                details,
                remedy(cpu, allowedToUs));
    }

    private static String remedy(final int cpu, final List<Integer> allowedToUs) {
        final List<Integer> others =
                allowedToUs.stream().filter(other -> other != cpu).toList();
        final String rest = others.isEmpty() ? "OTHER_CPUS" : CpuList.format(others);
        return "sudo systemctl set-property --runtime system.slice AllowedCPUs=" + rest
                + " && sudo systemctl set-property --runtime user.slice AllowedCPUs=" + rest
                + ", and run this program in a slice of its own; or isolate the core at boot";
    }
}
