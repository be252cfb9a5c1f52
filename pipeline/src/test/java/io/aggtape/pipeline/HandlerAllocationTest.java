package io.aggtape.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.lmax.disruptor.EventHandler;
import com.lmax.disruptor.RingBuffer;
import com.sun.management.ThreadMXBean;
import io.aggtape.journal.TapeConfig;
import io.aggtape.journal.TapeWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Zero bytes a trade in steady state: publish and each handler, measured by the JVM's own count for this thread. */
class HandlerAllocationTest {
    private static final int SYMBOLS = 16;
    private static final int FRAMES = 60_000;
    private static final int WARM_UP_ROUNDS = 4;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @TempDir
    private Path directory;

    private final LatencyRecorders latency = new LatencyRecorders(1);
    private final HandlerCounters counters = new HandlerCounters();
    private final FrameSlot slot = Frames.slotOf(Frames.spot("BTCUSDT", 1, true), 0);
    private final UnsafeBuffer frame = new UnsafeBuffer(new byte[512]);
    private final byte[][] prefixes = new byte[SYMBOLS][];
    private int frameLength;

    @BeforeEach
    void makeSymbols() {
        for (int i = 0; i < SYMBOLS; i++) {
            prefixes[i] = ("{\"e\":\"aggTrade\",\"E\":1795348800000500,\"s\":\"SYM" + (char) ('A' + i)
                            + "USDT\",\"a\":")
                    .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        }
    }

    @Test
    void shouldAllocateNothingInThePublisher() {
        final RingBuffer<FrameSlot> ring = RingBuffer.createSingleProducer(new FrameRing(1 << 10, 256), 1 << 10);
        final FramePublisher publisher = new RingPublisher(ring, 1, latency.recorder(Hop.RECEIVE_TO_PUBLISH));
        assertThat(bytesARound((frameSlot, sequence, endOfBatch) -> {
                    publisher.publish(Frames.SPOT, true, 0, 0, frame, 0, frameLength);
                    if (endOfBatch) {
                        publisher.endOfRead();
                    }
                }))
                .isZero();
        assertThat(publisher.refused()).isZero();
    }

    @Test
    void shouldAllocateNothingInTheParser() {
        final TradeListener[] listeners = {new TradeHistory(1_024)};
        assertThat(bytesARound(new ParserHandler(
                        new FrameReader(Frames.emptyTape()),
                        listeners,
                        counters,
                        latency.recorder(Hop.RECEIVE_TO_PARSED))))
                .isZero();
        assertThat(counters.trades()).isPositive();
    }

    @Test
    void shouldAllocateNothingInTheMetrics() {
        assertThat(bytesARound(new MetricsHandler(
                        new FrameReader(Frames.emptyTape()),
                        new OrderFlow(OrderFlowConfig.DEFAULT),
                        counters,
                        latency)))
                .isZero();
        assertThat(counters.trades()).isPositive();
    }

    @Test
    void shouldAllocateNothingInTheJournal() {
        try (TapeWriter writer = TapeWriter.open(TapeConfig.of(directory))) {
            assertThat(bytesARound(new JournalHandler(
                            new FrameReader(Frames.emptyTape()),
                            writer,
                            writer::hasSpace,
                            GapListener.NONE,
                            counters,
                            latency.recorder(Hop.RECEIVE_TO_JOURNALED))))
                    .isZero();
        }
        assertThat(counters.trades()).isPositive();
    }

    @Test
    void shouldAllocateNothingInSayingThatAHandlerLives() {
        final Heartbeat heartbeat = new Heartbeats().make("parser");
        assertThat(bytesARound(new BeatingHandler(
                        heartbeat, (frameSlot, sequence, endOfBatch) -> {}, () -> {}, () -> false, () -> true)))
                .isZero();
        assertThat(heartbeat.cycles()).isPositive();
    }

    /** Bytes allocated in the quietest of five measured rounds: what is steady, not what is rare. */
    private long bytesARound(final EventHandler<FrameSlot> handler) {
        long id = 1;
        for (int round = 0; round < WARM_UP_ROUNDS; round++) {
            id = run(handler, id);
        }
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 5; round++) {
            final long before = THREADS.getCurrentThreadAllocatedBytes();
            id = run(handler, id);
            least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
        }
        return least;
    }

    private long run(final EventHandler<FrameSlot> handler, final long firstId) {
        long id = firstId;
        try {
            for (int i = 0; i < FRAMES; i++) {
                if (i % SYMBOLS == 0) {
                    id++;
                }
                writeFrame(i % SYMBOLS, id);
                slot.putFrame(frame, 0, frameLength);
                slot.receiveNs = i;
                handler.onEvent(slot, i, i % 7 == 0);
            }
        } catch (final Exception e) {
            throw new IllegalStateException(e);
        }
        return id;
    }

    private void writeFrame(final int symbol, final long id) {
        int at = 0;
        frame.putBytes(at, prefixes[symbol]);
        at += prefixes[symbol].length;
        at += frame.putLongAscii(at, id);
        at += frame.putStringWithoutLengthAscii(at, ",\"p\":\"91234.56000000\",\"q\":\"0.01250000\",\"f\":");
        at += frame.putLongAscii(at, id * 2);
        at += frame.putStringWithoutLengthAscii(at, ",\"l\":");
        at += frame.putLongAscii(at, id * 2 + 1);
        at += frame.putStringWithoutLengthAscii(at, ",\"T\":");
        at += frame.putLongAscii(at, Frames.FIRST_TIME_US + id * 1_000);
        at += frame.putStringWithoutLengthAscii(at, ",\"m\":");
        at += frame.putStringWithoutLengthAscii(at, id % 2 == 0 ? "true" : "false");
        at += frame.putStringWithoutLengthAscii(at, ",\"M\":true}");
        frameLength = at;
    }
}
