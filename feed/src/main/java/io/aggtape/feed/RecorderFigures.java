package io.aggtape.feed;

import io.aggtape.pipeline.HandlerCounters;
import io.aggtape.pipeline.LatencyReport;
import io.aggtape.pipeline.Pipeline;

/** Puts together what the parts of a recorder have counted. */
final class RecorderFigures {
    private final Pipeline pipeline;
    private final FeedThreads feeds;
    private final RepairCounters repair;

    RecorderFigures(final Pipeline pipeline, final FeedThreads feeds, final RepairCounters repair) {
        this.pipeline = pipeline;
        this.feeds = feeds;
        this.repair = repair;
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
                pipeline.capacity());
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
                pipeline.orderFlow().reports());
    }

    private long received() {
        long received = 0;
        for (final LineCounters line : feeds.counters()) {
            received += line.messages();
        }
        return received;
    }
}
