package io.aggtape.feed;

/**
 * A thread's task that lets go of what it runs: since JDK 19 a thread keeps its task when it has ended, and whoever keeps
 * the thread would keep a whole recorder. LMAX Disruptor does so with assertions enabled, for as long as the JVM runs.
 */
final class OneRun implements Runnable {
    private Runnable task;

    OneRun(final Runnable task) {
        this.task = task;
    }

    @Override
    public void run() {
        final Runnable taken = task;
        task = null;
        taken.run();
    }
}
