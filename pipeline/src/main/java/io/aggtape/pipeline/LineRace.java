package io.aggtape.pipeline;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * How one line of a pair did against the other: filled by the metrics thread.
 *
 * @param line the line's number.
 * @param first trades that it was the first to deliver.
 * @param wins those of them that the other line delivered, too.
 * @param losses trades that the other line had delivered before.
 * @param leadNs by how much it won, nanoseconds.
 */
public record LineRace(int line, long first, long wins, long losses, Histogram leadNs) {
    private static final double[] PERCENTILES = {50, 90, 99, 99.9};

    /** Trades that it alone delivered. */
    public long alone() {
        return first - wins;
    }

    /** For JSON; leads in nanoseconds. */
    public Map<String, Object> toMap() {
        final Map<String, Object> values = new LinkedHashMap<>();
        values.put("line", line);
        values.put("first", first);
        values.put("wins", wins);
        values.put("losses", losses);
        values.put("alone", alone());
        final boolean isEmpty = leadNs.getTotalCount() == 0;
        values.put("leadP50Ns", isEmpty ? null : leadNs.getValueAtPercentile(50));
        values.put("leadP90Ns", isEmpty ? null : leadNs.getValueAtPercentile(90));
        values.put("leadP99Ns", isEmpty ? null : leadNs.getValueAtPercentile(99));
        values.put("leadP999Ns", isEmpty ? null : leadNs.getValueAtPercentile(99.9));
        values.put("leadMaxNs", isEmpty ? null : leadNs.getMaxValue());
        return values;
    }

    /** A table with leads in microseconds, a line of text a line. */
    public static String format(final List<LineRace> races) {
        final TextTable table = new TextTable();
        table.row(List.of("line", "first", "wins", "losses", "alone", "lead us p50", "p90", "p99", "p99.9", "max"));
        for (final LineRace race : races) {
            final boolean isEmpty = race.leadNs.getTotalCount() == 0;
            final List<String> cells = new ArrayList<>();
            cells.add(Integer.toString(race.line));
            cells.add(Long.toString(race.first));
            cells.add(Long.toString(race.wins));
            cells.add(Long.toString(race.losses));
            cells.add(Long.toString(race.alone()));
            for (final double percentile : PERCENTILES) {
                cells.add(isEmpty ? null : microseconds(race.leadNs.getValueAtPercentile(percentile)));
            }
            cells.add(isEmpty ? null : microseconds(race.leadNs.getMaxValue()));
            table.row(cells);
        }
        return table.format();
    }

    private static String microseconds(final long ns) {
        return String.format(Locale.ROOT, "%.1f", ns / 1_000.0);
    }
}
