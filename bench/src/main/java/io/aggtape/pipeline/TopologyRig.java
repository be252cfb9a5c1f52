package io.aggtape.pipeline;

import com.lmax.disruptor.EventHandler;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.dsl.Disruptor;
import com.lmax.disruptor.dsl.ProducerType;
import io.aggtape.journal.Market;
import io.aggtape.journal.TapeWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The product's handlers on a ring of the product's slots, arranged in one of several ways, to be measured against each
 * other. One thread publishes; it stands here, beside the handlers, because they are nobody else's business.
 */
public final class TopologyRig implements AutoCloseable {
    /** How the handlers stand to each other. */
    public enum Topology {
        /** Each decodes for itself, in parallel: the product's default. */
        FLAT,
        /** The parser decodes and hands the trade to the other two, which wait for it. */
        DIAMOND,
        /** One after the other on one thread, behind the ring. */
        SHARED,
        /** One after the other on the publisher's thread, without a ring. */
        INLINE;

        /** The name in tables. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Told at the end of a handler's work on each frame, on that handler's thread. */
    public interface Passage {
        /** {@code stampNs} is what the frame was published with. */
        void onPassed(long stampNs);
    }

    private static final int SLOTS = 8192;
    private static final int SLOT_BYTES = 512;
    private static final int HISTORY_TRADES = 1024;
    private static final int READS_FRAMES = 16;
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final LineContext LINE = LineContext.ofLine(0, Market.SPOT, WireTimeUnit.MILLISECONDS);
    private static final List<String> ROLES = List.of("parser", "metrics", "journal");

    private final CpuPlan plan;
    private final TapeWriter writer;
    private final LatencyRecorders latency = new LatencyRecorders(1);
    private final OrderFlow orderFlow = new OrderFlow(OrderFlowConfig.DEFAULT);
    private final ParserHandler parser;
    private final MetricsHandler metrics;
    private final JournalHandler journal;
    private final Passage atParser;
    private final Passage atJournal;
    private final FrameSlot inlineSlot = new FrameSlot(new UnsafeBuffer(new byte[SLOT_BYTES]));
    private final long epochOffsetNs = System.currentTimeMillis() * NANOS_PER_MILLI - System.nanoTime();

    /** What the handlers of one thread decode with; null where each has a thread of its own. */
    private final SlotDecoder decoder;

    /** What the parser and the metrics of one thread judge by. */
    private final FrameReader shared;

    private Disruptor<FrameSlot> disruptor;
    private FramePublisher publisher;
    private long inlineFrames;

    /**
     * Starts the handlers, pinned as planned.
     *
     * @param cpus a plan such as {@code feed=1,parser=0,metrics=0,journal=0}.
     * @param atParser told when the trade's listeners have had it.
     * @param atJournal told when the journal handler has had it.
     */
    public TopologyRig(
            final Topology topology,
            final String waitStrategy,
            final String cpus,
            final TapeWriter writer,
            final Passage atParser,
            final Passage atJournal) {
        this.writer = writer;
        this.atParser = atParser;
        this.atJournal = atJournal;
        plan = CpuPlan.parse(cpus, CpuTopology.ofThisProcess(), 1, ROLES);
        decoder = topology == Topology.SHARED || topology == Topology.INLINE ? new SlotDecoder() : null;
        shared = reader();
        parser = new ParserHandler(
                decoder == null ? reader() : shared,
                new TradeListener[] {new TradeHistory(HISTORY_TRADES)},
                new HandlerCounters(),
                latency.recorder(Hop.RECEIVE_TO_PARSED));
        metrics = new MetricsHandler(decoder == null ? reader() : shared, orderFlow, new HandlerCounters(), latency);
        journal = new JournalHandler(
                reader(),
                writer,
                writer::hasSpace,
                gap -> {},
                new HandlerCounters(),
                latency.recorder(Hop.RECEIVE_TO_JOURNALED));
        if (topology != Topology.INLINE) {
            start(topology, waitStrategy);
        }
    }

    /** Pins the calling thread as the one that publishes. */
    public void pinPublisher() {
        ThreadPinning.pinCurrentThread(CpuPlan.FEED, plan);
    }

