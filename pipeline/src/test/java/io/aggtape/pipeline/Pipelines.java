package io.aggtape.pipeline;

import io.aggtape.journal.TapeState;
import io.aggtape.journal.TapeWriter;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.agrona.concurrent.UnsafeBuffer;

/** Whole pipelines for tests, and what is done with them. */
final class Pipelines {
    private Pipelines() {}

    /** Behind an empty tape, with one feed and one strategy. */
    static Pipeline of(
            final ThreadingMode mode,
            final TapeWriter writer,
            final int slots,
            final TradeListener strategy,
            final FaultListener faults,
            final Heartbeats heartbeats) {
        return of(config(mode, slots), writer, Frames.emptyTape(), List.of(strategy), faults, heartbeats);
    }

    static Pipeline of(
            final PipelineConfig config,
            final TapeWriter writer,
            final TapeState recovered,
            final List<TradeListener> strategies,
            final FaultListener faults,
            final Heartbeats heartbeats) {
        return new Pipeline(config, writer, recovered, strategies, GapListener.NONE, faults, heartbeats);
    }

    static PipelineConfig config(final ThreadingMode mode, final int slots) {
        return new PipelineConfig(slots, 256, 1, mode, "blocking", CpuPlan.none(), 64, OrderFlowConfig.DEFAULT);
    }

    /** Waits for room. */
    static void publish(final Pipeline pipeline, final byte[] frame) {
        while (!offer(pipeline, frame)) {
            Thread.onSpinWait();
        }
    }

    static boolean offer(final Pipeline pipeline, final byte[] frame) {
        return pipeline.publisher(0)
                .publish(Frames.SPOT, true, System.nanoTime(), 0, new UnsafeBuffer(frame), 0, frame.length);
    }

    static void awaitLatch(final CountDownLatch latch) {
        try {
            latch.await();
        } catch (final InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
