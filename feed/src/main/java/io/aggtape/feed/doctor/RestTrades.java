package io.aggtape.feed.doctor;

import io.aggtape.feed.MarketProfile;
import io.aggtape.feed.RepairFrame;
import io.aggtape.feed.rest.RestException;
import io.aggtape.feed.rest.RestFault;
import io.aggtape.feed.rest.TradePage;
import io.aggtape.feed.rest.TradePages;
import io.aggtape.journal.AggTrade;
import io.aggtape.journal.IdRange;
import io.aggtape.journal.Instruments;
import io.aggtape.journal.Market;
import io.aggtape.pipeline.AggTradeDecoder;
import io.aggtape.pipeline.DecodeResult;
import io.aggtape.pipeline.LineContext;
import java.io.IOException;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Reads pages of trades from REST until a deadline. */
final class RestTrades {
    private final NetworkProbe probe;
    private final long deadlineNs;
    private final LineContext context;
    private final AggTradeDecoder decoder = new AggTradeDecoder(new Instruments());

    /** Reads until then by the probe's clock. */
    RestTrades(final NetworkProbe probe, final long deadlineNs) {
        this.probe = probe;
        this.deadlineNs = deadlineNs;
        final Market market = probe.config().market();
        context = LineContext.ofRest(market, MarketProfile.of(market).timeUnit());
    }

    /** A page by id: what is not in it and lies between its first and its last does not exist. */
    record Page(TreeMap<Long, AggTrade> trades) {
        boolean isFull() {
            return trades.size() >= TradePages.PAGE_TRADES;
        }

        /** Whether REST may yet get trades up to this id, for which it has none now. */
        boolean isBehind(final long lastId) {
            return trades.isEmpty() || (!isFull() && trades.lastKey() < lastId);
        }

        boolean covers(final long id) {
            return !trades.isEmpty() && id >= trades.firstKey() && id <= trades.lastKey();
        }

        /** Whether it tells of these ids, which follow one that exists. */
        boolean covers(final IdRange gap) {
            return covers(gap.firstId() - 1) && trades.higherKey(gap.firstId() - 1) != null;
        }

        /** Whether it has one of these ids. */
        boolean hasAnyOf(final IdRange gap) {
            return !trades.subMap(gap.firstId(), true, gap.lastId(), true).isEmpty();
        }
    }

    /** How much time is left, milliseconds; 0 or less for none. */
    long leftMs() {
        return TimeUnit.NANOSECONDS.toMillis(deadlineNs - probe.nanoTime());
    }

    /**
     * The page from this id on.
     *
     * @throws IOException where REST does not answer, or time is up.
     */
    Page from(final String symbol, final long firstId) throws IOException, InterruptedException {
        if (leftMs() <= 0) {
            throw new RestException(
                    RestFault.UNREACHABLE, "the " + probe.config().limits().idsMs() + " ms for this test are over");
        }
        final TradePage page = probe.rest().page(symbol, firstId, leftMs());
        final TreeMap<Long, AggTrade> trades = new TreeMap<>();
        for (int i = 0; i < page.size(); i++) {
            final RepairFrame frame =
                    RepairFrame.of(context, symbol, page.item(i), page.tradeTime(i), page.receiveNs());
            final AggTrade trade = new AggTrade();
            final DecodeResult result = decoder.decode(
                    frame.text(), 0, frame.text().capacity(), true, context.market(), context.timeUnit(), trade);
            if (result != DecodeResult.TRADE) {
                throw new RestException(
                        RestFault.BROKEN_BODY,
                        "REST has an item that is no trade, " + decoder.rejectReason() + ": " + page.item(i));
            }
            trades.put(trade.id, trade);
        }
        return new Page(trades);
    }
}