    /** Publishes a frame, or handles it where there is no ring; false where the ring is full. */
    public boolean publish(final long stampNs, final DirectBuffer frame, final int length) {
        if (publisher != null) {
            return publisher.publish(LINE, true, stampNs, epochOffsetNs + stampNs, frame, 0, length);
        }
        inlineSlot.event = null;
        inlineSlot.line = LINE;
        inlineSlot.isText = true;
        inlineSlot.receiveNs = stampNs;
        inlineSlot.receiveEpochNs = epochOffsetNs + stampNs;
        inlineSlot.showFrame(frame, 0, length);
        inlineFrames++;
        handle(inlineSlot, inlineFrames, inlineFrames % READS_FRAMES == 0);
        return true;
    }

    /** Ends a read: what it brought is written. */
    public void endOfRead() {
        if (publisher != null) {
            publisher.endOfRead();
        } else {
            endBatch();
        }
    }

    /** How many frames the slowest handler has passed. */
    public long passed() {
        return disruptor == null ? inlineFrames : publisher.published() - waiting();
    }

    @Override
    public void close() {
        if (disruptor != null) {
            while (waiting() > 0) {
                Thread.yield();
            }
            disruptor.halt();
        }
    }

    private long waiting() {
        final RingBuffer<FrameSlot> ring = disruptor.getRingBuffer();
        return ring.getBufferSize() - ring.remainingCapacity();
    }

    private void start(final Topology topology, final String waitStrategy) {
        final CountDownLatch started = new CountDownLatch(topology == Topology.SHARED ? 1 : ROLES.size());
        disruptor = new Disruptor<>(
                new FrameRing(SLOTS, SLOT_BYTES),
                SLOTS,
                work -> daemon(work),
                ProducerType.SINGLE,
                WaitStrategies.byName(waitStrategy));
        switch (topology) {
            case FLAT ->
                disruptor.handleEventsWith(
                        pinned("parser", this::parse, started),
                        pinned("metrics", metrics, started),
                        pinned("journal", this::keep, started));
            case DIAMOND -> {
                final DiamondHandlers diamond = new DiamondHandlers(writer, orderFlow, SLOTS, atParser, atJournal);
                disruptor
                        .handleEventsWith(pinned("parser", diamond::parse, started))
                        .then(pinned("metrics", diamond::measure, started), pinned("journal", diamond::keep, started));
            }
            default -> disruptor.handleEventsWith(pinned("parser", this::handle, started));
        }
        publisher = new RingPublisher(disruptor.getRingBuffer(), 1, latency.recorder(Hop.RECEIVE_TO_PUBLISH));
        disruptor.start();
        try {
            started.await();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void parse(final FrameSlot slot, final long sequence, final boolean endOfBatch) {
        parser.onEvent(slot, sequence, endOfBatch);
        atParser.onPassed(slot.receiveNs);
    }

    private void keep(final FrameSlot slot, final long sequence, final boolean endOfBatch) {
        journal.onEvent(slot, sequence, endOfBatch);
        atJournal.onPassed(slot.receiveNs);
    }

    /** All three on one thread, which decodes once, as the product's shared handler does. */
    private void handle(final FrameSlot slot, final long sequence, final boolean endOfBatch) {
        final DecodeResult decoded = shared.decode(slot);
        final FrameReader.Outcome outcome = shared.judge(decoded);
        parser.onFrame(slot, outcome);
        atParser.onPassed(slot.receiveNs);
        metrics.onFrame(slot, outcome);
        journal.onFrame(slot, decoded);
        if (endOfBatch) {
            endBatch();
        }
        atJournal.onPassed(slot.receiveNs);
    }

    private void endBatch() {
        parser.endBatch();
        metrics.endBatch();
        journal.endBatch();
    }

    private FrameReader reader() {
        return decoder == null ? new FrameReader(writer.recovered()) : new FrameReader(writer.recovered(), decoder);
    }

    private static Thread daemon(final Runnable work) {
        final Thread thread = new Thread(work, "handler");
        thread.setDaemon(true);
        return thread;
    }

    private EventHandler<FrameSlot> pinned(
            final String role, final EventHandler<FrameSlot> handler, final CountDownLatch started) {
        return new EventHandler<>() {
            @Override
            public void onStart() {
                ThreadPinning.pinCurrentThread(role, plan);
                started.countDown();
            }

            @Override
            public void onEvent(final FrameSlot slot, final long sequence, final boolean endOfBatch) throws Exception {
                handler.onEvent(slot, sequence, endOfBatch);
            }
        };
    }
}
