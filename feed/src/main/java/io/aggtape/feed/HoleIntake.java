package io.aggtape.feed;

import io.aggtape.journal.Continuity;
import io.aggtape.journal.GapState;
import io.aggtape.journal.Instrument;
import io.aggtape.journal.Market;
import io.aggtape.journal.TapeState;
import io.aggtape.pipeline.GapReasons;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Keeps the book of holes as the tape tells of them, and decides which are left alone from the start, and why. */
final class HoleIntake {
    private static final String OPEN_BEFORE = "open on the tape when the run began";

    private final RepairConfig config;
    private final Market market;
    private final HoleInbox inbox;
    private final HoleBook book;
    private final RepairCounters counters;
    private final HoleListener listener;
    private final String wayOut;
    private final Map<String, String> refused = new HashMap<>();

    private String refusedAll = "";

    HoleIntake(
            final RepairConfig config,
            final Market market,
            final HoleInbox inbox,
            final HoleBook book,
            final RepairCounters counters,
            final HoleListener listener,
            final String wayOut) {
        this.config = config;
        this.market = market;
        this.inbox = inbox;
        this.book = book;
        this.counters = counters;
        this.listener = listener;
        this.wayOut = wayOut;
    }

    /** Takes over the holes that a tape had open when it was read. */
    void seed(final TapeState tape, final Predicate<Instrument> isWanted, final long nowNs) {
        final Continuity continuity = tape.continuity();
        for (int i = 0; i < tape.instruments().size(); i++) {
            final Instrument instrument = tape.instruments().byIndex(i);
            final int holes = isWanted.test(instrument) ? continuity.openHoles(instrument) : 0;
            for (int hole = 0; hole < holes; hole++) {
                take(
                        new HoleChange(
                                GapState.OPENED,
                                instrument.market(),
                                instrument.symbol(),
                                continuity.holeFirstId(instrument, hole),
                                continuity.holeLastId(instrument, hole),
                                OPEN_BEFORE),
                        nowNs);
            }
        }
        counters.open(book);
    }

    /** Takes what the tape has told, up to so many changes; returns how many there were. */
    int take(final int limit, final long nowNs) {
        int count = 0;
        for (HoleChange change = inbox.poll(); change != null; change = count < limit ? inbox.poll() : null) {
            count++;
            take(change, nowNs);
        }
        if (count > 0) {
            counters.open(book);
        }
        return count;
    }

    /** Leaves every hole alone, those to come as well. */
    void refuseAll(final String why) {
        refusedAll = why;
        book.forEach(span -> span.setAside(why, Span.NEVER));
    }

    /** Leaves the holes of a symbol alone, those to come as well. */
    void refuse(final String symbol, final String why) {
        refused.put(symbol, why);
        book.spans(symbol).forEach(span -> span.setAside(why, Span.NEVER));
    }

    /** The command that fetches later what is left open now. */
    String wayOut() {
        return wayOut;
    }

    /** Nothing more is taken. */
    void close() {
        inbox.close();
    }

    private void take(final HoleChange change, final long nowNs) {
        if (change.market() != market) {
            return;
        }
        if (change.state() == GapState.OPENED) {
            open(change, nowNs);
        } else {
            close(change);
        }
    }

    private void open(final HoleChange change, final long nowNs) {
        final Hole hole =
                new Hole(change.market(), change.symbol(), change.firstId(), change.lastId(), change.reason());
        if (refusedAll.isEmpty() && hole.reason().equals(GapReasons.NOT_WRITTEN)) {
            book.forEach(span -> resumeAfterFullDisk(span, nowNs));
        }
        final Span span = book.add(hole, nowNs);
        span.turn = book.nextTurn();
        if (!hole.reason().equals(OPEN_BEFORE) && !hole.reason().equals(GapReasons.BETWEEN_RUNS)) {
            // The other line may have it, a moment later.
            span.notBeforeNs = nowNs + TimeUnit.MILLISECONDS.toNanos(config.graceMs());
        }
        final String note = whyNot(hole);
        listener.onSeen(hole);
        if (!note.isEmpty()) {
            span.leaveAlone(note);
            listener.onSetAside(hole);
        }
    }

    /** What the tape did not take while the disk was full may be asked for at once. */
    private static void resumeAfterFullDisk(final Span span, final long nowNs) {
        if (span.refusals > 0) {
            span.refusals = 0;
            span.resume(nowNs);
        }
    }

    private void close(final HoleChange change) {
        final long openBefore = book.openIds();
        book.close(change.symbol(), change.firstId(), change.lastId(), change.state(), listener::onClosed);
        final long closed = openBefore - book.openIds();
        if (change.state() == GapState.REPAIRED) {
            counters.addRepaired(closed);
        } else if (change.state() == GapState.ABSENT_AT_SOURCE) {
            counters.addAbsent(closed);
        }
    }

    private String whyNot(final Hole hole) {
        if (hole.ids() > config.maxIdsPerHole()) {
            return "it has more than --max-repair " + config.maxIdsPerHole() + " ids; " + wayOut + " --max-repair "
                    + hole.ids() + " fetches it";
        }
        if (!config.isSinceLast() && hole.reason().equals(GapReasons.BETWEEN_RUNS)) {
            return "--no-since-last leaves it; " + wayOut + " fetches it";
        }
        return refusedAll.isEmpty() ? refused.getOrDefault(hole.symbol(), "") : refusedAll;
    }
}
