package io.aggtape.pipeline;

import io.aggtape.journal.AggTrade;
import io.aggtape.journal.Gap;
import io.aggtape.journal.LineEvent;

/**
 * A strategy, a history, a metric: it sees each trade once, in arrival order, live and in replay alike. Arguments are
 * reused and valid only during the call; all calls come from one thread.
 */
public interface TradeListener {
    /** A trade that was not seen before. */
    void onTrade(AggTrade trade);

    /** Ids are missing, or some that were missing have come. */
    default void onGap(final Gap gap) {}

    /** A connection changed its state. */
    default void onLine(final LineEvent line) {}
}
