package io.aggtape.bench.suite;

import io.aggtape.bench.GeneratedTape;
import io.aggtape.feed.ws.FrameHandler;
import io.aggtape.journal.AggTrade;
import io.aggtape.journal.Instruments;
import io.aggtape.journal.Market;
import io.aggtape.journal.TapeConfig;
import io.aggtape.journal.TapeWriter;
import io.aggtape.pipeline.AggTradeDecoder;
import io.aggtape.pipeline.DecodeResult;
import io.aggtape.pipeline.Heartbeat;
import io.aggtape.pipeline.Heartbeats;
import io.aggtape.pipeline.OrderFlow;
import io.aggtape.pipeline.OrderFlowConfig;
import io.aggtape.pipeline.Replay;
import io.aggtape.pipeline.TopologyRig;
import io.aggtape.pipeline.TradeHistory;
import io.aggtape.pipeline.TradeListener;
import io.aggtape.pipeline.WireTimeUnit;
import java.lang.reflect.InvocationTargetException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.util.concurrent.Callable;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What each hop of a trade allocates, bytes by the JVM's count for the thread, and what a heartbeat costs, nanoseconds. TLS is
 * that of one record a frame; Conscrypt's where it is on the class path.
 */
public final class AllocSuite {
    private static final int FRAMES_A_READ = 16;
    private static final int MESSAGE_BYTES = 512;
    private static final int SYMBOLS = 32;
    private static final int HISTORY_TRADES = 1024;
    private static final long SEED = 42;

    private final SuiteArguments arguments;
    private final int frames;

    private AllocSuite(final SuiteArguments arguments) {
        this.arguments = arguments;
        frames = arguments.count(50_000, 1_000_000);
    }

    /** Takes {@code --out FILE [--quick] [--dir DIRECTORY]}. */
    public static void main(final String[] arguments) throws Exception {
        new AllocSuite(SuiteArguments.of(arguments)).run();
    }

    private void run() throws Exception {
        try (Scratch scratch = Scratch.in(arguments);
                RawRows rows = RawRows.open(arguments, "alloc")) {
            add(rows, "receive-frame", receive());
            add(rows, "decode-history", decode());
            add(rows, "order-flow", orderFlow());
            add(rows, "append", append(scratch.fresh()));
            add(rows, "publish", publish(scratch.fresh()));
            add(rows, "replay-flow", replay(scratch.fresh()));
            final Path keys = scratch.fresh();
            add(rows, "tls-jdk", unwrap(null, keys));
            final Provider conscrypt = conscrypt();
            if (conscrypt != null) {
                add(rows, "tls-conscrypt", unwrap(conscrypt, keys));
            }
            heartbeat(rows);
        }
    }

    private static void add(final RawRows rows, final String hop, final double bytes) {
        rows.add(hop, "bytes", "B", 1, bytes);
    }

    /** Does a piece of work, that handles so many frames, until it is compiled, and again: bytes a frame of the second part. */
    private double measured(final int framesAPiece, final Callable<?> piece) throws Exception {
        for (int i = 0; i < frames; i += framesAPiece) {
            piece.call();
        }
        final long before = Allocated.byThisThread();
        int count = 0;
        for (; count < frames; count += framesAPiece) {
            piece.call();
        }
        return (double) (Allocated.byThisThread() - before) / count;
    }

    private double receive() throws Exception {
        final WireChunk chunk = new WireChunk(FRAMES_A_READ);
        final long[] count = new long[1];
        final FrameHandler handler = (opCode, isFinal, buffer, offset, length) -> {
            count[0]++;
            return true;
        };
        try (LoopbackLines lines = new LoopbackLines(1)) {
            return measured(FRAMES_A_READ, () -> {
                final ByteBuffer bytes = chunk.next();
                final long wanted = count[0] + FRAMES_A_READ;
                while (count[0] < wanted) {
                    if (bytes.hasRemaining()) {
                        lines.write(0, bytes);
                    }
                    lines.poll(handler);
                }
                return null;
            });
        }
    }

    private double decode() throws Exception {
        final CountingFrames source = new CountingFrames(SYMBOLS);
        final AggTradeDecoder decoder = new AggTradeDecoder(new Instruments());
        final TradeHistory history = new TradeHistory(HISTORY_TRADES);
        final AggTrade trade = new AggTrade();
        return measured(1, () -> {
            final UnsafeBuffer frame = source.next();
            final DecodeResult result =
                    decoder.decode(frame, 0, frame.capacity(), true, Market.SPOT, WireTimeUnit.MILLISECONDS, trade);
            if (result != DecodeResult.TRADE) {
                throw new IllegalStateException("a frame is no trade: " + decoder.rejectReason());
            }
            history.onTrade(trade);
            return null;
        });
    }

