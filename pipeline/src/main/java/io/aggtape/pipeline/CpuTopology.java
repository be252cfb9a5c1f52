package io.aggtape.pipeline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The CPUs that this process has.
 *
 * @param allowed the CPUs that its threads may be pinned to, ascending; empty where it can't be known.
 * @param cores how many can be busy at once: fewer than {@code allowed} where a control group sets a quota.
 * @param canPin whether threads can be pinned on this system: Linux only.
 */
public record CpuTopology(List<Integer> allowed, int cores, boolean canPin) {
    private static final String KEY = "Cpus_allowed_list:";

    public CpuTopology {
        allowed = List.copyOf(allowed);
        if (cores < 1) {
            throw new IllegalArgumentException("a process has 1 core or more, not " + cores);
        }
    }

    /** That of this process, from {@code /proc/self/status} and the JVM's view of its quota. */
    public static CpuTopology ofThisProcess() {
        final int processors = Runtime.getRuntime().availableProcessors();
        final Path status = Path.of("/proc/self/status");
        if (!System.getProperty("os.name", "").startsWith("Linux") || !Files.isReadable(status)) {
            return new CpuTopology(List.of(), processors, false);
        }
        final List<Integer> allowed = allowedIn(status);
        return new CpuTopology(allowed, Math.min(processors, allowed.size()), true);
    }

    /** The allowed CPUs as the kernel writes them, for example {@code 0-3,8}. */
    public String allowedText() {
        return allowed.isEmpty() ? "unknown" : CpuList.format(allowed);
    }

    /** The CPUs on which a process or thread may run, from its status file under {@code /proc}. */
    static List<Integer> allowedIn(final Path status) {
        try {
            for (final String line : Files.readAllLines(status)) {
                if (line.startsWith(KEY)) {
                    return CpuList.parse(line.substring(KEY.length()));
                }
            }
        } catch (final IOException e) {
            throw new UncheckedIOException("can't read " + status, e);
        }
        throw new UncheckedIOException(new IOException(status + " has no " + KEY));
    }
}
