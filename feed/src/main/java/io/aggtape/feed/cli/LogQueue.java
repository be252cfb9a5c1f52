package io.aggtape.feed.cli;

import io.aggtape.pipeline.Heartbeat;
import io.aggtape.pipeline.Heartbeats;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/**
 * Writes lines on a thread of its own, so that whoever logs never waits for a terminal, a paused pipe or a disk. Where the
 * lines come faster than they are written, those that are not urgent are dropped first, and how many were is written, too.
 */
final class LogQueue {
    /** Where lines go; called on the queue's thread. */
    interface Sink {
        /** Writes a whole line, its end included. */
        void write(byte[] line) throws IOException;
    }

    /** How many lines may wait. */
    static final int CAPACITY = 8_192;
    /** How many of these places are for urgent lines only. */
    static final int RESERVE = 1_024;

    private static final long POLL_NS = 1_000_000;
    /** A write that takes longer hangs. */
    private static final long WRITE_NS = TimeUnit.SECONDS.toNanos(10);

    private record Line(byte[] text, boolean isUrgent, Sink sink) {}

    private final ArrayBlockingQueue<Line> waiting = new ArrayBlockingQueue<>(CAPACITY);
    private final AtomicInteger pending = new AtomicInteger();
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicLong droppedUrgent = new AtomicLong();
    private final String awaited;
    private final Function<String, byte[]> notice;
    private final Heartbeat heartbeat;
    private final Thread thread;
    /** What kept a line from being written and has not been told yet; null for nothing. Its own thread's alone. */
    private Throwable unforeseen;

    /**
     * Starts the thread, a daemon.
     *
     * @param awaited who takes the lines, for people.
     * @param notice makes a line of what the queue itself has to say.
     */
    LogQueue(final String threadName, final String awaited, final Function<String, byte[]> notice) {
        this.awaited = awaited;
        this.notice = notice;
        heartbeat = new Heartbeats().make(threadName);
        heartbeat.backlog(pending::get);
        thread = new Thread(this::run, threadName);
        thread.setDaemon(true);
        thread.start();
    }

    /** The thread's sign of life. */
    Heartbeat heartbeat() {
        return heartbeat;
    }

    /** Hands a line over; never waits. From any thread. */
    void offer(final byte[] text, final boolean isUrgent, final Sink sink) {
        if (!isUrgent && waiting.remainingCapacity() <= RESERVE) {
            dropped.incrementAndGet();
            return;
        }
        final Line line = new Line(text, isUrgent, sink);
        pending.incrementAndGet();
        while (!waiting.offer(line)) {
            final Line oldest = waiting.poll();
            if (oldest != null) {
                count(oldest);
                pending.decrementAndGet();
            }
        }
    }

    /** Waits, at most so long, until all is written, and ends the thread; false where something was left. */
    boolean close(final long timeoutMs) {
        final long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMs);
        while (pending.get() > 0 && System.nanoTime() - deadlineNs < 0) {
            LockSupport.parkNanos(POLL_NS);
        }
        thread.interrupt();
        return pending.get() == 0;
    }

    private void count(final Line line) {
        (line.isUrgent() ? droppedUrgent : dropped).incrementAndGet();
    }

    private void run() {
        heartbeat.start();
        try {
            while (true) {
                heartbeat.idle(System.nanoTime());
                take(waiting.take());
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            heartbeat.end();
        }
    }

    private void take(final Line line) {
        final boolean isWritten = isDone(() -> {
            heartbeat.beat(System.nanoTime());
            heartbeat.await(awaited, System.nanoTime(), WRITE_NS);
            line.sink().write(line.text());
        });
        if (isWritten) {
            tellFault(line.sink());
            tellDropped(line.sink());
        } else {
            count(line);
        }
        pending.decrementAndGet();
    }

    /** Whoever writes the log is the only one who can say what kept it from being written. */
    private void tellFault(final Sink sink) {
        final Throwable met = unforeseen;
        if (met == null) {
            return;
        }
        final StringWriter stack = new StringWriter();
        met.printStackTrace(new PrintWriter(stack));
        final String text = "thread " + heartbeat.role() + " could not write lines, and can again: " + stack;
        if (isDone(() -> sink.write(notice.apply(text)))) {
            unforeseen = null;
            heartbeat.regain();
        }
    }

    private void tellDropped(final Sink sink) {
        final long urgent = droppedUrgent.getAndSet(0);
        final long others = dropped.getAndSet(0);
        if (urgent + others > 0) {
            final String text = (urgent + others) + " lines, of them " + urgent
                    + " warnings or errors, were dropped: they could not be written in time";
            if (!isDone(() -> sink.write(notice.apply(text)))) {
                droppedUrgent.addAndGet(urgent);
                dropped.addAndGet(others);
            }
        }
    }

    /** What cannot be written counts as dropped: it is told of when writing works again. Nothing ends the thread. */
    private boolean isDone(final Write write) {
        try {
            write.run();
            return true;
        } catch (final IOException e) {
            return false;
        } catch (final Throwable fault) {
            unforeseen = fault;
            heartbeat.lose(fault);
            return false;
        }
    }

    /** One line on its way out. */
    @FunctionalInterface
    private interface Write {
        void run() throws IOException;
    }
}
