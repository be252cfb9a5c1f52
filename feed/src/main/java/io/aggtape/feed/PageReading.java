package io.aggtape.feed;

import io.aggtape.feed.rest.TradePage;
import io.aggtape.feed.rest.TradePages;
import io.aggtape.journal.IdRange;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What a page of trades says of the holes of its symbol: which of its trades are wanted, which ids REST has not though it
 * has those on both sides, and which lie before all that it keeps. A page begins with an id that is known to exist, so
 * that a hole at the source, which is proof, can be told from the floor of REST's history, which is none.
 */
final class PageReading {
    /** How long after the first finding ids must still be absent. */
    static final long ABSENCE_INTERVAL_NS = TimeUnit.SECONDS.toNanos(3);
    /** How long REST is not asked for what it does not keep, or for what the tape did not take. */
    static final long LONG_WAIT_NS = TimeUnit.HOURS.toNanos(1);
    /** How far before a hole a request begins where its neighbour was not there, so that ids on both sides fit a page. */
    static final long LONG_REACH = 500;

    private static final long FIRST_WAIT_MS = 500;
    private static final long LAST_WAIT_MS = 30_000;

    private final HoleBook book;
    private final long patienceMs;
    private final HoleListener listener;
    private final List<IdRange> absences = new ArrayList<>();

    PageReading(final HoleBook book, final long patienceMs, final HoleListener listener) {
        this.book = book;
        this.patienceMs = patienceMs;
        this.listener = listener;
    }

    /** What the last page, and one before it, proved absent. */
    List<IdRange> absences() {
        return absences;
    }

    /**
     * Takes a page.
     *
     * @param asked the span as it was when REST was asked.
     * @param fromId what REST was asked for; no id of the page is less.
     * @return the places in the page of the trades that are wanted, in order.
     */
    List<Integer> read(final Span asked, final long fromId, final TradePage page, final long nowNs) {
        absences.clear();
        final String symbol = asked.hole.symbol();
        final long askedId = asked.nextId;
        if (page.size() == 0) {
            await(asked, askedId, nowNs);
            return List.of();
        }
        if (page.firstId() > fromId && page.firstId() >= askedId) {
            if (asked.reach < LONG_REACH && fromId > 0) {
                book.spans(symbol, askedId, asked.lastId).forEach(span -> reachFar(span, nowNs));
                return List.of();
            }
            setBelowFloor(symbol, fromId, page.firstId(), nowNs);
        }
        final List<Integer> wanted = wanted(symbol, page);
        final List<Span> missing = missing(symbol, page);
        markFetched(symbol, page, nowNs);
        missing.forEach(span -> suspect(span, nowNs));
        await(asked, askedId, nowNs);
        return wanted;
    }

    private void reachFar(final Span span, final long nowNs) {
        span.reach = LONG_REACH;
        span.notBeforeNs = nowNs;
    }

    private void setBelowFloor(final String symbol, final long fromId, final long floorId, final long nowNs) {
        for (final Span span : book.spans(symbol, fromId, floorId - 1)) {
            final long from = Math.max(span.nextId, fromId);
            final long to = Math.min(span.lastId, floorId - 1);
            if (from <= to && !span.isLeftAlone) {
                final Span below = book.carve(span, from, to);
                below.reach = 1;
                below.setAside("REST keeps nothing before id " + floorId, nowNs + LONG_WAIT_NS);
                listener.onSetAside(below.hole);
            }
        }
    }

    private List<Integer> wanted(final String symbol, final TradePage page) {
        final List<Integer> wanted = new ArrayList<>();
        for (int i = 0; i < page.size(); i++) {
            final Span span = book.spanFrom(symbol, page.id(i));
            if (span == null) {
                break;
            }
            if (!span.isLeftAlone && span.firstId <= page.id(i) && page.id(i) >= span.nextId) {
                wanted.add(i);
            }
        }
        return wanted;
    }

    /** The ids that are open and lie between two of the page's, as spans of their own. */
    private List<Span> missing(final String symbol, final TradePage page) {
        final List<Span> missing = new ArrayList<>();
        for (int i = 1; i < page.size(); i++) {
            if (page.id(i) > page.id(i - 1) + 1) {
                for (final Span span : book.spans(symbol, page.id(i - 1) + 1, page.id(i) - 1)) {
                    final long from = Math.max(span.nextId, page.id(i - 1) + 1);
                    final long to = Math.min(span.lastId, page.id(i) - 1);
                    if (from <= to && !span.isLeftAlone) {
                        missing.add(book.carve(span, from, to));
                    }
                }
            }
        }
        return missing;
    }

    private void markFetched(final String symbol, final TradePage page, final long nowNs) {
        final boolean isFull = page.size() >= TradePages.PAGE_TRADES;
        for (final Span span : book.spans(symbol, page.firstId(), page.lastId())) {
            final long next = Math.min(span.lastId, page.lastId()) + 1;
            if (!span.isLeftAlone && span.nextId >= page.firstId() && next > span.nextId) {
                span.nextId = next;
                span.progressNs = nowNs;
                span.waits = 0;
                span.reach = 1;
                span.turn = book.nextTurn();
                span.resume(isFull || span.isAwaitingTape() ? nowNs : nowNs + waitNs(span));
            }
        }
    }

    private void suspect(final Span span, final long nowNs) {
        if (span.suspectedNs == Span.NEVER) {
            span.suspectedNs = nowNs;
        }
        if (nowNs - span.suspectedNs >= ABSENCE_INTERVAL_NS) {
            absences.add(new IdRange(span.firstId, span.lastId));
            listener.onAbsent(span.hole, span.firstId, span.lastId);
        } else {
            span.nextId = span.firstId;
            span.notBeforeNs = span.suspectedNs + ABSENCE_INTERVAL_NS;
        }
    }

    /** Where REST brought nothing of what it was asked for, its newest trade is older than the hole: it has to catch up. */
    private void await(final Span asked, final long askedId, final long nowNs) {
        for (final Span span : book.spans(asked.hole.symbol(), askedId, asked.lastId)) {
            if (span.nextId <= askedId && span.notBeforeNs <= nowNs) {
                if (span.isSetAside) {
                    span.notBeforeNs = nowNs + LONG_WAIT_NS;
                } else if (TimeUnit.NANOSECONDS.toMillis(nowNs - span.progressNs) >= patienceMs) {
                    span.setAside("REST's newest trade is older than these ids", Span.NEVER);
                    listener.onSetAside(span.hole);
                } else {
                    span.notBeforeNs = nowNs + waitNs(span);
                    span.turn = book.nextTurn();
                }
            }
        }
    }

    private static long waitNs(final Span span) {
        final long waitMs = Math.min(LAST_WAIT_MS, FIRST_WAIT_MS << Math.min(span.waits, 10));
        span.waits++;
        return TimeUnit.MILLISECONDS.toNanos(waitMs);
    }
}
