package io.aggtape.bench.suite;

import io.aggtape.feed.ws.FrameHandler;
import io.aggtape.journal.AggTrade;
import io.aggtape.journal.Instruments;
import io.aggtape.journal.Market;
import io.aggtape.pipeline.AggTradeDecoder;
import io.aggtape.pipeline.DecodeResult;
import io.aggtape.pipeline.WireTimeUnit;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;

/** What a frame costs one thread that reads, frames and decodes so many lines, and what a look at idle ones costs. */
final class LineGrowth {
    private static final int FRAMES_A_CHUNK = 16;
    private static final int IDLE_POLLS = 2_000;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final AggTradeDecoder decoder = new AggTradeDecoder(new Instruments());
    private final AggTrade trade = new AggTrade();
    private final int frames;

    private int count;
    private volatile boolean isDone;
    private volatile IOException fault;

    LineGrowth(final int frames) {
        this.frames = frames;
    }

    /** CPU time of the reading thread, because the sender shares the machine. */
    void measure(final int lineCount, final GrowthSuite.Figures figures) throws IOException {
        final FrameHandler handler = (opCode, isFinal, buffer, offset, length) -> {
            count++;
            return decoder.decode(buffer, offset, length, true, Market.SPOT, WireTimeUnit.MILLISECONDS, trade)
                    == DecodeResult.TRADE;
        };
        try (LoopbackLines lines = new LoopbackLines(lineCount)) {
            idle(lines, handler);
            final long startOfIdleNs = threads.getCurrentThreadCpuTime();
            idle(lines, handler);
            figures.add(
                    "lines-idle-poll", "ns", (double) (threads.getCurrentThreadCpuTime() - startOfIdleNs) / IDLE_POLLS);
            final Thread sender = new Thread(() -> send(lines), "sender");
            sender.setDaemon(true);
            sender.start();
            final long startNs = threads.getCurrentThreadCpuTime();
            while (count < frames && fault == null) {
                lines.poll(handler);
            }
            figures.add("lines-frame", "ns", (double) (threads.getCurrentThreadCpuTime() - startNs) / count);
            isDone = true;
            sender.join();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (fault != null) {
            throw fault;
        }
    }

    private static void idle(final LoopbackLines lines, final FrameHandler handler) throws IOException {
        for (int i = 0; i < IDLE_POLLS; i++) {
            lines.poll(handler);
        }
    }

    /** The same bytes to each line in turn: a chunk goes on where it was cut before the next one begins. */
    private void send(final LoopbackLines lines) {
        try {
            final ByteBuffer[] waiting = new ByteBuffer[lines.size()];
            final WireChunk[] chunks = new WireChunk[lines.size()];
            for (int i = 0; i < waiting.length; i++) {
                chunks[i] = new WireChunk(FRAMES_A_CHUNK);
                waiting[i] = chunks[i].next();
            }
            while (!isDone) {
                for (int i = 0; i < waiting.length; i++) {
                    lines.write(i, waiting[i]);
                    if (!waiting[i].hasRemaining()) {
                        waiting[i] = chunks[i].next();
                    }
                }
            }
        } catch (final IOException e) {
            fault = e;
        }
    }
}
