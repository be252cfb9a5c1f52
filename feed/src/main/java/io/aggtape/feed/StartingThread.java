package io.aggtape.feed;

import io.aggtape.pipeline.Heartbeat;
import io.aggtape.pipeline.Heartbeats;
import java.util.concurrent.TimeUnit;

/**
 * The thread that starts and stops a run says at which step it is, so that one that hangs has a name; idle between. Used by
 * one thread at a time.
 */
final class StartingThread {
    private static final String ROLE = "main";
    private static final long STEP_MS = TimeUnit.SECONDS.toMillis(10);

    private final Heartbeat heartbeat;

    StartingThread(final Heartbeats heartbeats) {
        heartbeat = heartbeats.make(ROLE);
    }

    /** The next step begins, which waits for this, 10 seconds at most. */
    void await(final String what) {
        await(what, 0);
    }

    /** The same for one that may take so much longer. */
    void await(final String what, final long longerMs) {
        if (heartbeat.thread() != Thread.currentThread()) {
            heartbeat.start();
        }
        heartbeat.beat(System.nanoTime());
        heartbeat.await(what, System.nanoTime(), TimeUnit.MILLISECONDS.toNanos(STEP_MS + longerMs));
    }

    /** There is nothing to start or to stop for now. */
    void idle() {
        heartbeat.idle(System.nanoTime());
    }
}
