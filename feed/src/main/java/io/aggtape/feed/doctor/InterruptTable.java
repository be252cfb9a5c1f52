package io.aggtape.feed.doctor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code /proc/interrupts} at one moment.
 *
 * @param counts how often each interrupt came since the start, by cpu; by its number or its letters, for example LOC.
 * @param descriptions what each is.
 */
record InterruptTable(Map<String, Map<Integer, Long>> counts, Map<String, String> descriptions) {
    static final String PATH = "proc/interrupts";

    static InterruptTable read(final KernelFiles files) {
        return parse(files.text(PATH).orElse(""));
    }

    static InterruptTable parse(final String text) {
        final Map<String, Map<Integer, Long>> counts = new LinkedHashMap<>();
        final Map<String, String> descriptions = new HashMap<>();
        final List<Integer> cpus = new ArrayList<>();
        for (final String line : text.split("\n")) {
            final String[] words = line.strip().split("\\s+");
            if (words[0].startsWith("CPU")) {
                for (final String word : words) {
                    cpus.add(Integer.parseInt(word.substring(3)));
                }
            } else if (words[0].endsWith(":") && words.length > cpus.size()) {
                // ERR and MIS have one count for all, and are left out on machines with more cpus than that.
                final Map<Integer, Long> row = new HashMap<>();
                for (int i = 0; i < cpus.size() && words[i + 1].matches("\\d{1,18}"); i++) {
                    row.put(cpus.get(i), Long.parseLong(words[i + 1]));
                }
                final String name = words[0].substring(0, words[0].length() - 1);
                counts.put(name, row);
                descriptions.put(name, String.join(" ", List.of(words).subList(cpus.size() + 1, words.length)));
            }
        }
        return new InterruptTable(counts, descriptions);
    }

    boolean isEmpty() {
        return counts.isEmpty();
    }

    /** How often one came on a cpu; 0 where the kernel does not count it there. */
    long count(final String name, final int cpu) {
        return counts.getOrDefault(name, Map.of()).getOrDefault(cpu, 0L);
    }

    /** Whether this is a device's, which has a number and can be sent elsewhere. */
    static boolean isOfDevice(final String name) {
        return name.matches("\\d{1,9}");
    }
}
