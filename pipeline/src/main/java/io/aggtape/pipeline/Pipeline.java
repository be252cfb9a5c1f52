package io.aggtape.pipeline;

import com.lmax.disruptor.EventHandler;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.TimeoutException;
import com.lmax.disruptor.dsl.Disruptor;
import com.lmax.disruptor.dsl.ProducerType;
import io.aggtape.journal.TapeState;
import io.aggtape.journal.TapeWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The ring and its handlers: {@code handleEventsWith(parser, metrics, journal)}. Made and stopped by one thread; feed
 * threads publish through {@link #publisher(int)}.
 */
public final class Pipeline {
    private static final long START_TIMEOUT_S = 10;
    private static final long END_TIMEOUT_MS = 2_000;

    private final Disruptor<FrameSlot> disruptor;
    private final List<FramePublisher> publishers = new ArrayList<>();
    private final LatencyRecorders latency;
    private final TradeHistory history;
    private final OrderFlow orderFlow;
    private final MetricsHandler metrics;
    private final HandlerCounters parserCounters = new HandlerCounters();
    private final HandlerCounters metricsCounters = new HandlerCounters();
    private final HandlerCounters journalCounters = new HandlerCounters();
    private final AtomicReference<Throwable> startFault = new AtomicReference<>();
    private final CountDownLatch started;
    private final FaultListener faults;
    private final List<Thread> handlerThreads = new CopyOnWriteArrayList<>();
    private volatile boolean isFaulted;
    /** Looked at where a handler's thread ends. */
    private volatile boolean isToEnd;
    /** Looked at before each event. */
    private volatile boolean isHalted;

    /**
     * Builds the ring and its handlers; {@link #start()} starts their threads.
     *
     * @param writer the tape, used by the journal handler alone until {@link #stop} has returned.
     * @param recovered what the tape holds already, so that nothing is written twice.
     * @param strategies listeners that run behind the parser handler, after the history.
     * @param gaps told of the holes that the tape has.
     * @param heartbeats where its threads say that they live.
     */
    public Pipeline(
            final PipelineConfig config,
            final TapeWriter writer,
            final TapeState recovered,
            final List<TradeListener> strategies,
            final GapListener gaps,
            final FaultListener faults,
            final Heartbeats heartbeats) {
        this.faults = faults;
        latency = new LatencyRecorders(config.feedThreads());
        history = new TradeHistory(config.historyTrades());
        orderFlow = new OrderFlow(config.orderFlow());
        final List<TradeListener> listeners = new ArrayList<>();
        listeners.add(history);
        listeners.addAll(strategies);

        final ParserHandler parser = new ParserHandler(
                new FrameReader(recovered),
                listeners.toArray(new TradeListener[0]),
                parserCounters,
                latency.recorder(Hop.RECEIVE_TO_PARSED));
        metrics = new MetricsHandler(new FrameReader(recovered), orderFlow, metricsCounters, latency);
        final JournalHandler journal = new JournalHandler(
                new FrameReader(recovered),
                writer,
                writer::hasSpace,
                gaps,
                journalCounters,
                latency.recorder(Hop.RECEIVE_TO_JOURNALED));

        disruptor = new Disruptor<>(
                new FrameRing(config.ringSlots(), config.slotBytes()),
                config.ringSlots(),
                this::handlerThread,
                config.feedThreads() == 1 ? ProducerType.SINGLE : ProducerType.MULTI,
                WaitStrategies.byName(config.waitStrategy()));
        final CpuPlan plan = config.cpuPlan();
        final BeatingHandler[] handlers = config.threading() == ThreadingMode.PARALLEL
                ? new BeatingHandler[] {
                    onThread(heartbeats.make("parser"), parser, plan),
                    onThread(heartbeats.make("metrics"), metrics, plan),
                    onThread(heartbeats.make("journal"), journal, plan)
                }
                : new BeatingHandler[] {
                    onThread(heartbeats.make("handlers"), new SharedHandler(parser, metrics, journal), plan)
                };
        started = new CountDownLatch(handlers.length);
        disruptor.handleEventsWith(handlers);
        for (final BeatingHandler handler : handlers) {
            watch(handler);
        }
        for (final HopRecorder recorder : latency.recorders(Hop.RECEIVE_TO_PUBLISH)) {
            publishers.add(new FramePublisher(disruptor.getRingBuffer(), config.feedThreads(), recorder));
        }
    }

    /**
     * Starts the handlers and waits until each runs, pinned as planned.
     *
     * @throws PinningFailedException where a thread could not be pinned.
     * @throws IllegalStateException where a handler did not start.
     */
    public void start() {
        disruptor.start();
        try {
            if (!started.await(START_TIMEOUT_S, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the handlers did not start within " + START_TIMEOUT_S + " s");
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the handlers started", e);
        }
        final Throwable fault = startFault.get();
        if (fault != null) {
            isToEnd = true;
            disruptor.halt();
            if (fault instanceof PinningFailedException) {
                throw (PinningFailedException) fault;
            }
            throw new IllegalStateException("a handler did not start", fault);
        }
    }

    /**
     * Waits until the handlers have passed all that was published, then ends their threads. The feed threads must have
     * ended before.
     *
     * @return whether the ring was drained in time; false leaves frames unhandled, as when a handler has died.
     */
    public boolean stop(final long timeoutMs) {
        boolean isDrained = false;
        isToEnd = true;
        try {
            disruptor.shutdown(timeoutMs, TimeUnit.MILLISECONDS);
            // The ring forgets a handler whose thread has ended: its frames are not drained.
            isDrained = !isFaulted;
        } catch (final TimeoutException e) {
            disruptor.halt();
        }
        isHalted = true;
        awaitEnd();
        return isDrained;
    }

    /** Whether the handlers' threads have ended, so that nobody uses the tape any more. */
    public boolean isEnded() {
        return handlerThreads.stream().noneMatch(Thread::isAlive);
    }

    /** The publisher of one feed thread, from 0. */
    public FramePublisher publisher(final int feedThread) {
        return publishers.get(feedThread);
    }

    /** How many frames wait for the slowest handler. */
    public long depth() {
        final RingBuffer<FrameSlot> ring = disruptor.getRingBuffer();
        return ring.getBufferSize() - ring.remainingCapacity();
    }

    /** The number of slots. */
    public int capacity() {
        return disruptor.getRingBuffer().getBufferSize();
    }

    /** The last trades of each symbol; any thread may ask. */
    public TradeHistory history() {
        return history;
    }

    /** Order flow; owned by the metrics thread until {@link #stop} has returned. */
    public OrderFlow orderFlow() {
        return orderFlow;
    }

    /** What each line has delivered of each symbol; from any thread. */
    public StreamActivity activity() {
        return metrics.activity();
    }

    /** How the lines did against each other; owned by the metrics thread until {@link #stop} has returned. */
    public List<LineRace> lineRaces() {
        return metrics.races().results();
    }

    /** The latency recorders of all hops. */
    public LatencyRecorders latency() {
        return latency;
    }

    /** What the parser handler has counted. */
    public HandlerCounters parserCounters() {
        return parserCounters;
    }

    /** What the metrics handler has counted. */
    public HandlerCounters metricsCounters() {
        return metricsCounters;
    }

    /** What the journal handler has counted. */
    public HandlerCounters journalCounters() {
        return journalCounters;
    }

    private void awaitEnd() {
        try {
            for (final Thread thread : handlerThreads) {
                thread.join(END_TIMEOUT_MS);
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void onFault(final String role, final Throwable fault) {
        isFaulted = true;
        faults.onFault(role, fault);
    }

    private Thread handlerThread(final Runnable work) {
        final Thread thread = new Thread(work, "handler");
        // What ends a handler has been reported by then, with its stack trace.
        thread.setUncaughtExceptionHandler((ended, fault) -> {});
        handlerThreads.add(thread);
        return thread;
    }

    private BeatingHandler onThread(
            final Heartbeat heartbeat, final EventHandler<FrameSlot> handler, final CpuPlan plan) {
        return new BeatingHandler(heartbeat, handler, () -> pin(heartbeat.role(), plan), () -> isHalted, () -> isToEnd);
    }

    private void watch(final BeatingHandler handler) {
        disruptor.handleExceptionsFor(handler).with(new FatalHandler(handler.heartbeat(), this::onFault));
        handler.heartbeat()
                .backlog(() -> disruptor.getRingBuffer().getCursor() - disruptor.getSequenceValueFor(handler));
    }

    private void pin(final String role, final CpuPlan plan) {
        try {
            ThreadPinning.pinCurrentThread(role, plan);
        } catch (final RuntimeException e) {
            startFault.compareAndSet(null, e);
        } finally {
            started.countDown();
        }
    }
}