    private double orderFlow() throws Exception {
        final SpotTrades trades = new SpotTrades(SYMBOLS);
        final OrderFlow flow = new OrderFlow(OrderFlowConfig.DEFAULT);
        return measured(1, () -> {
            flow.onTrade(trades.next());
            return null;
        });
    }

    private double append(final Path tape) throws Exception {
        final SpotTrades trades = new SpotTrades(SYMBOLS);
        final TapeWriter writer = TapeWriter.open(TapeConfig.of(tape));
        final Toucher toucher = new Toucher(writer);
        try {
            return measured(1, () -> {
                writer.append(trades.next());
                return null;
            });
        } finally {
            toucher.close();
            writer.close();
        }
    }

    /** The publisher's thread alone: what the handlers allocate is told by the other rows. */
    private double publish(final Path tape) throws Exception {
        final TapeWriter writer = TapeWriter.open(TapeConfig.of(tape));
        final Toucher toucher = new Toucher(writer);
        final CountingFrames source = new CountingFrames(SYMBOLS);
        try (TopologyRig rig =
                new TopologyRig(TopologyRig.Topology.FLAT, "yielding", "none", writer, stampNs -> {}, stampNs -> {})) {
            return measured(1, () -> {
                final UnsafeBuffer frame = source.next();
                while (!rig.publish(System.nanoTime(), frame, frame.capacity())) {
                    Thread.yield();
                }
                return null;
            });
        } finally {
            toucher.close();
            writer.close();
        }
    }

    /** From the middle of the tape on, by when all symbols are known. */
    private double replay(final Path tape) {
        GeneratedTape.write(tape, frames, SYMBOLS, SEED);
        final OrderFlow flow = new OrderFlow(OrderFlowConfig.DEFAULT);
        final long[] marks = new long[2];
        final int[] count = new int[1];
        final int from = frames / 2;
        final TradeListener listener = trade -> {
            flow.onTrade(trade);
            if (++count[0] == from) {
                marks[0] = Allocated.byThisThread();
            } else if (count[0] == frames) {
                marks[1] = Allocated.byThisThread();
            }
        };
        try (Replay replay = Replay.of(tape).into(listener)) {
            replay.run();
        }
        return (double) (marks[1] - marks[0]) / (frames - from);
    }

    private double unwrap(final Provider provider, final Path keys) throws Exception {
        final RecordCipher cipher = RecordCipher.of(provider, keys);
        final CountingFrames source = new CountingFrames(1);
        final ByteBuffer message = ByteBuffer.allocateDirect(MESSAGE_BYTES);
        final UnsafeBuffer buffer = new UnsafeBuffer(message);
        long bytes = 0;
        int measured = 0;
        for (int i = 0; i < frames; i++) {
            final UnsafeBuffer frame = source.next();
            buffer.putBytes(0, frame, 0, frame.capacity());
            cipher.wrap(message.clear().limit(frame.capacity()));
            final long before = Allocated.byThisThread();
            final int produced = cipher.unwrap();
            if (i >= frames / 2) {
                bytes += Allocated.byThisThread() - before;
                measured++;
            }
            if (produced != frame.capacity() && i > FRAMES_A_READ) {
                throw new IllegalStateException("a record of " + frame.capacity() + " bytes gave " + produced);
            }
        }
        return (double) bytes / measured;
    }

    private static Provider conscrypt() throws GeneralSecurityException {
        try {
            return (Provider) Class.forName("org.conscrypt.Conscrypt")
                    .getMethod("newProvider")
                    .invoke(null);
        } catch (final ClassNotFoundException e) {
            System.err.println("no Conscrypt on the class path");
            return null;
        } catch (final IllegalAccessException | InvocationTargetException | NoSuchMethodException e) {
            throw new GeneralSecurityException("Conscrypt is there and does not work", e);
        }
    }

    /** A batch of one event, which is the dearest: a beat, the progress, and idle, with two looks at the clock. */
    private void heartbeat(final RawRows rows) {
        final Heartbeat heartbeat = new Heartbeats().make("bench");
        heartbeat.start();
        for (int round = 0; round <= 3; round++) {
            final long startNs = System.nanoTime();
            for (int i = 0; i < frames; i++) {
                heartbeat.beat(System.nanoTime());
                heartbeat.progress(i);
                heartbeat.idle(System.nanoTime());
            }
            final long batchNs = System.nanoTime() - startNs;
            final long startOfClockNs = System.nanoTime();
            long sum = 0;
            for (int i = 0; i < frames; i++) {
                sum += System.nanoTime();
                sum ^= System.nanoTime();
            }
            final long clockNs = System.nanoTime() - startOfClockNs;
            if (round > 0 && sum != 0) {
                rows.add("heartbeat/batch", "ns", "ns", round, (double) batchNs / frames);
                rows.add("heartbeat/its-clock", "ns", "ns", round, (double) clockNs / frames);
            }
        }
    }
}
