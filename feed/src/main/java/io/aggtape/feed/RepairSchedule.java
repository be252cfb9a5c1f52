package io.aggtape.feed;

import java.util.concurrent.TimeUnit;

/**
 * Which missing ids are asked for next: those that have waited longest for their turn, so that a huge hole, which gets a
 * turn a page, never holds up a small one. Looks through the book only where something has changed or is due.
 */
final class RepairSchedule {
    /** How long the tape may take to tell that it has what was fetched. */
    static final long CONFIRM_NS = TimeUnit.SECONDS.toNanos(5);

    private static final int MAX_REFUSALS = 3;
    private static final String REFUSED = "the tape did not take what REST brought; cat --all shows what was rejected";

    private final HoleBook book;
    private final HoleListener listener;

    private Span next;
    private long dueNs;
    private boolean isBusy;
    private boolean isChanged = true;
    private boolean hasLooked;

    RepairSchedule(final HoleBook book, final HoleListener listener) {
        this.book = book;
        this.listener = listener;
    }

    /** The book or the state of a span has changed. */
    void changed() {
        isChanged = true;
    }

    /** The span to ask for now, or null. */
    Span next(final long nowNs) {
        hasLooked = isChanged || nowNs - dueNs >= 0;
        if (!hasLooked) {
            return null;
        }
        isChanged = false;
        next = null;
        isBusy = false;
        dueNs = nowNs + TimeUnit.SECONDS.toNanos(1);
        book.forEach(span -> consider(span, nowNs));
        if (next != null) {
            isChanged = true;
        }
        return next;
    }

    /** Whether any span was in hand when {@link #next} last looked. */
    boolean isBusy() {
        return isBusy;
    }

    /** Whether the last {@link #next} looked through the book. */
    boolean hasLooked() {
        return hasLooked;
    }

    /** Whether nothing was in hand when it last looked, and nothing has changed since. */
    boolean isSettled() {
        return !isBusy && !isChanged;
    }

    private void consider(final Span span, final long nowNs) {
        isBusy |= !span.isSetAside;
        if (span.isAwaitingTape()) {
            if (nowNs - span.progressNs < CONFIRM_NS) {
                return;
            }
            askAgain(span, nowNs);
        }
        if (span.notBeforeNs == Span.NEVER) {
            return;
        }
        if (span.notBeforeNs - nowNs > 0) {
            dueNs = Math.min(dueNs, span.notBeforeNs);
        } else if (next == null || span.turn < next.turn) {
            next = span;
        }
    }

    private void askAgain(final Span span, final long nowNs) {
        span.nextId = span.firstId;
        span.progressNs = nowNs;
        span.refusals++;
        if (span.refusals >= MAX_REFUSALS) {
            span.setAside(REFUSED, nowNs + PageReading.LONG_WAIT_NS);
            listener.onSetAside(span.hole);
        } else {
            span.notBeforeNs = nowNs + (CONFIRM_NS << span.refusals);
        }
    }
}
