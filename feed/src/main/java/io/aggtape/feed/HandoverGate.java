package io.aggtape.feed;

import java.util.concurrent.TimeUnit;

/**
 * Holds back the first trade of each stream on a new connection until another one has delivered what comes before it, so
 * that a handover, or a line that comes back beside another, opens no hole, not even for a moment. Waits no longer than
 * {@link #GRACE_NS} for a trade, and not at all once it has been in place for {@link #LIFE_NS}: the other connection may
 * have stopped delivering.
 */
final class HandoverGate {
    static final long GRACE_NS = TimeUnit.MILLISECONDS.toNanos(500);
    static final long LIFE_NS = TimeUnit.SECONDS.toNanos(3);

    private final Connection other;
    private boolean isOpen;
    private boolean isHolding;
    private long openedNs;
    private long heldSinceNs;

    /** Takes the other connection, which must be followed, since its streams tell the last id of each. */
    HandoverGate(final Connection other) {
        this.other = other;
    }

    /** The new connection begins, or begins again. */
    void restart() {
        isOpen = false;
        isHolding = false;
    }

    /** Whether a stream's first trade may pass now. */
    boolean admits(final int stream, final long id, final long nowNs) {
        if (!isOpen) {
            isOpen = true;
            openedNs = nowNs;
        }
        // Two connections that both begin would wait for each other.
        final StreamSet others = other.frames().streams();
        final boolean isInvolved = other.state().isOpen() && others.isLive(stream) && nowNs - openedNs < LIFE_NS;
        if (isInvolved && others.lastId(stream) < id - 1) {
            if (!isHolding) {
                isHolding = true;
                heldSinceNs = nowNs;
            }
            if (nowNs - heldSinceNs < GRACE_NS) {
                return false;
            }
        }
        isHolding = false;
        return true;
    }
}
