package io.aggtape.feed.doctor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A machine's {@code /sys} and {@code /proc} in a directory. */
final class FakeMachine {
    private static final String CPUS = "sys/devices/system/cpu/";

    private final Path root;

    FakeMachine(final Path root) {
        this.root = root;
    }

    KernelFiles files() {
        return new KernelFiles(root);
    }

    FakeMachine with(final String path, final String text) {
        try {
            final Path file = root.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text + "\n");
            return this;
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Four cpus on two physical cores, 0 with 2 and 1 with 3; cpu 3 isolated in every way. */
    static FakeMachine isolated(final Path root) {
        final FakeMachine machine = new FakeMachine(root)
                .with(CPUS + "isolated", "3")
                .with("proc/cmdline", "quiet isolcpus=domain,managed_irq,3 nohz_full=3 rcu_nocbs=3")
                .with("proc/interrupts", interrupts(10, 100))
                .with("proc/irq/24/effective_affinity_list", "0")
                .with("proc/irq/24/smp_affinity_list", "0-3")
                .with("proc/irq/25/smp_affinity_list", "3")
                .with("proc/stat", stat(0))
                .with(CPUS + "cpu3/cpufreq/scaling_governor", "powersave")
                .with(CPUS + "cpu3/cpufreq/scaling_cur_freq", "2100000")
                .with(CPUS + "intel_pstate/no_turbo", "0")
                .with(CPUS + "cpu3/cpuidle/state0/name", "POLL")
                .with(CPUS + "cpu3/cpuidle/state0/latency", "0")
                .with(CPUS + "cpu3/cpuidle/state2/name", "C6")
                .with(CPUS + "cpu3/cpuidle/state2/latency", "133")
                .with(CPUS + "cpu3/cpuidle/state2/disable", "0");
        for (int cpu = 0; cpu < 4; cpu++) {
            machine.with(CPUS + "cpu" + cpu + "/topology/thread_siblings_list", cpu % 2 + "," + (cpu % 2 + 2));
        }
        return machine;
    }

    /** What a virtual machine shows: no cpufreq, no siblings, nothing isolated. */
    static FakeMachine virtual(final Path root) {
        return new FakeMachine(root)
                .with(CPUS + "isolated", "")
                .with("proc/cmdline", "console=ttyS0 quiet")
                .with(CPUS + "cpu1/topology/thread_siblings_list", "1")
                .with("sys/devices/system/clocksource/clocksource0/current_clocksource", "tsc")
                .with("sys/devices/system/clocksource/clocksource0/available_clocksource", "tsc kvm-clock")
                .with("sys/kernel/mm/transparent_hugepage/enabled", "always [madvise] never");
    }

    /** The table of interrupts where device 25 and the timer came so often on cpu 3. */
    static String interrupts(final long device, final long timer) {
        return "            CPU0       CPU1       CPU2       CPU3\n"
                + "  24:          7          0          0          0  IO-APIC   5-edge      ACPI:Ged\n"
                + "  25:          1          0          0 " + device + "  PCI-MSIX-0000:00:01.0   3-edge      eth0-rx\n"
                + " LOC:        900        900        900 " + timer + "   Local timer interrupts\n"
                + " ERR:          0";
    }

    /** Where the time of cpu 3 went, with so many hundredths of a second stolen. */
    static String stat(final long stolen) {
        return "cpu  1 2 3 4 5 6 7 8 0 0\ncpu3 100 0 50 1000 0 0 0 " + stolen + " 0 0\nintr 5";
    }

    /** A thread of process 77. */
    FakeMachine withThread(
            final String name, final String allowed, final boolean isKernel, final int lastCpu, final long ticks) {
        final String directory = "proc/77/task/" + Math.abs(name.hashCode()) + "/";
        return with(
                        directory + "status",
                        "Name:\t" + name + "\n" + (isKernel ? "" : "VmSize:\t100 kB\n") + "Cpus_allowed_list:\t"
                                + allowed)
                .with(
                        directory + "stat",
                        "77 (" + name + ") S 1 1 1 0 -1 0 0 0 0 0 " + ticks
                                + " 0 0 0 20 0 1 0 5 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 " + lastCpu + " 0 0");
    }
}
