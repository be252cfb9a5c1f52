package io.aggtape.feed.doctor;

import io.aggtape.feed.TradeText;
import io.aggtape.journal.AggTrade;
import io.aggtape.journal.IdRange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Holds the trades of streams against REST's, which may know them a little later. */
final class RestComparison {
    private static final long FIRST_RETRY_MS = 300;
    private static final long LAST_RETRY_MS = 5_000;
    /** So many pages are asked for because of gaps of one stream. */
    private static final int MAX_PAGES = 5;

    private static final String LOSES =
            "the connection loses trades: a recorder notices the same and fetches them by REST; "
                    + "look for a proxy or a middle box that cuts, and for an overloaded machine";

    private static final String OTHER =
            "is --rest of the same exchange and market as --endpoint? if it is, something between alters messages";

    private final NetworkProbe probe;
    private final RestTrades rest;

    private boolean isBehind;

    RestComparison(final NetworkProbe probe, final RestTrades rest) {
        this.probe = probe;
        this.rest = rest;
    }

    /**
     * What REST says of a stream.
     *
     * @param equal how many trades are equal to REST's.
     * @param unknown how many REST does not know yet, or no longer.
     * @param fault how the two differ, empty where they do not.
     * @param remedy what to do about that.
     * @param absent skipped ids that REST does not have either.
     * @param untold skipped ids of which REST tells nothing.
     */
    record Result(int equal, int unknown, String fault, String remedy, List<IdRange> absent, List<IdRange> untold) {
        static Result fault(final int equal, final String fault, final String remedy) {
            return new Result(equal, 0, fault, remedy, List.of(), List.of());
        }
    }

    /**
     * Asks for the trades of a stream that has delivered, again while REST is behind; once it has stayed behind, no other
     * stream is waited for.
     *
     * @throws IOException where REST does not answer in time.
     */
    Result compare(final StreamSample stream) throws IOException, InterruptedException {
        // The connection delivers on while REST is asked.
        final List<AggTrade> trades = List.copyOf(stream.trades());
        final List<IdRange> gaps = List.copyOf(stream.gaps());
        final RestTrades.Page page = read(stream.symbol(), trades);
        final long lastId = trades.get(trades.size() - 1).id;
        if (!page.trades().isEmpty() && page.trades().firstKey() > lastId) {
            return Result.fault(
                    0,
                    stream.symbol() + ": REST has none of the ids " + trades.get(0).id + ".." + lastId
                            + " which the stream delivered: from there on its first is "
                            + page.trades().firstKey(),
                    OTHER);
        }
        int equal = 0;
        int unknown = 0;
        for (final AggTrade trade : trades) {
            final AggTrade other = page.trades().get(trade.id);
            if (other != null && !StreamSample.isSame(trade, other)) {
                return Result.fault(equal, differing(stream.symbol(), trade, other), OTHER);
            }
            if (other == null && page.covers(trade.id)) {
                return Result.fault(
                        equal,
                        stream.symbol() + ": REST does not have trade " + trade.id + ", which the stream delivered",
                        OTHER);
            }
            equal += other == null ? 0 : 1;
            unknown += other == null && !page.isFull() ? 1 : 0;
        }
        return judge(stream.symbol(), gaps, page, equal, unknown);
    }

    private Result judge(
            final String symbol,
            final List<IdRange> gaps,
            final RestTrades.Page first,
            final int equal,
            final int unknown)
            throws IOException, InterruptedException {
        final List<IdRange> absent = new ArrayList<>();
        final List<IdRange> untold = new ArrayList<>();
        RestTrades.Page page = first;
        int pages = 0;
        for (final IdRange gap : gaps) {
            if (!page.covers(gap) && pages < MAX_PAGES) {
                pages++;
                page = rest.from(symbol, gap.firstId() - 1);
            }
            if (page.hasAnyOf(gap)) {
                return Result.fault(
                        equal,
                        symbol + ": the stream skipped ids " + gap.firstId() + ".." + gap.lastId()
                                + ", and REST has them",
                        LOSES);
            }
            (page.covers(gap) ? absent : untold).add(gap);
        }
        return new Result(equal, unknown, "", "", absent, untold);
    }

    private RestTrades.Page read(final String symbol, final List<AggTrade> trades)
            throws IOException, InterruptedException {
        final long firstId = trades.get(0).id;
        final long lastId = trades.get(trades.size() - 1).id;
        // Half of what is left, so that the others have a turn.
        final long giveUpMs = rest.leftMs() / 2;
        long pauseMs = FIRST_RETRY_MS;
        RestTrades.Page page = rest.from(symbol, firstId);
        while (!isBehind && page.isBehind(lastId) && rest.leftMs() - pauseMs > giveUpMs) {
            probe.conversation().awaitBeside(() -> false, pauseMs);
            pauseMs = Math.min(2 * pauseMs, LAST_RETRY_MS);
            page = rest.from(symbol, firstId);
        }
        isBehind |= page.isBehind(lastId);
        return page;
    }

    private static String differing(final String symbol, final AggTrade trade, final AggTrade other) {
        return symbol + ": trade " + trade.id + " differs, by the stream " + TradeText.inWords(symbol, trade)
                + ", by REST " + TradeText.inWords(symbol, other);
    }
}
