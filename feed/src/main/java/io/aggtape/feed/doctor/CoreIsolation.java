package io.aggtape.feed.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether the kernel keeps other threads, its timer tick and its callbacks off a core.
 *
 * @param cpu the core.
 * @param isolated the cores that the scheduler leaves alone; empty where the kernel does not tell.
 * @param bootOptions the kernel's boot options; empty where it does not tell.
 */
record CoreIsolation(int cpu, Optional<List<Integer>> isolated, Optional<String> bootOptions) {
    private static final String ISOLATED = "sys/devices/system/cpu/isolated";
    private static final String BOOT_OPTIONS = "proc/cmdline";
    private static final List<String> OPTIONS = List.of("isolcpus", "nohz_full", "rcu_nocbs");

    static CoreIsolation read(final KernelFiles files, final int cpu) {
        return new CoreIsolation(cpu, files.cpus(ISOLATED), files.text(BOOT_OPTIONS));
    }

    boolean isIsolated() {
        return isolated.filter(cpus -> cpus.contains(cpu)).isPresent();
    }

    Judgement judge() {
        if (isolated.isEmpty() && bootOptions.isEmpty()) {
            return Judgements.absent(ISOLATED, "whether cpu " + cpu + " is isolated");
        }
        final Judgements found = new Judgements();
        final List<String> missing = new ArrayList<>();
        if (!isIsolated()) {
            missing.add("isolcpus");
        }
        for (final String option : OPTIONS) {
            final Optional<String> value = value(option);
            found.detail(option + "=" + value.orElse("") + (value.isEmpty() ? "(not given at boot)" : ""));
            if (!option.equals("isolcpus") && !covers(value)) {
                missing.add(option);
            }
        }
        isolated.ifPresent(cpus -> found.detail("/" + ISOLATED + ": " + (cpus.isEmpty() ? "none" : cpus)));
        if (!missing.isEmpty()) {
            final String lacks = isIsolated()
                    ? "cpu " + cpu + " is isolated, but without " + String.join(", ", missing)
                    : "cpu " + cpu + " is not isolated: the kernel may put any thread there";
            found.fault(lacks, bootRemedy(cpu));
        }
        return found.warnOr("cpu " + cpu + " is isolated, with nohz_full and rcu_nocbs");
    }

    /** What isolates a core, for the boot loader of most distributions; needs a restart. */
    static String bootRemedy(final int cpu) {
        return "add isolcpus=domain,managed_irq," + cpu + " nohz_full=" + cpu + " rcu_nocbs=" + cpu
                + " to GRUB_CMDLINE_LINUX in /etc/default/grub, then: sudo update-grub && sudo reboot";
    }

    private Optional<String> value(final String option) {
        for (final String word : bootOptions.orElse("").split("\\s+")) {
            if (word.startsWith(option + "=")) {
                return Optional.of(word.substring(option.length() + 1));
            }
        }
        return Optional.empty();
    }

    /** {@code isolcpus} can begin with flags; {@code rcu_nocbs} and {@code nohz_full} can be {@code all}. */
    private boolean covers(final Optional<String> value) {
        return value.filter(text -> text.equals("all")
                        || KernelFiles.cpusIn(text)
                                .filter(cpus -> cpus.contains(cpu))
                                .isPresent())
                .isPresent();
    }
}
