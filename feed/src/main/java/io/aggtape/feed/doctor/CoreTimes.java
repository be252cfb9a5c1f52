package io.aggtape.feed.doctor;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Where the time of a core went, by {@code /proc/stat}; above all, how much a hypervisor gave to others. */
final class CoreTimes {
    private static final String PATH = "proc/stat";
    private static final List<String> NAMES =
            List.of("user", "nice", "system", "idle", "iowait", "irq", "softirq", "steal");
    private static final int STEAL = NAMES.indexOf("steal");
    /** Of the kernel's ticks, of which there are a hundred a second on every system that Java runs on. */
    private static final double MS_PER_TICK = 10;

    private CoreTimes() {}

    /** What the core's time went to since the start, in ticks, in the order of the names. */
    static Optional<long[]> ticks(final KernelFiles files, final int cpu) {
        final String head = "cpu" + cpu + " ";
        return files.text(PATH)
                .flatMap(text ->
                        text.lines().filter(line -> line.startsWith(head)).findFirst())
                .map(line -> line.substring(head.length()).strip().split("\\s+"))
                .filter(words -> words.length >= NAMES.size())
                .map(words -> {
                    final long[] ticks = new long[NAMES.size()];
                    for (int i = 0; i < ticks.length; i++) {
                        ticks[i] = Long.parseLong(words[i]);
                    }
                    return ticks;
                });
    }

    static Judgement judge(final int cpu, final CoreInterval interval) {
        final long[] before = interval.before().ticks().get(cpu);
        final long[] after = interval.after().ticks().get(cpu);
        if (before == null || after == null) {
            return Judgements.absent(PATH, "where the time of cpu " + cpu + " goes");
        }
        final StringBuilder spent = new StringBuilder();
        for (int i = 0; i < NAMES.size(); i++) {
            final double ms = (after[i] - before[i]) * MS_PER_TICK;
            if (ms > 0) {
                spent.append(spent.isEmpty() ? "" : ", ")
                        .append(String.format(Locale.ROOT, "%s %.0f ms", NAMES.get(i), ms));
            }
        }
        final Judgements found = new Judgements();
        found.detail("cpu " + cpu + " in " + Amounts.seconds(interval.elapsedNs()) + ": "
                + (spent.isEmpty() ? "nothing counted" : spent));
        final double stolenMs = (after[STEAL] - before[STEAL]) * MS_PER_TICK;
        if (stolenMs > 0) {
            found.fault(
                    String.format(Locale.ROOT, "the hypervisor took %.0f ms of cpu %d away", stolenMs, cpu),
                    "ask for a machine whose cores are not shared (dedicated or bare metal); nothing within it mends this");
        }
        return found.warnOr("no time of cpu " + cpu + " was stolen by a hypervisor, as far as it tells");
    }
}
