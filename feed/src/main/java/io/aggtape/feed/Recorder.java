package io.aggtape.feed;

import io.aggtape.feed.liveness.LivenessThread;
import io.aggtape.feed.rest.TradePages;
import io.aggtape.journal.TapeState;
import io.aggtape.journal.TapeWriter;
import io.aggtape.pipeline.FaultListener;
import io.aggtape.pipeline.Heartbeats;
import io.aggtape.pipeline.Pipeline;
import io.aggtape.pipeline.Probe;
import io.aggtape.pipeline.ThreadPinning;
import io.aggtape.pipeline.TradeListener;
import io.aggtape.pipeline.UnknownRoleException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.agrona.concurrent.SystemNanoClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The whole recorder: tape, ring and handlers, feed threads, reporter. It stops in the reverse of the order in which it
 * starts. One thread starts and stops it; any may ask where it stands.
 */
public final class Recorder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Recorder.class);
    private static final long FEED_STOP_MS = 5_000;
    private static final long DRAIN_MS = 30_000;
    private static final long FAULT_DRAIN_MS = 100;

    private final RecorderConfig config;
    private final UnaryOperator<Dialing> detour;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicReference<Throwable> fault = new AtomicReference<>();
    private final FaultListener faults = this::onFault;
    private final Sessions sessions;
    private final LineLog lineLog = new LineLog(SystemNanoClock.INSTANCE);
    private final HoleInbox holes = new HoleInbox();

    private final Heartbeats heartbeats;
    private final LivenessThread liveness;
    private final StartingThread main;
    private final TapeThreads tapeThreads;

    private RecorderNetwork network;
    private TapeWriter writer;
    private Pipeline pipeline;
    private FeedThreads feeds;
    private RepairThread repair;
    private Watchdog watchdog;
    private Reporter reporter;
    private RecorderFigures figures;
    private RecorderSummary summary;

    /** Keeps the configuration; {@link #start} does the rest. */
    public Recorder(final RecorderConfig config) {
        this(config, UnaryOperator.identity());
    }

    /** The same, whose lines reach the exchange in another way. */
    Recorder(final RecorderConfig config, final UnaryOperator<Dialing> detour) {
        this.config = config;
        this.detour = detour;
        sessions = new Sessions(config.description());
        heartbeats = new Heartbeats(config.liveness().slowNs());
        liveness = new LivenessThread(heartbeats, config.liveness(), this::keepOffFeedCores);
        main = new StartingThread(heartbeats);
        tapeThreads = new TapeThreads(heartbeats, faults, this::keepOffFeedCores);
    }

    /**
     * Opens the tape and starts every thread; the lines connect from then on, for ever.
     *
     * @param strategies run behind the parser handler.
     * @throws IOException where the certificate file, the journal or the latency log cannot be used.
     * @throws UnknownRoleException where a thread is to stand still that there is not.
     */
    public void start(final List<TradeListener> strategies) throws IOException {
        LOG.info(
                "Starting aggTrades streams for {} symbols",
                config.source().symbols().size());
        try {
            main.await("the trust store");
            liveness.start();
            network = new RecorderNetwork(config.source(), config.repair().weightShare(), heartbeats);
            LOG.atLevel(network.isTlsFallback() ? Level.WARN : Level.INFO)
                    .log("TLS of the streams: {}", network.tlsEngine());
            main.await("the tape to open");
            writer = TapeWriter.open(config.tape());
            liveness.expose(config.tape().directory(), RecorderFigures.gauges(config));
            main.await("the handlers to start");
            tapeThreads.start(writer);
            final TapeState recovered = writer.recovered();
            pipeline = new Pipeline(config.pipeline(), writer, recovered, strategies, holes::onGap, faults, heartbeats);
            pipeline.start();
            main.await("the latency log");
            reporter = new Reporter(
                    lineLog,
                    Reporter.openLog(config, pipeline, network.tlsEngine()),
                    config.clockIntervalMs(),
                    heartbeats,
                    this::keepOffFeedCores);
            main.await("the feed to start");
            feeds = new FeedThreads(
                    config, network, detour.apply(network.dialing()), pipeline, lineLog, faults, heartbeats);
            feeds.lines().forEach(lineLog::add);
            feeds.offer(sessions.start());
            feeds.start();
            main.await("the threads beside the trades to start");
            startRepair(recovered);
            figures = new RecorderFigures(pipeline, feeds, repair.counters(), liveness::troubles);
            startWatchdog();
            reporter.start(
                    network.rest().clock(),
                    feeds,
                    new DiskLog(pipeline.journalCounters(), writer.pageToucher()::reason),
                    taskLog(),
                    liveness);
            reporter.measureHiccup(config, pipeline);
            liveness.show(figures.gauges());
            liveness.started();
            main.idle();
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

    /** Gives each of its threads something to run; the answer tells which have come to it. While it runs, one at a time. */
    public Probe probe() {
        return Probed.probe(
                feeds,
                config.pipeline().threading().handlerRoles(),
                List.of(tapeThreads, repair, watchdog, reporter, Probed.of(LivenessThread.ROLE, liveness::probe)));
    }

    /** Takes a trade as the lines would bring it, on the first feed thread; false where there is no room for now. */
    public boolean offer(final RepairFrame frame) {
        return feeds.offer(frame);
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
        return figures.silentSymbols(config.source());
    }

    /** The symbols of which trades came in this run, and none that the tape did not have. */
    public List<String> repeatedSymbols() {
        return figures.repeatedSymbols(config.source());
    }

    /** The command that fetches what this run has left open. */
    public String repairCommand() {
        final NetworkConfig source = config.source().network();
        return "aggtape repair " + config.tape().directory()
                + (network.rest().isKnown() ? "" : " --rest URL")
                + (source.caFile() == null ? "" : " --ca " + source.caFile());
    }

    /** Stops in order: feed, ring drained, journal closed, reporter; then says what it came to. */
    public RecorderSummary stop() {
        if (summary == null) {
            liveness.stopping();
            final boolean isFaulted = fault.get() != null;
            main.await("the repair to close");
            repair.close();
            main.await("the feed to close", 2 * FEED_STOP_MS);
            final boolean isHandedOn = feeds.stop(isFaulted ? 0 : FEED_STOP_MS, isFaulted ? null : sessions.end());
            main.await("the handlers to close", DRAIN_MS);
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
        endIn("tape's threads", tapeThreads, () -> tapeThreads.close());
        endIn("tape", writer, this::closeTape);
        endIn("reporter", reporter, () -> reporter.close());
        endIn("network", network, () -> network.close());
        main.idle();
        liveness.close();
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
            main.await("the " + role + " to close");
            try {
                ending.run();
            } catch (final RuntimeException e) {
                onFault(role, e);
            }
        }
    }

    private void startRepair(final TapeState recovered) {
        final TradePages rest = network.rest()
                .client()
                .<TradePages>map(client -> client)
                .orElseGet(() -> new UnknownRest(config.source().market()));
        repair = new RepairThread(
                config.repair(), rest, holes, feeds::offer, recovered, repairCommand(), heartbeats.make("repair"));
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

    private TaskLog taskLog() {
        final String whyNoRepair = config.repair().isEnabled() ? null : "--no-repair, holes are recorded and stay open";
        final List<BackgroundTask> tasks = List.of(
                new BackgroundTask("repair", whyNoRepair, repair::state),
                reporter.clockTask(network.rest().isKnown()),
                BackgroundTask.of("watchdog", () -> BackgroundTask.RUNNING),
                BackgroundTask.of("reporter", () -> BackgroundTask.RUNNING));
        final DataCheck.Figures seen = DataCheck.of(pipeline, config.source().market());
        return new TaskLog(feeds, lineLog, tasks, heartbeats, seen, System.nanoTime());
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
}
