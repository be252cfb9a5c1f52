package io.aggtape.feed;

import io.aggtape.journal.LineState;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * One line for ever: the connection that leads, and for the time of a handover its successor. A healthy connection is never
 * dropped before another one delivers: at its age, when the server announces its end, or when a watchdog finds it wanting.
 * Owned by its feed thread.
 */
final class Line {
    /** How long both connections deliver at least. */
    private static final long SETTLE_NS = TimeUnit.SECONDS.toNanos(2);
    /** How long a successor may lack a stream that the lead delivers. */
    private static final long OVERLAP_NS = TimeUnit.SECONDS.toNanos(30);

    private static final long FIRST_WAIT_NS = TimeUnit.SECONDS.toNanos(10);
    private static final long LONGEST_WAIT_NS = TimeUnit.MINUTES.toNanos(10);

    private final LineShared shared;
    private final RandomGenerator random;

    private Connection lead;
    private Connection successor;
    private Connection leaving;
    private String wanted;
    private long leadOpenedNs;
    private long rotateAtMs = Long.MAX_VALUE;
    private long successorOpenedNs;
    /** How long to wait after a replacement before the next one; grows while they follow each other. */
    private long waitNs = FIRST_WAIT_NS;

    private long nextReplacementNs;
    private boolean hasReplaced;
    private boolean hasGivenUp;
    private boolean isStopping;
    private Line other;
    private long followUntilNs;

    Line(final LineConfig config, final FeedThread thread) {
        shared = new LineShared(config, thread);
        random = thread.random().split();
        lead = new Connection(shared);
        lead.lead(true);
        followUntilNs = thread.nanoClock().nanoTime();
    }

    /** Takes the other line of its pair, which belongs to the same feed thread. */
    void pairWith(final Line theOther) {
        other = theOther;
    }

    LineCounters counters() {
        return shared.counters;
    }

    int number() {
        return shared.config.context().number();
    }

    /** Where the connection that leads stands. */
    LineState state() {
        return lead.state();
    }

    /** Whether a successor is about to take over. */
    boolean isHandingOver() {
        return successor != null;
    }

    /** Asks for a new connection in the place of this one, unless that was done a short while ago. */
    void replace(final String reason) {
        wanted = reason;
    }

    /** Closes in order. */
    void stop(final long nowNs) {
        isStopping = true;
        lead.stop("asked to stop", nowNs);
        if (successor != null) {
            successor.stop("asked to stop", nowNs);
        }
    }

    boolean isStopped() {
        return isGone(lead) && isGone(successor) && isGone(leaving);
    }

    /** Whether it wants this duty cycle; else one a millisecond is enough for what it does by the clock. */
    boolean isDue() {
        return successor != null || leaving != null || isStopping && !isStopped() || lead.isDue();
    }

    /** One duty cycle. */
    int poll(final long nowNs) {
        if (other != null && lead.state() == LineState.UPGRADING) {
            comeBackBeside(other, nowNs);
        }
        lead.frames().follow(successor != null || nowNs - followUntilNs < 0);
        int workCount = lead.poll(nowNs);
        if (leaving != null) {
            workCount += leaving.poll(nowNs);
            leaving = isGone(leaving) ? null : leaving;
        }
        if (successor != null) {
            workCount += successor.poll(nowNs);
        }
        if (isStopping) {
            return workCount;
        }
        return workCount + (successor == null ? considerReplacement(nowNs) : handOver(nowNs));
    }

    /** The other line has been delivering: what comes before this line's first trades may still be on its way there. */
    private void comeBackBeside(final Line theOther, final long nowNs) {
        lead.frames().gate(new HandoverGate(theOther.lead));
        theOther.followUntilNs = nowNs + HandoverGate.LIFE_NS + HandoverGate.GRACE_NS;
    }

    private int considerReplacement(final long nowNs) {
        if (!lead.state().isOpen()) {
            // It is being replaced by itself.
            wanted = null;
            return 0;
        }
        noteOpened();
        if (leaving != null) {
            return 0;
        }
        if (lead.isShutdownAnnounced()) {
            return begin("the server announced its shutdown", nowNs);
        }
        if (shared.journal.epochMs(nowNs) >= rotateAtMs) {
            return !hasGivenUp || mayReplace(nowNs) ? begin("its age", nowNs) : 0;
        }
        if (wanted != null) {
            final String reason = wanted;
            wanted = null;
            return mayReplace(nowNs) ? begin(reason, nowNs) : 0;
        }
        return 0;
    }

    private void noteOpened() {
        if (leadOpenedNs != lead.frames().openedNs()) {
            leadOpenedNs = lead.frames().openedNs();
            rotateAtMs = shared.config.rules().rotation().dueMs(shared.journal.epochMs(leadOpenedNs), random);
        }
    }

    private boolean mayReplace(final long nowNs) {
        return !hasReplaced || nowNs - nextReplacementNs >= 0;
    }

    private int begin(final String reason, final long nowNs) {
        if (!hasReplaced || nowNs - nextReplacementNs > LONGEST_WAIT_NS) {
            waitNs = FIRST_WAIT_NS;
        }
        lead.tell("to be replaced: " + reason, nowNs);
        successor = new Connection(shared);
        successor.frames().gate(new HandoverGate(lead));
        successorOpenedNs = 0;
        return 1;
    }

    private int handOver(final long nowNs) {
        if (!lead.state().isOpen()) {
            return promote("another connection had begun to replace it", nowNs);
        }
        if (!successor.state().isOpen()) {
            return 0;
        }
        if (successorOpenedNs != successor.frames().openedNs()) {
            successorOpenedNs = successor.frames().openedNs();
            lead.frames().streams().beginOverlap();
        }
        final long overlapNs = nowNs - successorOpenedNs;
        final String missing =
                lead.frames().streams().missingFrom(successor.frames().streams());
        final boolean isReady = successor.state() == LineState.AWAITING_TRADES || successor.state() == LineState.LIVE;
        if (isReady && missing == null && overlapNs > SETTLE_NS) {
            shared.counters.replaced();
            return promote("replaced", nowNs);
        }
        return overlapNs > OVERLAP_NS ? giveUp(missing, nowNs) : 0;
    }

    private int promote(final String reason, final long nowNs) {
        replacementDone(false, nowNs);
        leaving = lead;
        lead = successor;
        successor = null;
        leaving.lead(false);
        lead.frames().gate(null);
        lead.lead(true);
        leaving.stop(reason, nowNs);
        return 1;
    }

    private int giveUp(final String missing, final long nowNs) {
        replacementDone(true, nowNs);
        leaving = successor;
        successor = null;
        leaving.frames().gate(null);
        leaving.stop(missing == null ? "it does not get ready" : "it does not deliver " + missing, nowNs);
        return 1;
    }

    private void replacementDone(final boolean isGivenUp, final long nowNs) {
        hasReplaced = true;
        hasGivenUp = isGivenUp;
        nextReplacementNs = nowNs + waitNs;
        waitNs = Math.min(2 * waitNs, LONGEST_WAIT_NS);
    }

    private static boolean isGone(final Connection connection) {
        return connection == null || connection.state() == LineState.STOPPED;
    }
}
