package io.aggtape.pipeline;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;
import org.agrona.concurrent.EpochClock;

/**
 * Writes the latencies of a run as a standard {@code .hlog} file, a tag a hop, which every HDR tool reads, and keeps
 * the totals for the summary. Owned by the reporter thread.
 */
public final class LatencyLog implements AutoCloseable {
    private static final double NS_A_MS = 1_000_000.0;

    private final Path file;
    private final EpochClock clock;
    private final PrintStream out;
    private final HistogramLogWriter writer;
    private final List<HopRecorder> recorders;
    private final Histogram[] intervals;
    private final Histogram[] totals;
    private final long baseMs;

    private long intervalStartMs;
    private boolean isClosed;

    /**
     * Begins a new file.
     *
     * @param recorders the hops, in the order of the output.
     * @param clock milliseconds since the epoch.
     * @param environment one comment line each: version, machine, JDK, configuration.
     * @throws IOException where it can't be made, also where it exists: a run never overwrites another's.
     */
    public LatencyLog(
            final Path file, final List<HopRecorder> recorders, final EpochClock clock, final List<String> environment)
            throws IOException {
        this.file = file;
        this.recorders = List.copyOf(recorders);
        this.clock = clock;
        this.intervals = new Histogram[recorders.size()];
        this.totals = new Histogram[recorders.size()];
        for (int i = 0; i < totals.length; i++) {
            totals[i] = HopRecorder.newHistogram();
        }
        this.out = new PrintStream(
                Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                false,
                StandardCharsets.UTF_8);
        this.writer = new HistogramLogWriter(out);
        this.baseMs = clock.time();
        this.intervalStartMs = baseMs;
        writeHead(environment);
    }

    /**
     * Ends the interval: a line a hop, also where nothing was recorded.
     *
     * @throws UncheckedIOException where the file can't be written; the totals have the interval all the same.
     */
    public void rotate() {
        final long nowMs = Math.max(clock.time(), intervalStartMs);
        for (int i = 0; i < intervals.length; i++) {
            intervals[i] = recorders.get(i).interval(intervals[i]);
            totals[i].add(intervals[i]);
            writer.outputIntervalHistogram(
                    (intervalStartMs - baseMs) / 1_000.0, (nowMs - baseMs) / 1_000.0, intervals[i], NS_A_MS);
        }
        intervalStartMs = nowMs;
        flush();
    }

    /** The percentiles of the whole run so far, up to the last {@link #rotate}. */
    public LatencyReport report() {
        final Map<String, Histogram> byTag = new LinkedHashMap<>();
        for (int i = 0; i < totals.length; i++) {
            byTag.computeIfAbsent(recorders.get(i).hop().tag(), tag -> HopRecorder.newHistogram())
                    .add(totals[i]);
        }
        return LatencyReport.of(byTag);
    }

    /** How many latencies of this run were longer than {@link HopRecorder#MAX_NS} and were recorded as that long. */
    public long overflowCount() {
        return recorders.stream().mapToLong(HopRecorder::overflowCount).sum();
    }

    /** Writes what the last interval has and what did not fit, and closes the file; again it does nothing. */
    @Override
    public void close() {
        if (isClosed) {
            return;
        }
        isClosed = true;
        try {
            rotate();
            for (final String remark : remarks()) {
                writer.outputComment('[' + remark + ']');
            }
            flush();
        } finally {
            out.close();
        }
    }

    private void writeHead(final List<String> environment) {
        writer.outputComment("[aggtape: latency of each hop in nanoseconds, 3 digits, a tag a hop]");
        for (final String line : environment) {
            writer.outputComment('[' + line.replaceAll("\\R", " ") + ']');
        }
        writer.outputLogFormatVersion();
        writer.outputStartTime(baseMs);
        writer.setBaseTime(baseMs);
        writer.outputBaseTime(baseMs);
        writer.outputLegend();
        flush();
    }

    private List<String> remarks() {
        final List<String> remarks = new ArrayList<>();
        for (final HopRecorder recorder : recorders) {
            if (recorder.overflowCount() > 0) {
                remarks.add(recorder.hop().tag() + ": " + recorder.overflowCount() + " above 1 h, recorded as 1 h");
            }
            if (recorder.negativeCount() > 0) {
                remarks.add(recorder.hop().tag() + ": " + recorder.negativeCount() + " negative, not in this tag");
            }
        }
        return remarks;
    }

    private void flush() {
        if (out.checkError()) {
            throw new UncheckedIOException(new IOException("can't write " + file));
        }
    }
}
