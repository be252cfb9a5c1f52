package io.aggtape.pipeline;

import io.aggtape.journal.Market;
import io.aggtape.journal.TradeSource;

/**
 * What all frames of one line have in common.
 *
 * @param number the line's number, 0 to 65,534; {@link #REST_NUMBER} for none.
 * @param market the market that it serves.
 * @param timeUnit how its times are written, as its URL asked.
 * @param source the way by which its frames come.
 */
public record LineContext(int number, Market market, WireTimeUnit timeUnit, TradeSource source) {
    /** The number that stands for no line on the tape. */
    public static final int REST_NUMBER = 0xFFFF;

    /** Checks that the number fits the tape. */
    public LineContext {
        if (number < 0 || number > 0xFFFF) {
            throw new IllegalArgumentException("a line's number is 0 to 65535, not " + number);
        }
    }

    /** The context of a WebSocket line: even numbers are the A side of a pair, odd ones the B side. */
    public static LineContext ofLine(final int number, final Market market, final WireTimeUnit timeUnit) {
        return new LineContext(number, market, timeUnit, (number & 1) == 0 ? TradeSource.LINE_A : TradeSource.LINE_B);
    }

    /** The context of trades that were fetched. */
    public static LineContext ofRest(final Market market, final WireTimeUnit timeUnit) {
        return new LineContext(REST_NUMBER, market, timeUnit, TradeSource.REST);
    }
}
