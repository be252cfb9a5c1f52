package io.aggtape.feed;

import java.util.concurrent.TimeUnit;

/**
 * Holds back the first trade of each stream on a new connection until the old one has delivered what comes before it, so
 * that a handover opens no hole, not even for a moment. Waits no longer than {@link #GRACE_NS} for a trade, and not at all
 * once it has been in place for {@link #LIFE_NS}: the old connection may have stopped delivering.
 */
final class HandoverGate {
    static final long GRACE_NS = TimeUnit.MILLISECONDS.toNanos(500);
    static final long LIFE_NS = TimeUnit.SECONDS.toNanos(3);

    private final StreamSet old;
    private boolean isOpen;
    private boolean isHolding;
    private long openedNs;
    private long heldSinceNs;

    /** Takes the old connection's streams, which tell the last id of each. */
    HandoverGate(final StreamSet old) {
        this.old = old;
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
        if (old.lastId(stream) < id - 1 && nowNs - openedNs < LIFE_NS) {
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
