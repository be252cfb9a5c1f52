package io.aggtape.feed.soak;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a run showed: figures by name, and what was not as promised. Not thread-safe. */
final class SoakReport {
    private final Map<String, String> figures = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();

    void add(final String name, final Object value) {
        figures.put(name, String.valueOf(value));
    }

    /** Notes a problem unless this holds. */
    void require(final boolean holds, final String problem) {
        if (!holds) {
            problems.add(problem);
        }
    }

    void problem(final String problem) {
        problems.add(problem);
    }

    String figure(final String name) {
        return figures.getOrDefault(name, "");
    }

    /** What was not as promised; empty where all was. */
    List<String> problems() {
        return problems;
    }

    @Override
    public String toString() {
        final StringBuilder text = new StringBuilder();
        figures.forEach((name, value) ->
                text.append(String.format("%-28s %s%n", name, value.strip().replace("\n", "\n" + " ".repeat(29)))));
        problems.forEach(problem -> text.append("PROBLEM  ").append(problem).append('\n'));
        return text.append(problems.isEmpty() ? "all as promised" : problems.size() + " problems")
                .append('\n')
                .toString();
    }
}
