package io.aggtape.feed;

import io.aggtape.feed.liveness.Figure;
import io.aggtape.feed.liveness.Gauge;
import io.aggtape.pipeline.HandlerCounters;
import io.aggtape.pipeline.LatencyReport;
import io.aggtape.pipeline.Pipeline;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Puts together what the parts of a recorder have counted. */
final class RecorderFigures {
    private static final int LINE_GAUGES = 6;
    private static final int RECORDER_GAUGES = 9;

    private final Pipeline pipeline;
    private final FeedThreads feeds;
    private final RepairCounters repair;
    private final Supplier<String> troubles;

    RecorderFigures(
            final Pipeline pipeline,
            final FeedThreads feeds,
            final RepairCounters repair,
            final Supplier<String> troubles) {
        this.pipeline = pipeline;
        this.feeds = feeds;
        this.repair = repair;
        this.troubles = troubles;
    }

    /** Where the recorder stands; from any thread. */
    RecorderStatus status() {
        final HandlerCounters journal = pipeline.journalCounters();
        int streams = 0;
        int live = 0;
        for (final LineCounters line : feeds.counters()) {
            streams += line.streams();
            live += line.liveStreams();
        }
        return new RecorderStatus(
                feeds.counters().size(),
                streams,
                live,
                received(),
                journal.trades(),
                journal.duplicates(),
                journal.rejected(),
                journal.gaps(),
                repair.openIds(),
                pipeline.metricsCounters().lagNs(),
                pipeline.depth(),
                pipeline.capacity(),
                troubles.get());
    }

    /** How many {@link #gauges()} there will be. */
    static int gauges(final RecorderConfig config) {
        final SourceConfig source = config.source();
        return LINE_GAUGES
                        * source.lines()
                        * LinePlan.share(
                                        source.symbols(),
                                        source.streamsPerLine(),
                                        config.pipeline().feedThreads())
                                .size()
                + RECORDER_GAUGES;
    }

    /** What other processes may see of it; asked on the liveness thread. */
    List<Gauge> gauges() {
        final List<Gauge> gauges = new ArrayList<>();
        for (int i = 0; i < feeds.lines().size(); i++) {
            addLine(
                    "line " + feeds.lines().get(i).context().number(),
                    feeds.counters().get(i),
                    gauges);
        }
        final HandlerCounters journal = pipeline.journalCounters();
        gauges.add(new Gauge(Figure.RECORDER, "received", this::received));
        gauges.add(new Gauge(Figure.RECORDER, "journaled", journal::trades));
        gauges.add(new Gauge(Figure.RECORDER, "duplicates", journal::duplicates));
        gauges.add(new Gauge(Figure.RECORDER, "rejected", journal::rejected));
        gauges.add(new Gauge(Figure.RECORDER, "gaps", journal::gaps));
        gauges.add(new Gauge(Figure.RECORDER, "open ids", repair::openIds));
        gauges.add(new Gauge(Figure.RECORDER, "ring depth", pipeline::depth));
        gauges.add(new Gauge(Figure.RECORDER, "ring slots", pipeline::capacity));
        gauges.add(new Gauge(Figure.RECORDER, "passed over", journal::passedOver));
        return gauges;
    }

    private static void addLine(final String label, final LineCounters line, final List<Gauge> gauges) {
        gauges.add(new Gauge(Figure.LINE_STATE, label, () -> line.state().code()));
        gauges.add(new Gauge(Figure.LINE_CONNECTS, label, line::connects));
        gauges.add(new Gauge(Figure.LINE_LIVE_STREAMS, label, line::liveStreams));
        gauges.add(new Gauge(Figure.LINE_STREAMS, label, line::streams));
        gauges.add(new Gauge(Figure.LINE_MESSAGES, label, line::messages));
        gauges.add(new Gauge(Figure.LINE_REFUSED, label, line::refused));
    }

    /** The symbols of which no trade has come. */
    List<String> silentSymbols(final SourceConfig source) {
        return source.symbols().stream()
                .filter(symbol -> pipeline.history().tradesSeen(source.market(), symbol) == 0)
                .toList();
    }

    /** The symbols of which trades came, and none that the tape did not have. */
    List<String> repeatedSymbols(final SourceConfig source) {
        return silentSymbols(source).stream()
                .filter(symbol -> feeds.lines().stream()
                        .map(line -> pipeline.activity().cell(line.context().number(), symbol))
                        .anyMatch(cell -> cell != null && cell.trades() > 0))
                .toList();
    }

    /** What the run came to, after its threads have ended. */
    RecorderSummary summary(final boolean isDrained, final LatencyReport latency) {
        return new RecorderSummary(
                feeds.counters(),
                pipeline.journalCounters(),
                repair,
                isDrained,
                pipeline.lineRaces(),
                latency,
                pipeline.orderFlow().reports(),
                pipeline.orderFlow().hashes());
    }

    private long received() {
        long received = 0;
        for (final LineCounters line : feeds.counters()) {
            received += line.messages();
        }
        return received;
    }
}
