package io.aggtape.bench.suite;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Curves as text: a bar for each size, of the median, as long as it is beside the greatest of its curve. */
final class GrowthChart {
    private static final int WIDTH = 50;

    private GrowthChart() {}

    /** One measurement. */
    record Point(String what, String unit, int size, double value) {}

    static String of(final List<Point> points) {
        final Map<String, Map<Integer, double[]>> curves = new LinkedHashMap<>();
        for (final Point point : points) {
            curves.computeIfAbsent(point.what() + ", " + point.unit(), name -> new TreeMap<>())
                    .merge(point.size(), new double[] {point.value()}, GrowthChart::joined);
        }
        final StringBuilder text = new StringBuilder();
        curves.forEach((name, curve) -> {
            text.append(name).append('\n');
            final double greatest = curve.values().stream()
                    .mapToDouble(GrowthChart::median)
                    .max()
                    .orElse(0);
            curve.forEach((size, values) -> text.append(
                            String.format(Locale.ROOT, "%,12d %,14.2f ", size, median(values)))
                    .append("#".repeat(greatest > 0 ? (int) Math.round(WIDTH * median(values) / greatest) : 0))
                    .append('\n'));
            text.append('\n');
        });
        return text.toString();
    }

    private static double[] joined(final double[] some, final double[] more) {
        final double[] all = Arrays.copyOf(some, some.length + more.length);
        System.arraycopy(more, 0, all, some.length, more.length);
        return all;
    }

    private static double median(final double[] values) {
        final double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
