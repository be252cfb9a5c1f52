package io.aggtape.bench.compare;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** The median over rounds of each figure. */
final class Medians {
    private final Map<String, Double> medians = new LinkedHashMap<>();

    Medians(final Collection<Row> rows) {
        final Map<String, List<Double>> values = new LinkedHashMap<>();
        for (final Row row : rows) {
            if (!row.isFault()) {
                values.computeIfAbsent(key(row.suite(), row.name(), row.metric()), key -> new ArrayList<>())
                        .add(row.value());
            }
        }
        values.forEach((key, list) -> medians.put(key, median(list)));
    }

    /** The figure, where it was measured. */
    OptionalDouble of(final String suite, final String name, final String metric) {
        final Double median = medians.get(key(suite, name, metric));
        return median == null ? OptionalDouble.empty() : OptionalDouble.of(median);
    }

    /** The names of a suite that have this metric. */
    Stream<String> names(final String suite, final String metric) {
        final String prefix = suite + '\n';
        final String suffix = '\n' + metric;
        return medians.keySet().stream()
                .filter(key -> key.startsWith(prefix) && key.endsWith(suffix))
                .map(key -> key.substring(prefix.length(), key.length() - suffix.length()));
    }

    /** The middle value; of an even number the mean of the two in the middle. */
    static double median(final List<Double> values) {
        final double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        final int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static String key(final String suite, final String name, final String metric) {
        return suite + '\n' + name + '\n' + metric;
    }
}
