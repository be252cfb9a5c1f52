package io.aggtape.pipeline;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** The percentiles of each hop of a run, one that goes on or one that a {@code .hlog} file tells of. */
public record LatencyReport(List<Row> rows) {
    private static final List<String> HEADINGS =
            List.of("hop (us)", "count", "p50", "p90", "p99", "p99.9", "p99.99", "max", "mean");

    public LatencyReport {
        rows = List.copyOf(rows);
    }

    /** Nanoseconds below which (or at which) the given part of the values lies. */
    public record Percentiles(long p50Ns, long p90Ns, long p99Ns, long p999Ns, long p9999Ns) {}

    /**
     * One tag; all zeros where nothing was recorded.
     *
     * @param atLimitCount how many of them are at {@link HopRecorder#MAX_NS} within 3 digits: such a value says "an
     *     hour or more".
     */
    public record Row(String tag, long count, double meanNs, long maxNs, long atLimitCount, Percentiles percentiles) {
        /** For JSON. */
        public Map<String, Object> toMap() {
            final Map<String, Object> map = new LinkedHashMap<>();
            map.put("hop", tag);
            map.put("count", count);
            map.put("p50Ns", percentiles.p50Ns);
            map.put("p90Ns", percentiles.p90Ns);
            map.put("p99Ns", percentiles.p99Ns);
            map.put("p999Ns", percentiles.p999Ns);
            map.put("p9999Ns", percentiles.p9999Ns);
            map.put("maxNs", maxNs);
            map.put("meanNs", Math.round(meanNs));
            map.put("atLimitCount", atLimitCount);
            return map;
        }

        private List<String> cells() {
            final boolean isEmpty = count == 0;
            final List<String> cells = new ArrayList<>();
            cells.add(tag);
            cells.add(Long.toString(count));
            cells.add(isEmpty ? null : microseconds(percentiles.p50Ns));
            cells.add(isEmpty ? null : microseconds(percentiles.p90Ns));
            cells.add(isEmpty ? null : microseconds(percentiles.p99Ns));
            cells.add(isEmpty ? null : microseconds(percentiles.p999Ns));
            cells.add(isEmpty ? null : microseconds(percentiles.p9999Ns));
            cells.add(isEmpty ? null : microseconds(maxNs));
            cells.add(isEmpty ? null : microseconds(meanNs));
            return cells;
        }

        static Row of(final String tag, final Histogram values) {
            final long count = values.getTotalCount();
            if (count == 0) {
                return new Row(tag, 0, 0, 0, 0, new Percentiles(0, 0, 0, 0, 0));
            }
            final long highest = values.getHighestTrackableValue();
            final long limit = Math.min(HopRecorder.MAX_NS, highest);
            return new Row(
                    tag,
                    count,
                    values.getMean(),
                    values.getMaxValue(),
                    limit < HopRecorder.MAX_NS ? 0 : values.getCountBetweenValues(limit, highest),
                    new Percentiles(
                            values.getValueAtPercentile(50),
                            values.getValueAtPercentile(90),
                            values.getValueAtPercentile(99),
                            values.getValueAtPercentile(99.9),
                            values.getValueAtPercentile(99.99)));
        }
    }

    /** The hops in their own order, then any other tags in the order of the map. */
    static LatencyReport of(final Map<String, Histogram> byTag) {
        final Map<String, Histogram> left = new LinkedHashMap<>(byTag);
        final List<Row> rows = new ArrayList<>();
        for (final Hop hop : Hop.values()) {
            final Histogram values = left.remove(hop.tag());
            if (values != null) {
                rows.add(Row.of(hop.tag(), values));
            }
        }
        left.forEach((tag, values) -> rows.add(Row.of(tag, values)));
        return new LatencyReport(rows);
    }

    /** For JSON: a map a tag. */
    public List<Map<String, Object>> toMaps() {
        return rows.stream().map(Row::toMap).toList();
    }

    /** A table in microseconds, a line a tag. */
    public String format() {
        return format(Map.of("", this));
    }

    /** The same of several runs, in the order of the map, with a column for their names where there are two or more. */
    public static String format(final Map<String, LatencyReport> byRun) {
        final boolean isNamed = byRun.size() > 1;
        final TextTable table = new TextTable(isNamed ? 2 : 1);
        final StringBuilder remarks = new StringBuilder();
        table.row(isNamed ? named("run", HEADINGS) : HEADINGS);
        byRun.forEach((name, report) -> {
            for (final Row row : report.rows) {
                table.row(isNamed ? named(name, row.cells()) : row.cells());
                if (row.atLimitCount > 0) {
                    remarks.append(isNamed ? name + " " : "")
                            .append(row.tag)
                            .append(": ")
                            .append(row.atLimitCount)
                            .append(" of 1 h or more\n");
                }
            }
        });
        return table.format() + remarks;
    }

    private static List<String> named(final String name, final List<String> cells) {
        final List<String> all = new ArrayList<>();
        all.add(name);
        all.addAll(cells);
        return all;
    }

    private static String microseconds(final double ns) {
        return String.format(Locale.ROOT, "%.3f", ns / 1_000.0);
    }
}
