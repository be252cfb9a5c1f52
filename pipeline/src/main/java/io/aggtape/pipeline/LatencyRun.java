package io.aggtape.pipeline;

import io.aggtape.pipeline.MaxOverTime.Stretch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/**
 * One run as its {@code .hlog} file tells it: where it ran, and the latencies of each tag, all of it and over time. Logs of
 * other tools are read as well. One thread.
 */
public final class LatencyRun {
    private static final String UNTAGGED = "untagged";
    private static final int FIELDS = 4;
    private static final Pattern SETTING = Pattern.compile("#\\[([a-z][a-z0-9.-]*)=(.*)]");
    private static final Pattern START = Pattern.compile("#\\[StartTime: (\\d{1,11}\\.\\d{3}) .*");

    private final Path file;
    private final Span span;
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final Map<String, Histogram> byTag = new LinkedHashMap<>();
    private final Map<String, MaxOverTime> maxima = new LinkedHashMap<>();

    private double firstStartS = Double.NaN;
    private boolean isCut;

    /**
     * A part of each run.
     *
     * @param fromS seconds from the begin of the first interval; intervals that begin earlier are left out.
     * @param toS likewise; intervals that end later are left out.
     */
    public record Span(double fromS, double toS) {
        /** The whole of it, also where another tool has written an interval behind later ones. */
        public static final Span ALL = new Span(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

        private boolean covers(final Stretch interval) {
            return interval.startS() >= fromS && interval.endS() <= toS;
        }
    }

    private LatencyRun(final Path file, final Span span) {
        this.file = file;
        this.span = span;
    }

    /**
     * Reads a log. A last line that was not written to its end, as in the log of a run that goes on or was killed, is left
     * out: {@link #isCut} says so.
     *
     * @throws LatencyFileException where a line is no interval, comment or legend.
     * @throws IOException where the file can't be read.
     */
    public static LatencyRun read(final Path file, final Span span) throws IOException {
        final LatencyRun run = new LatencyRun(file, span);
        boolean isLog = false;
        try (LatencyLines lines = new LatencyLines(file)) {
            for (String line = lines.next(); line != null; line = lines.next()) {
                try {
                    run.readLine(line, lines.number());
                } catch (final LatencyFileException e) {
                    if (lines.isWhole() || !isLog) {
                        throw e;
                    }
                    run.isCut = true;
                }
                isLog |= !line.isBlank();
            }
        }
        return run;
    }

    /**
     * All latencies of one tag in some files, in nanoseconds.
     *
     * @throws IllegalArgumentException where they hold none; the message names the tags that have some.
     */
    static Histogram merged(final List<Path> files, final String tag) throws IOException {
        final Map<String, Histogram> all = new LinkedHashMap<>();
        for (final Path file : files) {
            read(file, Span.ALL)
                    .byTag
                    .forEach((name, values) ->
                            all.computeIfAbsent(name, any -> autoResizing()).add(values));
        }
        all.values().removeIf(values -> values.getTotalCount() == 0);
        if (!all.containsKey(tag)) {
            throw new IllegalArgumentException("no latency of " + tag + " was recorded in " + files
                    + (all.isEmpty() ? "" : ", only of " + String.join(", ", all.keySet())));
        }
        return all.get(tag);
    }

    /** The file it was read from. */
    public Path file() {
        return file;
    }

    /** The file's name without its extension. */
    public String name() {
        final Path last = file.getFileName();
        final String name = last == null ? file.toString() : last.toString();
        return name.endsWith(".hlog") && name.length() > 5 ? name.substring(0, name.length() - 5) : name;
    }

    /** Where and how it ran: what comment lines such as {@code #[jdk=17]} say, in their order, and {@code started}. */
    public Map<String, String> environment() {
        return Collections.unmodifiableMap(environment);
    }

    /** Whether the last line was not written to its end. */
    public boolean isCut() {
        return isCut;
    }

    /** The tags: our hops in their own order, then any others in the order of the file. */
    public List<String> tags() {
        final List<String> left = new ArrayList<>(byTag.keySet());
        final List<String> tags = new ArrayList<>();
        for (final Hop hop : Hop.values()) {
            if (left.remove(hop.tag())) {
                tags.add(hop.tag());
            }
        }
        tags.addAll(left);
        return tags;
    }

    /** All latencies of a tag of this run, nanoseconds. */
    public Histogram histogram(final String tag) {
        return byTag.get(tag);
    }

    /** The longest latency of a tag of this run over time. */
    public MaxOverTime maxOverTime(final String tag) {
        return maxima.get(tag);
    }

    /** The percentiles of each tag. */
    public LatencyReport report() {
        return LatencyReport.of(byTag);
    }

    private void readLine(final String line, final long number) {
        if (line.isBlank() || line.charAt(0) == '"') {
            return;
        }
        if (line.charAt(0) == '#') {
            readComment(line);
        } else {
            readInterval(line, number);
        }
    }

    private void readComment(final String line) {
        final Matcher start = START.matcher(line);
        final Matcher setting = SETTING.matcher(line);
        if (start.lookingAt()) {
            final long startMs = Math.round(Double.parseDouble(start.group(1)) * 1_000);
            environment.putIfAbsent("started", Instant.ofEpochMilli(startMs).toString());
        } else if (setting.matches()) {
            environment.put(setting.group(1), setting.group(2));
        }
    }

    /** {@code [Tag=name,]start,length,max,base64}. */
    private void readInterval(final String line, final long number) {
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
        try {
            final double startS = Double.parseDouble(fields[0]);
            final double lengthS = Double.parseDouble(fields[1]);
            Double.parseDouble(fields[2]);
            final byte[] compressed = Base64.getDecoder().decode(fields[FIELDS - 1].trim());
            add(
                    tag,
                    startS,
                    lengthS,
                    Histogram.decodeFromCompressedByteBuffer(ByteBuffer.wrap(compressed), HopRecorder.MAX_NS));
        } catch (final DataFormatException | RuntimeException e) {
            throw new LatencyFileException(file, number, "does not hold a histogram of integers", e);
        }
    }

    private void add(final String tag, final double startS, final double lengthS, final Histogram values) {
        if (Double.isNaN(firstStartS)) {
            firstStartS = startS;
        }
        final double sinceFirstS = startS - firstStartS;
        final Stretch interval = new Stretch(toMs(sinceFirstS), toMs(sinceFirstS + lengthS), values.getMaxValue());
        final boolean isAsked = span.covers(interval);
        final Histogram all = byTag.computeIfAbsent(tag, any -> autoResizing());
        final MaxOverTime overTime = maxima.computeIfAbsent(tag, any -> new MaxOverTime());
        if (isAsked) {
            all.add(values);
            overTime.add(interval);
        }
    }

    /** To the millisecond, as the format writes them, so that the end of an interval is the start of the next. */
    private static double toMs(final double seconds) {
        return Math.round(seconds * 1_000) / 1_000.0;
    }

    /** Foreign logs may have longer values than ours. */
    private static Histogram autoResizing() {
        final Histogram values = HopRecorder.newHistogram();
        values.setAutoResize(true);
        return values;
    }
}
