package io.aggtape.feed;

import io.aggtape.feed.net.TaskWatch;
import io.aggtape.pipeline.Heartbeat;
import io.aggtape.pipeline.Heartbeats;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The heartbeats of threads that come and go with their tasks: each task takes one that is free, in turn. What a task throws
 * that nobody had foreseen is logged, and is a trouble until the next task ends as it should; whoever asked for the task
 * hears of it, too. Thread-safe.
 */
final class TaskBeats implements TaskWatch {
    private static final Logger LOG = LoggerFactory.getLogger(TaskBeats.class);

    private final Heartbeats heartbeats;
    private final String role;
    private final ConcurrentLinkedQueue<Heartbeat> free = new ConcurrentLinkedQueue<>();
    private final AtomicInteger made = new AtomicInteger();

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
        boolean isWhole = true;
        try {
            heartbeat.beat(System.nanoTime());
        } catch (final RuntimeException e) {
            // Ordered, to see it told: the task itself goes on.
            isWhole = false;
            onFault(what, heartbeat, e);
        }
        heartbeat.await(what, System.nanoTime(), atMostNs);
        final boolean canRecover = isWhole;
        return fault -> end(what, heartbeat, fault, canRecover);
    }

    private void end(final String what, final Heartbeat heartbeat, final Throwable fault, final boolean canRecover) {
        if (fault != null) {
            onFault(what, heartbeat, fault);
        } else if (canRecover) {
            heartbeat.recover();
        }
        heartbeat.idle(System.nanoTime());
        free.add(heartbeat);
    }

    private static void onFault(final String what, final Heartbeat heartbeat, final Throwable fault) {
        heartbeat.lose(fault);
        LOG.error("thread {}: {} was ended by a fault; recording goes on", heartbeat.role(), what, fault);
    }

    private Heartbeat make() {
        final int number = made.incrementAndGet();
        final Heartbeat heartbeat = heartbeats.make(number == 1 ? role : role + '-' + number);
        // Until the first task comes, there is nothing that could stall.
        heartbeat.idle(System.nanoTime());
        return heartbeat;
    }
}
