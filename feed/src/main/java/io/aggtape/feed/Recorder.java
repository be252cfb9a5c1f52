package io.aggtape.feed;

import io.aggtape.feed.liveness.LivenessThread;
import io.aggtape.feed.liveness.OrderedStall;
import io.aggtape.feed.rest.TradePages;
import io.aggtape.journal.SessionEvent;
import io.aggtape.journal.TapeState;
import io.aggtape.journal.TapeWriter;
import io.aggtape.pipeline.FaultListener;
import io.aggtape.pipeline.Heartbeats;
import io.aggtape.pipeline.LatencyLog;
import io.aggtape.pipeline.Pipeline;
import io.aggtape.pipeline.ThreadPinning;
import io.aggtape.pipeline.TradeListener;
import io.aggtape.pipeline.UnknownRoleException;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.SleepingMillisIdleStrategy;
import org.agrona.concurrent.SystemEpochClock;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.agrona.concurrent.SystemNanoClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole recorder: tape, ring and handlers, feed threads, reporter. It stops in the reverse of the order in which it
 * starts. One thread starts and stops it; any may ask where it stands.
 */
public final class Recorder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Recorder.class);
    private static final long UPKEEP_PAUSE_MS = 10;
    private static final long FEED_STOP_MS = 5_000;
    private static final long DRAIN_MS = 30_000;
    private static final long FAULT_DRAIN_MS = 100;

    private final RecorderConfig config;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicReference<Throwable> fault = new AtomicReference<>();
    private final FaultListener faults = this::onFault;
    private final long runId = new SplittableRandom().nextLong();
    private final EpochOffset epoch = new EpochOffset(SystemNanoClock.INSTANCE, new SystemEpochNanoClock());
    private final LineLog lineLog = new LineLog();
    private final HoleInbox holes = new HoleInbox();

    private final Heartbeats heartbeats;
    private final LivenessThread liveness;

    private RecorderNetwork network;
    private TapeWriter writer;
    private AgentRunner pageToucher;
    private AgentRunner upkeep;
    private Pipeline pipeline;
    private FeedThreads feeds;
    private RepairThread repair;
    private Watchdog watchdog;
    private Reporter reporter;
    private RecorderFigures figures;
    private RecorderSummary summary;

    /** Keeps the configuration; {@link #start} does the rest. */
    public Recorder(final RecorderConfig config) {
        this.config = config;
        heartbeats = new Heartbeats(config.liveness().slowNs());
        liveness = new LivenessThread(heartbeats, config.liveness(), this::keepOffFeedCores);
    }

    /**
     * Opens the tape and starts every thread; the lines connect from then on, for ever.
     *
     * @param strategies run behind the parser handler.
     * @throws IOException where the certificate file, the journal or the latency log cannot be used.
     * @throws UnknownRoleException where a thread is to stand still that there is not.
     */
    public void start(final List<TradeListener> strategies) throws IOException {
        try {
            liveness.start();
            network = new RecorderNetwork(config.source(), config.repair().weightShare(), heartbeats);
            writer = TapeWriter.open(config.tape());
            pageToucher = startBeside(writer.pageToucher(), 1);
            upkeep = writer.upkeep().isNeeded() ? startBeside(writer.upkeep(), UPKEEP_PAUSE_MS) : null;
            final TapeState recovered = writer.recovered();
            pipeline = new Pipeline(config.pipeline(), writer, recovered, strategies, holes::onGap, faults, heartbeats);
            pipeline.start();
            reporter = new Reporter(
                    lineLog, openLatencyLog(), config.clockIntervalMs(), heartbeats, this::keepOffFeedCores);
            feeds = new FeedThreads(config, network, pipeline, lineLog, faults, heartbeats);
            feeds.offer(session(true));
            feeds.start();
            startRepair(recovered);
            figures = new RecorderFigures(pipeline, feeds, repair.counters(), liveness::troubles);
            startWatchdog();
            reporter.start(
                    network.rest().clock(),
                    feeds,
                    new DiskLog(pipeline.journalCounters(), writer.pageToucher()::reason),
                    liveness.guard());
            liveness.expose(config.tape().directory(), figures.gauges());
            liveness.started();
            orderStalls();
        } catch (final IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Waits until a thread has met a fault, at most this long; true where one has. */
    public boolean awaitFault(final long timeoutMs) throws InterruptedException {
        return ended.await(timeoutMs, TimeUnit.MILLISECONDS);
    }

    /** What ended a thread before its time, or null. */
    public Throwable fault() {
        return fault.get();
    }

    /** Where it stands; from any thread. */
    public RecorderStatus status() {
        return figures.status();
    }

    /** The handlers; for questions about history and order flow. */
    public Pipeline pipeline() {
        return pipeline;
    }

    /** What the repair has counted; from any thread. */
    public RepairCounters repair() {
        return repair.counters();
    }

    /** The signs of life of its threads; from any thread. */
    public Heartbeats heartbeats() {
        return heartbeats;
    }

    /** The lines' figures; from any thread. */
    public List<LineCounters> lines() {
        return feeds.counters();
    }

    /** The symbols of which no trade has come in this run, connected or not; from any thread. */
    public List<String> silentSymbols() {
        return config.source().symbols().stream()
                .filter(symbol -> pipeline.history().tradesSeen(config.source().market(), symbol) == 0)
                .toList();
    }

    /** Stops in order: feed, ring drained, journal closed, reporter; then says what it came to. */
    public RecorderSummary stop() {
        if (summary == null) {
            liveness.stopping();
            final boolean isFaulted = fault.get() != null;
            repair.close();
            final boolean isHandedOn = feeds.stop(isFaulted ? 0 : FEED_STOP_MS, isFaulted ? null : session(false));
            final boolean isHandled = pipeline.stop(isFaulted ? FAULT_DRAIN_MS : DRAIN_MS);
            repair.takeLastChanges();
            final boolean isDrained = isHandedOn && isHandled && !isFaulted;
            close();
            summary = figures.summary(isDrained && fault.get() == null, reporter.totals());
        }
        return summary;
    }

    /** Ends whatever runs, without a summary; does nothing after {@link #stop()}. A step that fails is a fault. */
    @Override
    public void close() {
        liveness.stopping();
        endIn("watchdog", watchdog, () -> watchdog.close());
        endIn("repair", repair, () -> repair.close());
        endIn("feed", feeds, () -> feeds.stop(0, null));
        endIn("handlers", pipeline, () -> pipeline.stop(FAULT_DRAIN_MS));
        endIn("page-toucher", pageToucher, () -> pageToucher.close());
        endIn("tape-upkeep", upkeep, () -> upkeep.close());
        endIn("tape", writer, this::closeTape);
        endIn("reporter", reporter, () -> reporter.close());
        endIn("network", network, () -> network.close());
        endIn("liveness", liveness, () -> liveness.close());
    }

    /** A tape that a handler may still write stays open: it ends with the process, as after a crash. */
    private void closeTape() {
        if (pipeline != null && !pipeline.isEnded()) {
            throw new IllegalStateException("a handler's thread does not end: the tape is left as it is");
        }
        writer.close();
    }

    private void endIn(final String role, final Object what, final Runnable ending) {
        if (what != null) {
            try {
                ending.run();
            } catch (final RuntimeException e) {
                onFault(role, e);
            }
        }
    }

    private LatencyLog openLatencyLog() throws IOException {
        try {
            return new LatencyLog(
                    config.latencyLog(),
                    pipeline.latency().all(),
                    SystemEpochClock.INSTANCE,
                    config.description().lines().toList());
        } catch (final IOException e) {
            throw new IOException("cannot write the latency log: " + e, e);
        }
    }

    /** Starts what works beside the handlers on a thread of its own. */
    private AgentRunner startBeside(final Agent agent, final long pauseMs) {
        final AgentRunner runner = new AgentRunner(
                new SleepingMillisIdleStrategy(pauseMs),
                thrown -> faults.onFault(agent.roleName(), OneFaultAgent.faultOf(thrown)),
                null,
                OneFaultAgent.of(agent, heartbeats.make(agent.roleName())));
        AgentRunner.startOnThread(
                runner,
                work -> new Thread(() -> {
                    keepOffFeedCores();
                    work.run();
                }));
        return runner;
    }

    private void startRepair(final TapeState recovered) {
        final TradePages rest = network.rest()
                .client()
                .<TradePages>map(client -> client)
                .orElseGet(() -> new UnknownRest(config.source().market()));
        repair = new RepairThread(
                config.repair(),
                rest,
                config.tape().directory(),
                holes,
                feeds::offer,
                recovered,
                heartbeats.make("repair"));
        repair.start(this::keepOffFeedCores);
    }

    private void startWatchdog() {
        watchdog = new Watchdog(heartbeats, this::keepOffFeedCores);
        watchdog.start(new LineWatchdog(
                feeds.lines(),
                feeds.counters(),
                pipeline.activity(),
                watchdog.awaiting(Watchdog.by(
                        network.rest().client().orElse(null), config.source().market())),
                feeds::replace,
                SystemNanoClock.INSTANCE));
    }

    private void orderStalls() {
        final long nowNs = System.nanoTime();
        for (final OrderedStall stall : config.liveness().stalls()) {
            heartbeats.orderStall(stall.role(), nowNs + stall.afterNs(), stall.forNs());
        }
    }

    private void keepOffFeedCores() {
        ThreadPinning.keepOffFeedCores(config.pipeline().cpuPlan());
    }

    private void onFault(final String role, final Throwable thrown) {
        if (fault.compareAndSet(null, thrown)) {
            LOG.error("thread {} met a fault that it cannot go on from; stopping", role, thrown);
        } else {
            LOG.error("thread {} met a fault, too", role, thrown);
        }
        ended.countDown();
    }

    private SessionEvent session(final boolean isStart) {
        final SessionEvent event = new SessionEvent();
        event.runId = runId;
        event.isStart = isStart;
        event.timeNs = System.nanoTime() + epoch.offsetNs();
        event.epochOffsetNs = epoch.offsetNs();
        event.version = version();
        event.configuration = isStart ? config.description() : "";
        return event;
    }

    static String version() {
        final String version = Recorder.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
