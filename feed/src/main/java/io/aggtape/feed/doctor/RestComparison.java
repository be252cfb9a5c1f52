package io.aggtape.feed.doctor;

import io.aggtape.feed.MarketProfile;
import io.aggtape.feed.RepairFrame;
import io.aggtape.feed.TradeText;
import io.aggtape.feed.rest.RestException;
import io.aggtape.feed.rest.RestFault;
import io.aggtape.feed.rest.TradePage;
import io.aggtape.journal.AggTrade;
import io.aggtape.journal.IdRange;
import io.aggtape.journal.Instruments;
import io.aggtape.journal.Market;
import io.aggtape.pipeline.AggTradeDecoder;
import io.aggtape.pipeline.DecodeResult;
import io.aggtape.pipeline.LineContext;
import java.io.IOException;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Holds the trades of streams against REST's, which may know them a little later. */
final class RestComparison {
    private static final long RETRY_MS = 300;

    private final NetworkProbe probe;
    private final LineContext context;
    private final AggTradeDecoder decoder = new AggTradeDecoder(new Instruments());

    RestComparison(final NetworkProbe probe) {
        this.probe = probe;
        final Market market = probe.config().market();
        context = LineContext.ofRest(market, MarketProfile.of(market).timeUnit());
    }

    /**
     * What REST says of a stream.
     *
     * @param equal how many trades are equal to REST's.
     * @param unknown how many REST does not know yet, or no longer.
     * @param fault how the two differ, empty where they do not.
     */
    record Result(int equal, int unknown, String fault) {}

    /**
     * Asks for the trades of a stream that has delivered, again while REST is behind.
     *
     * @throws IOException where REST does not answer.
     */
    Result compare(final StreamSample stream) throws IOException, InterruptedException {
        // The connection delivers on while REST is asked.
        final List<AggTrade> trades = List.copyOf(stream.trades());
        final List<IdRange> gaps = List.copyOf(stream.gaps());
        final long firstId = trades.get(0).id;
        final long lastId = trades.get(trades.size() - 1).id;
        final long startNs = probe.nanoTime();
        TreeMap<Long, AggTrade> known = read(stream.symbol(), firstId);
        while ((known.isEmpty() || lastOf(known) < lastId)
                && probe.nanoTime() - startNs
                        < TimeUnit.MILLISECONDS.toNanos(probe.config().restTimeoutMs())) {
            probe.conversation().awaitBeside(() -> false, RETRY_MS);
            known = read(stream.symbol(), firstId);
        }
        return compare(stream.symbol(), trades, gaps, known);
    }

    private static Result compare(
            final String symbol,
            final List<AggTrade> trades,
            final List<IdRange> gaps,
            final TreeMap<Long, AggTrade> known) {
        int equal = 0;
        int unknown = 0;
        for (final AggTrade trade : trades) {
            final AggTrade other = known.get(trade.id);
            if (other == null && !isWithin(known, trade.id)) {
                unknown++;
            } else if (other == null) {
                return new Result(
                        equal,
                        unknown,
                        symbol + ": REST does not have trade " + trade.id + ", which the stream delivered");
            } else if (!StreamSample.isSame(trade, other)) {
                return new Result(
                        equal,
                        unknown,
                        symbol + ": trade " + trade.id + " differs, by the stream "
                                + TradeText.inWords(symbol, trade) + ", by REST "
                                + TradeText.inWords(symbol, other));
            } else {
                equal++;
            }
        }
        return new Result(equal, unknown, lost(symbol, gaps, known));
    }

    /** Skipped ids that REST has; empty for none. */
    private static String lost(final String symbol, final List<IdRange> gaps, final TreeMap<Long, AggTrade> known) {
        for (final IdRange gap : gaps) {
            for (long id = gap.firstId(); id <= gap.lastId(); id++) {
                if (known.containsKey(id)) {
                    return symbol + ": the stream skipped ids " + gap.firstId() + ".." + gap.lastId()
                            + ", and REST has them";
                }
                if (!isWithin(known, id)) {
                    return symbol + ": the stream skipped ids " + gap.firstId() + ".." + gap.lastId()
                            + ", of which REST tells nothing";
                }
            }
        }
        return "";
    }

    private TreeMap<Long, AggTrade> read(final String symbol, final long firstId)
            throws IOException, InterruptedException {
        final TradePage page = probe.rest().page(symbol, firstId);
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
        return trades;
    }

    private static boolean isWithin(final TreeMap<Long, AggTrade> known, final long id) {
        return !known.isEmpty() && id >= known.firstKey() && id <= lastOf(known);
    }

    private static long lastOf(final TreeMap<Long, AggTrade> known) {
        return known.lastKey();
    }
}
