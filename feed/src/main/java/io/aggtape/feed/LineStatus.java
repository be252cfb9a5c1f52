package io.aggtape.feed;

import io.aggtape.journal.LineEvent;
import io.aggtape.journal.LineState;
import java.util.concurrent.TimeUnit;

/** Where one line stands, as far as its log has been told; owned by the reporter thread. */
final class LineStatus {
    private LineState state = LineState.IDLE;
    private String stage = "";
    private String reason = "";
    private int attempt;
    private long sinceNs;

    /**
     * A connection of this line entered another state. During a handover there are two: the newer one counts.
     *
     * @param leftStage the stage that it left, or in which it began to be closed.
     * @param atNs when, by the clock of {@link #text}.
     */
    void entered(final LineEvent event, final String leftStage, final String why, final long atNs) {
        if (event.attempt >= attempt) {
            attempt = event.attempt;
            state = event.state;
            stage = leftStage;
            reason = why;
            sinceNs = atNs;
        }
    }

    /** Whether its feed thread has never run it. */
    boolean isUntouched() {
        return state == LineState.IDLE;
    }

    /** For a person: running, connecting, failed and why. */
    String text(final LineCounters counters, final long nowNs) {
        final LineState lead = counters.state();
        if (lead == LineState.AWAITING_TRADES || lead == LineState.LIVE) {
            return "running, " + counters.liveStreams() + "/" + counters.streams() + " streams live";
        }
        switch (state) {
            case IDLE:
                return "created, but its feed thread has never run it";
            case BACKING_OFF:
                return failure(nowNs);
            case CLOSING:
                return "closing since " + sinceText(nowNs) + ": " + reason;
            case STOPPED:
                return "stopped: " + reason;
            default:
                return "connecting: " + LineStages.nameOf(state) + " since " + sinceText(nowNs) + ", attempt "
                        + attempt;
        }
    }

    private String failure(final long nowNs) {
        final int wait = reason.lastIndexOf(LineFaults.NEXT_ATTEMPT);
        final String why = wait < 0 ? reason : reason.substring(0, wait);
        final long leftNs = TimeUnit.MILLISECONDS.toNanos(LineFaults.waitMs(reason)) - (nowNs - sinceNs);
        return "failed: " + (stage.isEmpty() ? "" : stage + ": ") + why + ", next attempt in "
                + LineStages.seconds(Math.max(0, leftNs), 1) + " s";
    }

    private String sinceText(final long nowNs) {
        return LineStages.seconds(nowNs - sinceNs, 1) + " s";
    }
}
