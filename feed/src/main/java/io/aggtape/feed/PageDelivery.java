package io.aggtape.feed;

import io.aggtape.feed.rest.TradePage;
import io.aggtape.journal.IdRange;
import io.aggtape.journal.Market;
import io.aggtape.pipeline.AbsentIds;
import io.aggtape.pipeline.LineContext;
import java.util.ArrayDeque;
import java.util.List;

/** Hands the wanted trades of a page, and what it proved absent, to the sink piece by piece, as there is room. */
final class PageDelivery {
    private static final String PROOF = "REST has the ids on both sides and not these, asked twice";

    private final HoleBook book;
    private final RepairSink sink;
    private final LineContext context;
    private final ArrayDeque<AbsentIds> absences = new ArrayDeque<>();

    private TradePage page;
    private String symbol;
    private List<Integer> wanted = List.of();
    private int delivered;
    private RepairFrame refused;

    PageDelivery(final HoleBook book, final RepairSink sink, final LineContext context) {
        this.book = book;
        this.sink = sink;
        this.context = context;
    }

    /** Begins with a page; the one before is done. */
    void begin(final String ofSymbol, final TradePage newPage, final List<Integer> places, final List<IdRange> absent) {
        symbol = ofSymbol;
        page = newPage;
        wanted = places;
        delivered = 0;
        final Market market = context.market();
        absent.forEach(range -> absences.add(
                new AbsentIds(market, symbol, range.firstId(), range.lastId(), newPage.receiveNs(), PROOF)));
    }

    boolean isDone() {
        return delivered == wanted.size() && absences.isEmpty();
    }

    /** Offers until all is handed over or the sink refuses; what has been filled meanwhile is left out. */
    int deliver() {
        int count = 0;
        while (delivered < wanted.size()) {
            final int at = wanted.get(delivered);
            if (refused == null && isOpen(page.id(at))) {
                refused = RepairFrame.of(context, symbol, page.item(at), page.tradeTime(at), page.receiveNs());
            }
            if (refused != null && !sink.offer(refused)) {
                return count;
            }
            refused = null;
            delivered++;
            count++;
        }
        while (!absences.isEmpty() && sink.offer(absences.peek())) {
            absences.remove();
            count++;
        }
        return count;
    }

    private boolean isOpen(final long id) {
        final Span span = book.spanFrom(symbol, id);
        return span != null && span.firstId <= id;
    }
}
