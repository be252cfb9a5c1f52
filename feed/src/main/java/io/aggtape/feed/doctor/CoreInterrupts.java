package io.aggtape.feed.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Which interrupts may come on a core, and which came while it was looked at. */
final class CoreInterrupts {
    private static final int SHOWN = 12;
    /** A core with nohz_full keeps about one tick a second. */
    private static final double MAX_TICKS_PER_SECOND = 10;

    private static final List<String> KERNEL = List.of("LOC", "RES", "CAL", "TLB", "IWI", "HYP");

    private CoreInterrupts() {}

    /** Those of devices: where they may go by their affinity, and where they went. */
    static Judgement devices(final KernelFiles files, final int cpu, final CoreInterval interval) {
        final InterruptTable after = interval.after().interrupts();
        if (after.isEmpty()) {
            return Judgements.absent(InterruptTable.PATH, "which interrupts come on cpu " + cpu);
        }
        final List<String> may = new ArrayList<>();
        final List<String> came = new ArrayList<>();
        final List<String> commands = new ArrayList<>();
        for (final String irq : after.counts().keySet()) {
            if (!InterruptTable.isOfDevice(irq)) {
                continue;
            }
            final long count = interval.interrupts(irq, cpu);
            final boolean isAllowed = mayCome(files, irq, cpu);
            final String described = irq + " " + after.descriptions().get(irq);
            if (count > 0) {
                came.add(described + ": " + count);
            } else if (isAllowed) {
                may.add(described);
            }
            if (count > 0 || isAllowed) {
                commands.add("echo " + other(interval, cpu) + " | sudo tee /proc/irq/" + irq + "/smp_affinity_list");
            }
        }
        final List<String> details = new ArrayList<>();
        came.stream().limit(SHOWN).forEach(line -> details.add("came: " + line));
        may.stream().limit(SHOWN).forEach(line -> details.add("may come: " + line));
        final int left = Math.max(0, came.size() - SHOWN) + Math.max(0, may.size() - SHOWN);
        if (left > 0) {
            details.add("and " + left + " more");
        }
        if (commands.isEmpty()) {
            return Judgement.pass("no interrupt of a device came or may come on cpu " + cpu, details);
        }
        final String result = came.isEmpty()
                ? Amounts.count(may.size(), "interrupt") + " may come on cpu " + cpu + "; none came in "
                        + Amounts.seconds(interval.elapsedNs())
                : Amounts.count(came.size(), "interrupt") + " came on cpu " + cpu + " in "
                        + Amounts.seconds(interval.elapsedNs()) + ", " + may.size() + " more may";
        return Judgement.warn(
                result,
                details,
                String.join("; ", commands) + "; and keep irqbalance, where it runs, off it: "
                        + "IRQBALANCE_BANNED_CPULIST=" + cpu + " in /etc/default/irqbalance");
    }

    /** Those of the kernel itself: the timer tick above all. */
    static Judgement ownOfKernel(final int cpu, final CoreInterval interval) {
        if (interval.after().interrupts().isEmpty()) {
            return Judgements.absent(InterruptTable.PATH, "how often the timer comes on cpu " + cpu);
        }
        final Judgements found = new Judgements();
        for (final String name : KERNEL) {
            if (interval.after().interrupts().counts().containsKey(name)) {
                found.detail(name + " "
                        + interval.after().interrupts().descriptions().get(name) + ": "
                        + perSecond(interval.interruptsPerSecond(name, cpu)));
            }
        }
        final double ticks = interval.interruptsPerSecond("LOC", cpu);
        final String told = "the timer came " + perSecond(ticks) + " on cpu " + cpu;
        if (ticks > MAX_TICKS_PER_SECOND) {
            found.fault(told, CoreIsolation.bootRemedy(cpu));
        }
        return found.warnOr(told);
    }

    /** The affinity in force; where the kernel does not tell that, the one that was asked for. */
    private static boolean mayCome(final KernelFiles files, final String irq, final int cpu) {
        final Optional<List<Integer>> effective =
                files.cpus("proc/irq/" + irq + "/effective_affinity_list").filter(cpus -> !cpus.isEmpty());
        return effective
                .or(() -> files.cpus("proc/irq/" + irq + "/smp_affinity_list"))
                .filter(cpus -> cpus.contains(cpu))
                .isPresent();
    }

    /** A cpu that no feed thread is to have; the list goes by what the machine has. */
    private static String other(final CoreInterval interval, final int cpu) {
        return interval.after().interrupts().counts().values().stream()
                .flatMap(row -> row.keySet().stream())
                .filter(candidate -> candidate != cpu && !interval.feedCpus().contains(candidate))
                .min(Integer::compare)
                .map(String::valueOf)
                .orElse("CPU");
    }

    private static String perSecond(final double count) {
        return String.format(Locale.ROOT, "%.1f times a second", count);
    }
}
