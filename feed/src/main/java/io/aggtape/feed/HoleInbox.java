package io.aggtape.feed;

import io.aggtape.journal.Gap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Takes what the journal handler says of holes to the thread that repairs them. It never refuses and never waits: a hole
 * that found no place would stay unknown for the whole run. The reader drains it many times a second and never waits for
 * the network, so it stays short; after {@link #close()} it takes nothing, so that it cannot grow where nobody reads.
 */
final class HoleInbox {
    private final ConcurrentLinkedQueue<HoleChange> changes = new ConcurrentLinkedQueue<>();
    private volatile boolean isClosed;

    /** Copies a record; on the journal handler's thread. */
    void onGap(final Gap gap) {
        if (!isClosed) {
            changes.add(new HoleChange(
                    gap.state, gap.instrument.market(), gap.instrument.symbol(), gap.firstId, gap.lastId, gap.reason));
        }
    }

    /** The next change in the tape's order, or null. */
    HoleChange poll() {
        return changes.poll();
    }

    /** Nobody reads any more. */
    void close() {
        isClosed = true;
        changes.clear();
    }
}
