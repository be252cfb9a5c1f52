package io.aggtape.feed.doctor;

import io.aggtape.feed.TradeText;
import io.aggtape.journal.AggTrade;
import io.aggtape.journal.Decimals;
import io.aggtape.journal.IdRange;
import java.util.ArrayList;
import java.util.List;
import org.agrona.collections.LongHashSet;

/** The trades of one stream, as they came on one connection. */
final class StreamSample {
    private static final int MAX_KEPT = 500;
    private static final int MAX_GAPS = 100;
    private static final int MAX_IDS = 100_000;

    private final String symbol;
    private final List<AggTrade> trades = new ArrayList<>();
    private final List<IdRange> gaps = new ArrayList<>();
    private final LongHashSet ids = new LongHashSet();

    private long count;
    private long nextId;
    private String fault = "";
    private String repetition = "";

    StreamSample(final String symbol) {
        this.symbol = symbol;
    }

    String symbol() {
        return symbol;
    }

    /** Takes a trade, which is copied. */
    void add(final AggTrade trade) {
        if (count > 0 && trade.id < nextId) {
            onOldId(trade);
            return;
        }
        if (count > 0 && trade.id > nextId && gaps.size() < MAX_GAPS) {
            gaps.add(new IdRange(nextId, trade.id - 1));
        }
        nextId = trade.id + 1;
        if (ids.size() < MAX_IDS) {
            ids.add(trade.id);
        }
        count++;
        if (trades.size() < MAX_KEPT) {
            final AggTrade copy = new AggTrade();
            copy.copyFrom(trade);
            trades.add(copy);
        }
    }

    /** How many trades with different ids have come in order. */
    long count() {
        return count;
    }

    /** The first that came, the first 500 at most. */
    List<AggTrade> trades() {
        return trades;
    }

    /** Ids that were skipped. */
    List<IdRange> gaps() {
        return gaps;
    }

    /** What a stream never does, in words; empty where it has not. */
    String fault() {
        return fault;
    }

    /** A trade that came again as it was, in words; empty for none. */
    String repetition() {
        return repetition;
    }

    /** Whether two are the same trade: price and quantity as numbers, and the side. */
    static boolean isSame(final AggTrade a, final AggTrade b) {
        return a.id == b.id
                && a.isBuyerMaker == b.isBuyerMaker
                && Decimals.compare(a.priceMantissa, a.priceExponent, b.priceMantissa, b.priceExponent) == 0
                && Decimals.compare(a.quantityMantissa, a.quantityExponent, b.quantityMantissa, b.quantityExponent)
                        == 0;
    }

    private void onOldId(final AggTrade trade) {
        for (final AggTrade known : trades) {
            if (known.id == trade.id) {
                if (isSame(known, trade)) {
                    repetition = symbol + ": trade " + trade.id + " came twice";
                } else if (fault.isEmpty()) {
                    fault = symbol + ": trade " + trade.id + " came twice with different content, first "
                            + TradeText.inWords(symbol, known) + ", then " + TradeText.inWords(symbol, trade);
                }
                return;
            }
        }
        if (ids.contains(trade.id)) {
            repetition = symbol + ": trade " + trade.id + " came twice";
        } else if (fault.isEmpty() && ids.size() < MAX_IDS) {
            fault = symbol + ": trade " + trade.id + " came behind trade " + (nextId - 1) + ": ids out of order";
        }
    }
}
