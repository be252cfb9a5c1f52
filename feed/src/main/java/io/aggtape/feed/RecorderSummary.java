package io.aggtape.feed;

import io.aggtape.pipeline.LatencyReport;
import io.aggtape.pipeline.OrderFlowReport;
import java.util.List;

/**
 * What one run of the recorder came to.
 *
 * @param received messages that the lines handed to the ring.
 * @param journaled trades written to the tape.
 * @param duplicates trades seen before and dropped.
 * @param foreign other events of the exchange, ignored.
 * @param rejected frames that were no valid trade, kept on the tape.
 * @param gaps holes opened in a symbol's ids.
 * @param missingIds ids in them when they were opened.
 * @param late ids of them that came late.
 * @param repaired ids that were missing and were fetched by REST.
 * @param absent ids of holes that the exchange does not have.
 * @param openHoles holes of this market that the tape has open at the end, those of earlier runs included.
 * @param openIds ids in them.
 * @param refused how often a frame had to wait for the ring.
 * @param isDrained whether every frame received was handled before the stop.
 * @param latency percentiles a hop over the whole run.
 * @param orderFlow order flow a symbol.
 */
public record RecorderSummary(
        long received,
        long journaled,
        long duplicates,
        long foreign,
        long rejected,
        long gaps,
        long missingIds,
        long late,
        long repaired,
        long absent,
        long openHoles,
        long openIds,
        long refused,
        boolean isDrained,
        LatencyReport latency,
        List<OrderFlowReport> orderFlow) {}
