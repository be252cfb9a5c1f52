package io.aggtape.feed;

import io.aggtape.pipeline.Heartbeat;
import io.aggtape.pipeline.Probe;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that runs tasks again and again. One that throws is logged with its stack trace and does not come again; the
 * thread goes on with the others, and has failed where there are none. One thread adds tasks and closes it.
 */
final class ScheduledThread implements AutoCloseable, Probed {
    private static final Logger LOG = LoggerFactory.getLogger(ScheduledThread.class);

    private final Heartbeat heartbeat;
    private final ScheduledExecutorService executor;
    private final AtomicInteger tasks = new AtomicInteger();
    private volatile Thread thread;

    /** {@code pin} runs first on the thread, which has the heartbeat's role as its name. */
    ScheduledThread(final Heartbeat heartbeat, final Runnable pin) {
        this.heartbeat = heartbeat;
        executor = Executors.newSingleThreadScheduledExecutor(work -> {
            thread = new Thread(() -> run(pin, work), heartbeat.role());
            thread.setDaemon(true);
            thread.setUncaughtExceptionHandler((ended, fault) -> {
                LOG.error("thread {} could not start; recording goes on without it", heartbeat.role(), fault);
                heartbeat.fail(fault);
            });
            return thread;
        });
    }

    /**
     * Runs a task again and again, so long after each end.
     *
     * @param what the task, in words for the log.
     * @param loss what is lost where it ends by a fault, in words.
     */
    void repeat(final String what, final String loss, final long firstMs, final long pauseMs, final Task task) {
        tasks.incrementAndGet();
        executor.scheduleWithFixedDelay(() -> runOnce(what, loss, task), firstMs, pauseMs, TimeUnit.MILLISECONDS);
    }

    @Override
    public List<String> roles() {
        return List.of(heartbeat.role());
    }

    @Override
    public void probe(final Probe probe) {
        executor.execute(() -> probe.onPassed(heartbeat.role()));
    }

    /** Something to do, which may be interrupted at the end. */
    @FunctionalInterface
    interface Task {
        /**
         * Does it once.
         *
         * @throws InterruptedException where the thread is to end.
         */
        void run() throws InterruptedException;
    }

    /** Interrupts the task under way, takes no more, and waits for a second at most. */
    @Override
    public void close() {
        executor.shutdownNow();
        try {
            awaitEnd(1);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether the thread has ended within so many seconds, 1 or more. */
    boolean awaitEnd(final long timeoutS) throws InterruptedException {
        final Thread started = thread;
        if (started != null) {
            started.join(TimeUnit.SECONDS.toMillis(timeoutS));
        }
        return started == null || !started.isAlive();
    }

    private void run(final Runnable pin, final Runnable work) {
        heartbeat.start();
        pin.run();
        heartbeat.idle(System.nanoTime());
        work.run();
        heartbeat.end();
    }

    private void runOnce(final String what, final String loss, final Task task) {
        try {
            heartbeat.beat(System.nanoTime());
            task.run();
            heartbeat.idle(System.nanoTime());
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (final RuntimeException | Error e) {
            onFault(what, loss, e);
            throw e;
        }
    }

    private void onFault(final String what, final String loss, final Throwable fault) {
        LOG.error("thread {}: {} was ended by a fault; {}", heartbeat.role(), what, loss, fault);
        if (tasks.decrementAndGet() > 0) {
            heartbeat.lose(fault);
            heartbeat.idle(System.nanoTime());
        } else {
            heartbeat.fail(fault);
        }
    }
}
