package io.aggtape.bench.suite;

import io.aggtape.pipeline.CpuPlan;
import io.aggtape.pipeline.CpuTopology;
import io.aggtape.pipeline.ThreadPinning;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Runs work on a thread of its own on the last CPU of this process, alone there as far as our threads go: a thread that is
 * pinned hands its CPU down to those that it starts, so the caller stays free.
 */
final class PinnedThread {
    private PinnedThread() {}

    /** Returns when it is done; what it throws is thrown here. */
    static void run(final Runnable work) {
        final CpuTopology topology = CpuTopology.ofThisProcess();
        final CompletableFuture<Void> done = new CompletableFuture<>();
        final Thread thread = new Thread(
                () -> {
                    try {
                        if (topology.canPin()) {
                            final int cpu =
                                    topology.allowed().get(topology.allowed().size() - 1);
                            ThreadPinning.pinCurrentThread(
                                    CpuPlan.FEED, CpuPlan.parse(CpuPlan.FEED + "=" + cpu, topology, 1, List.of()));
                        }
                        work.run();
                        done.complete(null);
                    } catch (final RuntimeException e) {
                        done.completeExceptionally(e);
                    }
                },
                "pinned");
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((ended, fault) -> done.completeExceptionally(fault));
        thread.start();
        try {
            done.join();
        } catch (final CompletionException e) {
            throw new IllegalStateException("the pinned thread failed", e.getCause());
        }
    }
}
