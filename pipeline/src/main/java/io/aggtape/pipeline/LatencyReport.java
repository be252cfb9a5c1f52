package io.aggtape.pipeline;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/** The percentiles of each hop: of a run that goes on, or of any number of {@code .hlog} files merged by tag. */
public record LatencyReport(List<Row> rows) {
    private static final String UNTAGGED = "untagged";
    private static final int FIELDS = 4;

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

    /**
     * Reads log files and merges what has the same tag.
     *
     * @throws LatencyFileException where a line is no interval, comment or legend.
     * @throws IOException where a file can't be read.
     */
    public static LatencyReport read(final List<Path> files) throws IOException {
        final Map<String, Histogram> byTag = new LinkedHashMap<>();
        for (final Path file : files) {
            read(file, byTag);
        }
        return of(byTag);
    }

    /**
     * All latencies of one tag in some files, in nanoseconds.
     *
     * @throws IllegalArgumentException where they hold none; the message names the tags that have some.
     */
    static Histogram histogram(final List<Path> files, final String tag) throws IOException {
        final Map<String, Histogram> byTag = new LinkedHashMap<>();
        for (final Path file : files) {
            read(file, byTag);
        }
        byTag.values().removeIf(values -> values.getTotalCount() == 0);
        if (!byTag.containsKey(tag)) {
            throw new IllegalArgumentException("no latency of " + tag + " was recorded in " + files
                    + (byTag.isEmpty() ? "" : ", only of " + String.join(", ", byTag.keySet())));
        }
        return byTag.get(tag);
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
        final TextTable table = new TextTable();
        table.row(List.of("hop (us)", "count", "p50", "p90", "p99", "p99.9", "p99.99", "max", "mean"));
        for (final Row row : rows) {
            final boolean isEmpty = row.count == 0;
            final List<String> cells = new ArrayList<>();
            cells.add(row.tag);
            cells.add(Long.toString(row.count));
            cells.add(isEmpty ? null : microseconds(row.percentiles.p50Ns));
            cells.add(isEmpty ? null : microseconds(row.percentiles.p90Ns));
            cells.add(isEmpty ? null : microseconds(row.percentiles.p99Ns));
            cells.add(isEmpty ? null : microseconds(row.percentiles.p999Ns));
            cells.add(isEmpty ? null : microseconds(row.percentiles.p9999Ns));
            cells.add(isEmpty ? null : microseconds(row.maxNs));
            cells.add(isEmpty ? null : microseconds(row.meanNs));
            table.row(cells);
        }
        final StringBuilder out = new StringBuilder(table.format());
        for (final Row row : rows) {
            if (row.atLimitCount > 0) {
                out.append(row.tag).append(": ").append(row.atLimitCount).append(" of 1 h or more\n");
            }
        }
        return out.toString();
    }

    private static String microseconds(final double ns) {
        return String.format(Locale.ROOT, "%.3f", ns / 1_000.0);
    }

    private static void read(final Path file, final Map<String, Histogram> byTag) throws IOException {
        long number = 1;
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine(), number++) {
                if (!line.isBlank() && line.charAt(0) != '#' && line.charAt(0) != '"') {
                    readInterval(file, number, line, byTag);
                }
            }
        } catch (final MalformedInputException e) {
            throw new LatencyFileException(file, number, "is not UTF-8 text", e);
        }
    }

    /** {@code [Tag=name,]start,length,max,base64}. */
    private static void readInterval(
            final Path file, final long number, final String line, final Map<String, Histogram> byTag) {
        String tag = UNTAGGED;
        String interval = line;
        if (line.startsWith("Tag=")) {
            final int comma = line.indexOf(',');
            tag = line.substring(4, comma < 0 ? line.length() : comma);
            interval = comma < 0 ? "" : line.substring(comma + 1);
        }
        final String[] fields = interval.split(",", -1);
        if (fields.length != FIELDS) {
            throw new LatencyFileException(file, number, "is no line of a histogram log, or is cut off", null);
        }
        final Histogram values;
        try {
            for (int i = 0; i < FIELDS - 1; i++) {
                Double.parseDouble(fields[i]);
            }
            final byte[] compressed = Base64.getDecoder().decode(fields[FIELDS - 1].trim());
            values = Histogram.decodeFromCompressedByteBuffer(ByteBuffer.wrap(compressed), HopRecorder.MAX_NS);
        } catch (final DataFormatException | RuntimeException e) {
            throw new LatencyFileException(file, number, "does not hold a histogram of integers", e);
        }
        byTag.computeIfAbsent(tag, any -> autoResizing()).add(values);
    }

    /** Foreign logs may have longer values than ours. */
    private static Histogram autoResizing() {
        final Histogram values = HopRecorder.newHistogram();
        values.setAutoResize(true);
        return values;
    }
}
