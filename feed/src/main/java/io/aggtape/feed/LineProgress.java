package io.aggtape.feed;

import io.aggtape.journal.LineState;
import java.util.concurrent.TimeUnit;

/** Where one connection of a line stands, since when, and until when it may. Changed by one method, which records it. */
final class LineProgress {
    private final LineShared line;
    private final long stageTimeoutNs;

    private LineState state = LineState.IDLE;
    private int attempt;
    private long sinceNs;
    private long deadlineNs;
    private int shownLive;
    private boolean isLead;

    LineProgress(final LineShared line) {
        this.line = line;
        stageTimeoutNs = TimeUnit.MILLISECONDS.toNanos(line.config.rules().connectTimeoutMs());
    }

    LineState state() {
        return state;
    }

    int attempt() {
        return attempt;
    }

    /** Makes this connection the one that the line's figures speak of, or no longer. */
    void lead(final boolean isNowLead) {
        isLead = isNowLead;
        shownLive = -1;
        if (isNowLead) {
            line.counters.state(state);
        }
    }

    /** How many streams are live. */
    void showLive(final int live) {
        if (isLead && live != shownLive) {
            shownLive = live;
            line.counters.liveStreams(live);
        }
    }

    /** How long it has been in its state, nanoseconds. */
    long inStateNs(final long nowNs) {
        return nowNs - sinceNs;
    }

    /** Begins an attempt. */
    void beginAttempt() {
        attempt = line.nextAttempt();
    }

    /** Enters a state, with why, or with what was found in the state before. */
    int enter(final LineState next, final String reason, final long nowNs) {
        final long stageNs = state == LineState.IDLE ? 0 : nowNs - sinceNs;
        state = next;
        sinceNs = nowNs;
        deadlineNs = nowNs + stageTimeoutNs;
        if (isLead) {
            line.counters.state(next);
        }
        line.journal.entered(next, attempt, reason, nowNs, stageNs);
        return 1;
    }

    /** Takes note of something within a state. */
    void tell(final String what, final long nowNs) {
        line.journal.entered(state, attempt, what, nowNs, nowNs - sinceNs);
    }

    /** Says at which stage of which line something broke that is no fault of the network. */
    IllegalStateException broken(final Throwable fault) {
        final String stage = LineStages.nameOf(state);
        return new IllegalStateException(
                "line " + line.config.context().number() + " broke at attempt " + attempt + ", "
                        + (stage.isEmpty() ? "state " + state : "stage " + stage) + ": " + fault,
                fault);
    }

    /** The state may last this much longer. */
    void extend(final long nowNs, final long forNs) {
        deadlineNs = nowNs + forNs;
    }

    /** The state may last as long again as when it was entered. */
    void extend(final long nowNs) {
        extend(nowNs, stageTimeoutNs);
    }

    boolean isExpired(final long nowNs) {
        return nowNs - deadlineNs >= 0;
    }
}
