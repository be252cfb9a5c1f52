package io.aggtape.feed;

import io.aggtape.journal.AggTrade;
import io.aggtape.journal.LineEvent;

/** Told what becomes of the lines, on their feed thread; rare calls only, never one a trade. */
public interface LineListener {
    /** A line entered a state. */
    void onLine(LineEvent event);

    /** A stream delivered its first trade on this connection: only now is it live. */
    void onFirstTrade(int line, AggTrade trade, long sinceConnectNs);
}
