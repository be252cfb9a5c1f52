package io.aggtape.feed.doctor;

import io.aggtape.pipeline.CpuPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What of memory and clocks comes between a pinned thread and its work. */
final class MemoryAndTime {
    private static final String HUGE_PAGES = "sys/kernel/mm/transparent_hugepage/";
    private static final String NODES = "sys/devices/system/node";
    private static final String CLOCK = "sys/devices/system/clocksource/clocksource0/";
    /** Those that a program reads without a system call. */
    private static final Set<String> CHEAP_CLOCKS =
            Set.of("tsc", "kvm-clock", "arch_sys_counter", "hyperv_clocksource_tsc_page");

    private MemoryAndTime() {}

    /** Whether the kernel puts pages together while a thread waits for one. */
    static Judgement hugePages(final KernelFiles files) {
        final Optional<String> enabled = files.text(HUGE_PAGES + "enabled").map(MemoryAndTime::chosen);
        if (enabled.isEmpty()) {
            return Judgements.absent(HUGE_PAGES + "enabled", "how huge pages are made");
        }
        final Judgements found = new Judgements();
        files.text(HUGE_PAGES + "defrag").ifPresent(text -> found.detail("defrag: " + chosen(text)));
        files.text(HUGE_PAGES + "khugepaged/defrag").ifPresent(text -> found.detail("khugepaged defrag: " + text));
        if (enabled.get().equals("always")) {
            found.fault(
                    "huge pages are made for every mapping: a page fault can wait for memory to be put together",
                    "echo madvise | sudo tee /sys/kernel/mm/transparent_hugepage/enabled");
        }
        return found.warnOr("huge pages: " + enabled.get());
    }

    /** Whether feed and handlers use memory of one node. */
    static Judgement nodes(final KernelFiles files, final int cpu, final CpuPlan plan) {
        final List<String> nodes = files.names(NODES).stream()
                .filter(name -> name.matches("node\\d{1,4}"))
                .toList();
        if (nodes.isEmpty()) {
            return Judgements.absent(NODES, "which memory is near cpu " + cpu);
        }
        final Judgements found = new Judgements();
        final String home = nodeOf(files, nodes, cpu);
        found.detail(Amounts.count(nodes.size(), "node") + "; cpu " + cpu + " is on " + home);
        if (files.number("proc/sys/kernel/numa_balancing").orElse(0) != 0 && nodes.size() > 1) {
            found.fault(
                    "the kernel moves memory between nodes while it is used",
                    "echo 0 | sudo tee /proc/sys/kernel/numa_balancing");
        }
        final List<String> strangers = new ArrayList<>();
        for (final int other : plan.allowed()) {
            if (!plan.threadsOn(other).isEmpty() && !nodeOf(files, nodes, other).equals(home)) {
                strangers.addAll(plan.threadsOn(other));
            }
        }
        if (!strangers.isEmpty()) {
            found.fault(
                    String.join(", ", strangers) + " run on another node than cpu " + cpu
                            + ": each frame crosses between them",
                    "numactl --cpunodebind=" + home.substring("node".length()) + " --membind="
                            + home.substring("node".length()) + " aggtape record ...");
        }
        return found.warnOr(nodes.size() == 1 ? "all memory is equally near" : "all threads are on " + home);
    }

    /** Whether a look at the clock, which each read takes, is cheap. */
    static Judgement clock(final KernelFiles files) {
        final Optional<String> current = files.text(CLOCK + "current_clocksource");
        if (current.isEmpty()) {
            return Judgements.absent(CLOCK + "current_clocksource", "which clock the kernel reads");
        }
        final Judgements found = new Judgements();
        final String available = files.text(CLOCK + "available_clocksource").orElse("not told");
        found.detail("available: " + available);
        if (!CHEAP_CLOCKS.contains(current.get())) {
            found.fault(
                    "the clock is " + current.get() + ": each look at it is a system call",
                    List.of(available.split(" ")).contains("tsc")
                            ? "echo tsc | sudo tee /sys/devices/system/clocksource/clocksource0/current_clocksource"
                            : "boot with tsc=reliable where the processor's counter is steady (constant_tsc and "
                                    + "nonstop_tsc in /proc/cpuinfo)");
        }
        return found.warnOr("the clock is " + current.get() + ", read without a system call");
    }

    private static String nodeOf(final KernelFiles files, final List<String> nodes, final int cpu) {
        return nodes.stream()
                .filter(node -> files.exists(NODES + "/" + node + "/cpu" + cpu)
                        || files.cpus(NODES + "/" + node + "/cpulist")
                                .filter(cpus -> cpus.contains(cpu))
                                .isPresent())
                .findFirst()
                .orElse("no node that is told");
    }

    /** What stands in brackets in {@code always [madvise] never}. */
    private static String chosen(final String text) {
        final int from = text.indexOf('[');
        final int to = text.indexOf(']', from);
        return from < 0 || to < 0 ? text : text.substring(from + 1, to);
    }
}
