package io.aggtape.bench.suite;

import io.aggtape.journal.TapeConfig;
import io.aggtape.journal.TapeWriter;
import io.aggtape.pipeline.TopologyRig;
import java.nio.file.Path;
import org.agrona.concurrent.UnsafeBuffer;

/** What a frame costs with so many symbols, and how much of the heap they take: all handlers on the calling thread. */
final class SymbolGrowth {
    private static final double BYTES_A_MIB = 1 << 20;
    private static final int FRAMES_A_READ = 16;

    private final int frames;

    SymbolGrowth(final int frames) {
        this.frames = frames;
    }

    void measure(final int symbols, final Path tape, final GrowthSuite.Figures figures) {
        final double before = usedBytes();
        final TapeWriter writer = TapeWriter.open(TapeConfig.of(tape));
        final Toucher toucher = new Toucher(writer);
        try (TopologyRig rig =
                new TopologyRig(TopologyRig.Topology.INLINE, "none", "none", writer, stampNs -> {}, stampNs -> {})) {
            final CountingFrames source = new CountingFrames(symbols);
            publish(rig, source);
            final long startNs = System.nanoTime();
            publish(rig, source);
            figures.add("symbols-frame", "ns", (double) (System.nanoTime() - startNs) / frames);
            figures.add("symbols-heap", "MiB", Math.max(0, usedBytes() - before) / BYTES_A_MIB);
            rig.endOfRead();
        } finally {
            toucher.close();
            writer.close();
        }
    }

    private void publish(final TopologyRig rig, final CountingFrames source) {
        for (int i = 0; i < frames; i += FRAMES_A_READ) {
            final long nowNs = System.nanoTime();
            for (int j = 0; j < FRAMES_A_READ; j++) {
                final UnsafeBuffer frame = source.next();
                rig.publish(nowNs, frame, frame.capacity());
            }
        }
    }

    static double usedBytes() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
