package io.aggtape.feed;

import io.aggtape.feed.net.ReadSet;
import io.aggtape.pipeline.Heartbeat;
import io.aggtape.pipeline.IdleGaps;
import io.aggtape.pipeline.Probe;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.ManyToOneConcurrentArrayQueue;

/** The feed thread's duty cycle: polls each of its lines; nothing in it ever waits. */
public final class FeedAgent implements Agent {
    private static final int INBOX_CAPACITY = 1_024;
    /** What of it is published at most before the lines have their turn. */
    private static final int INBOX_BATCH = 16;

    /** How often a line has its turn that nothing has come for. */
    private static final long ROUND_NS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Heartbeat heartbeat;
    private final FeedThread thread;
    /** Null where the thread sleeps and so can't tell a hiccup from its own pause. */
    private final IdleGaps idleGaps;

    private final ReadSet reads;
    private final Line[] lines;
    private final ManyToOneConcurrentArrayQueue<Object> inbox = new ManyToOneConcurrentArrayQueue<>(INBOX_CAPACITY);

    private final ManyToOneConcurrentArrayQueue<LineCommand> commands =
            new ManyToOneConcurrentArrayQueue<>(INBOX_CAPACITY);

    private final Consumer<LineCommand> obedience = this::obey;

    private volatile boolean isStopAsked;
    private boolean isStopping;
    private volatile boolean isStopped;
    private boolean hasBegun;
    private long nextRoundNs;

    /**
     * Makes these lines; nothing happens before the first {@link #doWork()}.
     *
     * @param idleGaps told of each duty cycle; null for none.
     * @param reads watches the lines' transports; the agent's to close.
     */
    public FeedAgent(
            final Heartbeat heartbeat,
            final FeedThread thread,
            final IdleGaps idleGaps,
            final List<LineConfig> configs,
            final ReadSet reads) {
        this.heartbeat = heartbeat;
        this.thread = thread;
        this.idleGaps = idleGaps;
        this.reads = reads;
        this.lines = new Line[configs.size()];
        for (int i = 0; i < lines.length; i++) {
            lines[i] = new Line(configs.get(i), thread);
            for (int j = 0; j < i; j++) {
                if ((lines[j].number() ^ 1) == lines[i].number()) {
                    lines[j].pairWith(lines[i]);
                    lines[i].pairWith(lines[j]);
                }
            }
        }
    }

    @Override
    public int doWork() {
        final long nowNs = thread.nanoClock().nanoTime();
        heartbeat.beat(nowNs);
        thread.epoch().poll(nowNs);
        int workCount = publishInbox() + commands.drain(obedience);
        if (isStopAsked && !isStopping) {
            isStopping = true;
            for (final Line line : lines) {
                line.stop(nowNs);
            }
        }
        workCount += pollLines(nowNs);
        if (isStopping && !isStopped) {
            isStopped = areAllStopped();
        }
        if (idleGaps != null) {
            idleGaps.onCycle(nowNs, workCount);
        }
        return workCount;
    }

    /** Gives back what watched the lines. */
    @Override
    public void onClose() {
        reads.close();
    }

    @Override
    public String roleName() {
        return heartbeat.role();
    }

    /** Hands over an event for the tape or a {@link RepairFrame}, from any thread; false where the inbox is full. */
    public boolean offer(final Object event) {
        return inbox.offer(event);
    }

    /** Asks for something of one of its lines, from any thread; where too much is asked at once, it is forgotten. */
    void command(final LineCommand command) {
        commands.offer(command);
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
        for (final Line line : lines) {
            counters.add(line.counters());
        }
        return counters;
    }

    /** Whether nothing but bytes, its time or another thread can give it work: on its own thread, after a cycle. */
    boolean isWaitingForBytes() {
        for (final Line line : lines) {
            if (line.isDue()) {
                return false;
            }
        }
        return inbox.isEmpty() && commands.isEmpty();
    }

    private int pollLines(final long nowNs) {
        reads.refresh();
        final boolean isRound = !reads.isSelective() || !hasBegun || nowNs - nextRoundNs >= 0;
        if (isRound) {
            hasBegun = true;
            nextRoundNs = nowNs + ROUND_NS;
        }
        int workCount = 0;
        for (final Line line : lines) {
            if (isRound || line.isDue()) {
                workCount += line.poll(nowNs);
            }
        }
        return workCount;
    }

    private void obey(final LineCommand command) {
        for (final Line line : lines) {
            if (line.number() == command.line()) {
                line.replace(command.reason());
            }
        }
    }

    private int publishInbox() {
        int published = 0;
        for (Object item = inbox.peek(); item != null && published < INBOX_BATCH; item = inbox.peek()) {
            if (!publish(item)) {
                break;
            }
            inbox.poll();
            published++;
        }
        if (published > 0) {
            thread.publisher().endOfRead();
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
        final boolean isPublished = thread.publisher().publishEvent(item);
        if (isPublished && item instanceof Probe) {
            ((Probe) item).onPassed(heartbeat.role());
        }
        return isPublished;
    }

    private boolean areAllStopped() {
        for (final Line line : lines) {
            if (!line.isStopped()) {
                return false;
            }
        }
        return true;
    }
}
