package io.aggtape.feed;

import io.aggtape.journal.LineState;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.ManyToOneConcurrentArrayQueue;

/** The feed thread's duty cycle: polls each of its lines; nothing in it ever waits. */
public final class FeedAgent implements Agent {
    private static final int INBOX_CAPACITY = 1_024;
    /** What of it is published at most before the lines have their turn. */
    private static final int INBOX_BATCH = 16;

    private final String roleName;
    private final FeedThread thread;
    private final Connection[] connections;
    private final ManyToOneConcurrentArrayQueue<Object> inbox = new ManyToOneConcurrentArrayQueue<>(INBOX_CAPACITY);

    private volatile boolean isStopAsked;
    private boolean isStopping;
    private volatile boolean isStopped;

    /** Makes the connections of these lines; nothing happens before the first {@link #doWork()}. */
    public FeedAgent(final String roleName, final FeedThread thread, final List<LineConfig> lines) {
        this.roleName = roleName;
        this.thread = thread;
        this.connections = new Connection[lines.size()];
        for (int i = 0; i < connections.length; i++) {
            connections[i] = new Connection(lines.get(i), thread);
        }
    }

    @Override
    public int doWork() {
        final long nowNs = thread.nanoClock().nanoTime();
        thread.epoch().poll(nowNs);
        int workCount = publishInbox();
        if (isStopAsked && !isStopping) {
            isStopping = true;
            for (final Connection connection : connections) {
                connection.stop(nowNs);
            }
        }
        for (final Connection connection : connections) {
            workCount += connection.poll(nowNs);
        }
        if (isStopping && !isStopped) {
            isStopped = areAllStopped();
        }
        return workCount;
    }

    @Override
    public String roleName() {
        return roleName;
    }

    /** Hands over an event for the tape or a {@link RepairFrame}, from any thread; false where the inbox is full. */
    public boolean offer(final Object event) {
        return inbox.offer(event);
    }

    /** Whether all that was offered is on the ring; from any thread. */
    public boolean isInboxEmpty() {
        return inbox.isEmpty();
    }

    /** Asks every line to close in order; from any thread. {@link #isStopped()} tells when that is done. */
    public void stop() {
        isStopAsked = true;
    }

    /** Whether every line has stopped after {@link #stop()}. */
    public boolean isStopped() {
        return isStopped;
    }

    /** What each line has counted, in the order of the lines; readable from any thread. */
    public List<LineCounters> counters() {
        final List<LineCounters> counters = new ArrayList<>();
        for (final Connection connection : connections) {
            counters.add(connection.counters());
        }
        return counters;
    }

    private int publishInbox() {
        int published = 0;
        for (Object item = inbox.peek(); item != null && published < INBOX_BATCH; item = inbox.peek()) {
            if (!publish(item)) {
                return published;
            }
            inbox.poll();
            published++;
        }
        return published;
    }

    private boolean publish(final Object item) {
        if (item instanceof RepairFrame) {
            final RepairFrame frame = (RepairFrame) item;
            return thread.publisher()
                    .publish(
                            frame.context(),
                            true,
                            thread.nanoClock().nanoTime(),
                            frame.receiveEpochNs(),
                            frame.text(),
                            0,
                            frame.text().capacity());
        }
        return thread.publisher().publishEvent(item);
    }

    private boolean areAllStopped() {
        for (final Connection connection : connections) {
            if (connection.state() != LineState.STOPPED) {
                return false;
            }
        }
        return true;
    }
}
