package io.aggtape.pipeline;

import java.util.List;
import java.util.TreeSet;

/** Sets of CPU numbers as the kernel writes them: {@code 0-3,8}. */
public final class CpuList {
    /** The kernel's own limit is 8,192. */
    private static final int MAX_CPU = 65_535;

    private CpuList() {}

    /**
     * The numbers, ascending, each once.
     *
     * @throws IllegalArgumentException where the text is no such list, or holds a number twice.
     */
    public static List<Integer> parse(final String text) {
        final TreeSet<Integer> cpus = new TreeSet<>();
        for (final String part : text.trim().split(",", -1)) {
            final int dash = part.indexOf('-');
            final int first = number(text, dash < 0 ? part : part.substring(0, dash));
            final int last = dash < 0 ? first : number(text, part.substring(dash + 1));
            if (last < first) {
                throw bad(text);
            }
            for (int cpu = first; cpu <= last; cpu++) {
                if (!cpus.add(cpu)) {
                    throw new IllegalArgumentException("'" + text + "' names cpu " + cpu + " twice");
                }
            }
        }
        return List.copyOf(cpus);
    }

    /** The shortest text for numbers that ascend. */
    public static String format(final List<Integer> cpus) {
        final StringBuilder out = new StringBuilder();
        for (int i = 0; i < cpus.size(); i++) {
            final int first = cpus.get(i);
            int last = first;
            while (i + 1 < cpus.size() && cpus.get(i + 1) == last + 1) {
                last = cpus.get(++i);
            }
            out.append(out.isEmpty() ? "" : ",").append(first);
            if (last > first) {
                out.append('-').append(last);
            }
        }
        return out.toString();
    }

    private static int number(final String text, final String digits) {
        if (digits.isEmpty() || digits.length() > 5 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw bad(text);
        }
        final int cpu = Integer.parseInt(digits);
        if (cpu > MAX_CPU) {
            throw bad(text);
        }
        return cpu;
    }

    private static IllegalArgumentException bad(final String text) {
        return new IllegalArgumentException("'" + text + "' is no list of cpus such as 0-3,8");
    }
}
