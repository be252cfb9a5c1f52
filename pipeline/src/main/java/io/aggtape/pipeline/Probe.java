package io.aggtape.pipeline;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * A task for every thread of a run, which does nothing but note when each has come to it: from a feed thread's inbox,
 * over the ring, through the handlers, and on the threads beside them. Any thread may ask it.
 */
public final class Probe {
    private static final long NOT_PASSED = 0;

    private final List<String> roles;
    private final AtomicLongArray tookNs;
    private final CountDownLatch left;
    private final long sentNs = System.nanoTime();

    /** One that these threads are to pass, each role once. It counts from now. */
    public Probe(final List<String> roles) {
        this.roles = List.copyOf(roles);
        tookNs = new AtomicLongArray(roles.size());
        left = new CountDownLatch(roles.size());
    }

    /** The roles of the threads that are to pass it. */
    public List<String> roles() {
        return roles;
    }

    /** The thread of this role has come to it; the first time counts. */
    public void onPassed(final String role) {
        final int index = roles.indexOf(role);
        final long nowNs = Math.max(1, System.nanoTime() - sentNs);
        if (index >= 0 && tookNs.compareAndSet(index, NOT_PASSED, nowNs)) {
            left.countDown();
        }
    }

    /** Waits until every thread has passed it, at most so many nanoseconds; false where one has not. */
    public boolean await(final long timeoutNs) throws InterruptedException {
        return left.await(timeoutNs, TimeUnit.NANOSECONDS);
    }

    /** Whether the thread of this role has passed it. */
    public boolean isPassed(final String role) {
        return roundTripNs(role) >= 0;
    }

    /** How long it took to the thread of this role, nanoseconds; -1 where that has not passed it. */
    public long roundTripNs(final String role) {
        final int index = roles.indexOf(role);
        final long took = index < 0 ? NOT_PASSED : tookNs.get(index);
        return took == NOT_PASSED ? -1 : took;
    }

    /** The roles of the threads that have not passed it. */
    public List<String> missing() {
        return roles.stream().filter(role -> !isPassed(role)).toList();
    }
}
