package io.aggtape.feed;

import io.aggtape.journal.GapState;
import io.aggtape.journal.Market;

/**
 * What the tape got to know of a hole: a copy of a {@code Gap} that may cross threads.
 *
 * @param state what happened to the ids.
 * @param market the market.
 * @param symbol the symbol in upper case.
 * @param firstId the first id that it speaks of.
 * @param lastId the last, inclusive.
 * @param reason why, in words.
 */
record HoleChange(GapState state, Market market, String symbol, long firstId, long lastId, String reason) {}
