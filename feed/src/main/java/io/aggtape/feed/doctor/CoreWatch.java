package io.aggtape.feed.doctor;

import io.aggtape.pipeline.CpuPlan;
import io.aggtape.pipeline.PinningFailedException;
import io.aggtape.pipeline.ThreadPinning;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.SystemNanoClock;

/**
 * The measured seconds: a thread that spins on each of the feed's cores, and what the kernel counts meanwhile. Measured
 * once by one test; those behind it read what came of it, on threads of their own.
 */
final class CoreWatch {
    private final KernelFiles files;
    private final CpuPlan plan;
    private final int feedThreads;
    private final long forNs;
    private volatile CoreInterval interval;
    private volatile boolean isStopped;

    CoreWatch(final KernelFiles files, final CpuPlan plan, final int feedThreads, final long forNs) {
        this.files = files;
        this.plan = plan;
        this.feedThreads = feedThreads;
        this.forNs = forNs;
    }

    /** Counts and spins. Where the plan pins no feed thread, one spins wherever the kernel puts it. */
    Judgement spin() throws InterruptedException {
        final List<FutureTask<CoreJitter>> spinners = new ArrayList<>();
        final CoreSnapshot before = CoreSnapshot.read(files, plan.feedCpus());
        final long startNs = System.nanoTime();
        final Set<Integer> cpus = new HashSet<>();
        for (int i = 0; i < feedThreads; i++) {
            // Two on one core would measure each other.
            if (cpus.add(plan.cpuOf(CpuPlan.FEED, i))) {
                spinners.add(startSpinner(i));
            }
        }
        try {
            final List<Judgement> judgements = new ArrayList<>();
            for (final FutureTask<CoreJitter> spinner : spinners) {
                judgements.add(judgementOf(spinner));
            }
            interval = new CoreInterval(
                    plan.feedCpus(), before, CoreSnapshot.read(files, plan.feedCpus()), System.nanoTime() - startNs);
            return Judgements.of(judgements);
        } finally {
            isStopped = true;
        }
    }

    /** Only counts, beside a recorder that has the cores. */
    void listen() throws InterruptedException {
        final CoreSnapshot before = CoreSnapshot.read(files, plan.feedCpus());
        final long startNs = System.nanoTime();
        TimeUnit.NANOSECONDS.sleep(forNs);
        interval = new CoreInterval(
                plan.feedCpus(), before, CoreSnapshot.read(files, plan.feedCpus()), System.nanoTime() - startNs);
    }

    /** What was counted; null where nothing could be. */
    CoreInterval interval() {
        return interval;
    }

    private FutureTask<CoreJitter> startSpinner(final int ordinal) {
        final FutureTask<CoreJitter> spinner = new FutureTask<>(() -> jitterOf(ordinal));
        final Thread thread = new Thread(spinner, "doctor-spin-" + ordinal);
        thread.setDaemon(true);
        thread.start();
        return spinner;
    }

    private CoreJitter jitterOf(final int ordinal) {
        final ThreadPinning.Placement placement = ThreadPinning.pinCurrentThread(CpuPlan.FEED, ordinal, plan);
        return CoreJitter.measure(
                placement.isPinned() ? "cpu " + placement.cpu() : "a thread that is not pinned",
                SystemNanoClock.INSTANCE,
                forNs,
                () -> isStopped);
    }

    private static Judgement judgementOf(final FutureTask<CoreJitter> spinner) throws InterruptedException {
        try {
            return spinner.get().judge();
        } catch (final ExecutionException e) {
            if (e.getCause() instanceof PinningFailedException) {
                return Judgement.fail(e.getCause().getMessage(), List.of(), MachineFaults.PINNING_REMEDY);
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
