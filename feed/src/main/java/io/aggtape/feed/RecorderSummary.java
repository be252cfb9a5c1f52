package io.aggtape.feed;

import io.aggtape.pipeline.FlowHashes;
import io.aggtape.pipeline.HandlerCounters;
import io.aggtape.pipeline.LatencyReport;
import io.aggtape.pipeline.LineRace;
import io.aggtape.pipeline.OrderFlowReport;
import java.util.List;

/**
 * What one run of the recorder came to; nothing in it changes any more.
 *
 * @param lines what each line has counted.
 * @param journal what the journal handler has counted.
 * @param repair what the repair has counted, and the holes that are open at the end, those of earlier runs included.
 * @param isDrained whether every frame received was handled before the stop.
 * @param races how the lines of each pair did against each other.
 * @param latency percentiles a hop over the whole run.
 * @param orderFlow order flow a symbol.
 * @param flowHashes the same in 64 bits a symbol.
 */
public record RecorderSummary(
        List<LineCounters> lines,
        HandlerCounters journal,
        RepairCounters repair,
        boolean isDrained,
        List<LineRace> races,
        LatencyReport latency,
        List<OrderFlowReport> orderFlow,
        FlowHashes flowHashes) {
    /** Messages that the lines handed to the ring. */
    public long received() {
        return lines.stream().mapToLong(LineCounters::messages).sum();
    }

    /** How often a frame had to wait for the ring. */
    public long refused() {
        return lines.stream().mapToLong(LineCounters::refused).sum();
    }

    /** Trades written to the tape. */
    public long journaled() {
        return journal.trades();
    }

    /** Trades seen before and dropped. */
    public long duplicates() {
        return journal.duplicates();
    }

    /** Frames that were no valid trade, kept on the tape. */
    public long rejected() {
        return journal.rejected();
    }

    /** Holes opened in a symbol's ids. */
    public long gaps() {
        return journal.gaps();
    }

    /** Ids in them when they were opened. */
    public long missingIds() {
        return journal.missingIds();
    }
}
