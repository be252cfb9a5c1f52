package io.aggtape.pipeline;

import io.aggtape.journal.TapeState;
import io.aggtape.journal.TapeWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * The ring and its handlers: {@code handleEventsWith(parser, metrics, journal)}. Made and stopped by one thread; feed
 * threads publish through {@link #publisher(int)}.
 */
public final class Pipeline {
    private final Delivery delivery;
    private final LatencyRecorders latency;
    private final TradeHistory history;
    private final OrderFlow orderFlow;
    private final MetricsHandler metrics;
    private final HandlerCounters parserCounters = new HandlerCounters();
    private final HandlerCounters metricsCounters = new HandlerCounters();
    private final HandlerCounters journalCounters = new HandlerCounters();

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
        latency = new LatencyRecorders(config.feedThreads());
        history = new TradeHistory(config.historyTrades());
        orderFlow = new OrderFlow(config.orderFlow());
        final List<TradeListener> listeners = new ArrayList<>();
        listeners.add(history);
        listeners.addAll(strategies);

        final boolean isOneThread = config.threading() != ThreadingMode.PARALLEL;
        final SlotDecoder decoder = new SlotDecoder();
        final FrameReader reader = new FrameReader(recovered, decoder);
        final ParserHandler parser = new ParserHandler(
                reader,
                listeners.toArray(new TradeListener[0]),
                parserCounters,
                latency.recorder(Hop.RECEIVE_TO_PARSED),
                // The tape must not have what a strategy has made of a trade.
                isOneThread && !strategies.isEmpty());
        metrics = new MetricsHandler(
                isOneThread ? reader : new FrameReader(recovered), orderFlow, metricsCounters, latency);
        final JournalHandler journal = new JournalHandler(
                isOneThread ? new FrameReader(recovered, decoder) : new FrameReader(recovered),
                writer,
                writer::hasSpace,
                gaps,
                journalCounters,
                latency.recorder(Hop.RECEIVE_TO_JOURNALED));
        final List<String> roles = config.threading().handlerRoles();
        final List<HopRecorder> toRing = latency.recorders(Hop.RECEIVE_TO_PUBLISH);
        final SharedHandler all = new SharedHandler(reader, parser, metrics, journal);
        delivery = switch (config.threading()) {
            case PARALLEL ->
                new RingDelivery(config, List.of(parser, metrics, journal), roles, toRing, faults, heartbeats);
            case SHARED -> new RingDelivery(config, List.of(all), roles, toRing, faults, heartbeats);
            case INLINE -> new InlineDelivery(all, faults);
        };
    }

    /**
     * Starts the handlers and waits until each runs, pinned as planned.
     *
     * @throws PinningFailedException where a thread could not be pinned.
     * @throws IllegalStateException where a handler did not start.
     */
    public void start() {
        delivery.start();
    }

    /**
     * Waits until the handlers have passed all that was published, then ends their threads. The feed threads must have
     * ended before.
     *
     * @return whether the ring was drained in time; false leaves frames unhandled, as when a handler has died.
     */
    public boolean stop(final long timeoutMs) {
        return delivery.stop(timeoutMs);
    }

    /** Whether the handlers' threads have ended, so that nobody uses the tape any more. */
    public boolean isEnded() {
        return delivery.isEnded();
    }

    /** The publisher of one feed thread, from 0. */
    public FramePublisher publisher(final int feedThread) {
        return delivery.publisher(feedThread);
    }

    /** How many frames wait for the slowest handler. */
    public long depth() {
        return delivery.depth();
    }

    /** The number of slots. */
    public int capacity() {
        return delivery.capacity();
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
}
