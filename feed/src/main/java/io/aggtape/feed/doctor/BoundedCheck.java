package io.aggtape.feed.doctor;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A test on a thread of its own, so that what hangs, a disk or a thread that never starts, is a finding with a stack
 * trace. That thread may pin itself: it ends with the test.
 *
 * @param timeoutMs after which it has failed, milliseconds.
 * @param work gathers facts and judges them; an {@link IOException} is a failure of this machine.
 */
record BoundedCheck(String name, Area area, long timeoutMs, Callable<Judgement> work) implements Check {
    private static final long END_MS = 6_000;

    @Override
    public Finding run() throws InterruptedException {
        final long startNs = System.nanoTime();
        final FutureTask<Judgement> task = new FutureTask<>(work);
        final Thread thread = new Thread(task, "doctor");
        thread.setDaemon(true);
        thread.start();
        final Judgement judgement = await(task, thread);
        return judgement.finding(this, System.nanoTime() - startNs);
    }

    private Judgement await(final FutureTask<Judgement> task, final Thread thread) throws InterruptedException {
        try {
            return task.get(timeoutMs, TimeUnit.MILLISECONDS);
        } catch (final TimeoutException e) {
            final Judgement judgement = Judgement.fail(
                    "no answer within " + Amounts.seconds(TimeUnit.MILLISECONDS.toNanos(timeoutMs)),
                    StackText.of(thread),
                    "the stack shows what it waits for");
            thread.interrupt();
            return judgement;
        } catch (final ExecutionException e) {
            if (e.getCause() instanceof IOException) {
                return Judgement.fail(
                                "it could not be found out: " + e.getCause(),
                                StackText.of(e.getCause()),
                                "look at the file or directory that is named")
                        .in(Area.MACHINE);
            }
            throw new IllegalStateException(e.getCause());
        } catch (final InterruptedException e) {
            // What it has started, it ends.
            thread.interrupt();
            thread.join(END_MS);
            throw e;
        }
    }
}
