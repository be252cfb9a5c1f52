package io.aggtape.feed;

import io.aggtape.feed.net.TaskWatch;
import io.aggtape.pipeline.Heartbeat;
import io.aggtape.pipeline.Heartbeats;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The heartbeats of threads that come and go with their tasks: each task takes one that is free. What a task throws that
 * nobody had foreseen is logged and counts as the threads' fault until a task succeeds; whoever asked for the task hears of
 * it, too. Thread-safe.
 */
final class TaskBeats implements TaskWatch {
    private static final Logger LOG = LoggerFactory.getLogger(TaskBeats.class);

    private final Heartbeats heartbeats;
    private final String role;
    private final ConcurrentLinkedQueue<Heartbeat> free = new ConcurrentLinkedQueue<>();
    private final List<Heartbeat> made = new CopyOnWriteArrayList<>();
    /** Tasks that have been ended by a fault since one succeeded. */
    private final AtomicInteger lost = new AtomicInteger();

    /** The first of them is called {@code role}, the next ones {@code role-2} and so on. */
    TaskBeats(final Heartbeats heartbeats, final String role) {
        this.heartbeats = heartbeats;
        this.role = role;
        free.add(make());
    }

    @Override
    public Task begin(final String what, final long atMostNs) {
        final Heartbeat taken = free.poll();
        final Heartbeat heartbeat = taken == null ? make() : taken;
        heartbeat.start();
        final RuntimeException ordered = beat(heartbeat);
        heartbeat.await(what, System.nanoTime(), atMostNs);
        return fault -> end(what, heartbeat, fault == null ? ordered : fault);
    }

    /** What was ordered, to see it told, or null; the task itself goes on. */
    private static RuntimeException beat(final Heartbeat heartbeat) {
        try {
            heartbeat.beat(System.nanoTime());
            return null;
        } catch (final RuntimeException e) {
            return e;
        }
    }

    private void end(final String what, final Heartbeat heartbeat, final Throwable fault) {
        if (fault != null) {
            onFault(what, heartbeat, fault);
        } else if (lost.get() > 0) {
            onSuccess(what);
        }
        heartbeat.idle(System.nanoTime());
        free.add(heartbeat);
    }

    private void onFault(final String what, final Heartbeat heartbeat, final Throwable fault) {
        lost.incrementAndGet();
        heartbeat.lose(fault);
        LOG.error("thread {}: {} was ended by a fault; recording goes on", heartbeat.role(), what, fault);
    }

    private void onSuccess(final String what) {
        final int times = lost.getAndSet(0);
        made.forEach(Heartbeat::regain);
        if (times > 0) {
            LOG.info("threads {}: {} has succeeded again, after {} that were ended by a fault", role, what, times);
        }
    }

    private synchronized Heartbeat make() {
        final Heartbeat heartbeat = heartbeats.make(made.isEmpty() ? role : role + '-' + (made.size() + 1));
        made.add(heartbeat);
        // Until the first task comes, there is nothing that could stall.
        heartbeat.idle(System.nanoTime());
        return heartbeat;
    }
}
