package io.aggtape.feed;

import io.aggtape.feed.rest.TradePages;
import io.aggtape.journal.Gap;
import io.aggtape.journal.Instrument;
import io.aggtape.journal.Market;
import io.aggtape.journal.TapeConfig;
import io.aggtape.journal.TapeState;
import io.aggtape.journal.TapeWriter;
import io.aggtape.pipeline.CpuPlan;
import io.aggtape.pipeline.FramePublisher;
import io.aggtape.pipeline.Heartbeats;
import io.aggtape.pipeline.OrderFlowConfig;
import io.aggtape.pipeline.Pipeline;
import io.aggtape.pipeline.PipelineConfig;
import io.aggtape.pipeline.ThreadingMode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.SleepingMillisIdleStrategy;
import org.agrona.concurrent.SystemNanoClock;

/**
 * Repairs a tape that nobody writes, by the repairer and the handlers of the recorder: this thread runs the one and
 * publishes for the other. Holds the tape's lock until it is closed. Owned by one thread.
 */
public final class TapeRepair implements AutoCloseable {
    private static final long MIN_FREE_BYTES = 8 << 20;

    private static final long DRAIN_MS = 30_000;
    private static final long FAULT_DRAIN_MS = 100;
    private static final long IDLE_NS = 1_000_000;

    private final Path journal;
    private final RepairConfig config;
    private final TapeWriter writer;
    private final TapeState recovered;
    private final Predicate<Instrument> isWanted;
    private final Sessions sessions;
    private final AtomicReference<Throwable> fault = new AtomicReference<>();
    private final List<Hole> holes = new ArrayList<>();

    private AgentRunner pageToucher;
    private Pipeline pipeline;
    private volatile HoleInbox inbox = new HoleInbox();
    private boolean isShutOut;

    /**
     * Takes the tape's lock and reads all that it holds.
     *
     * @param isWanted which instruments to repair.
     * @throws io.aggtape.journal.JournalLockedException where the tape is being written.
     * @throws io.aggtape.journal.JournalUnreadableException where there is no tape.
     */
    public TapeRepair(final Path journal, final RepairConfig config, final Predicate<Instrument> isWanted) {
        this.journal = journal;
        this.config = config;
        this.isWanted = isWanted;
        sessions = new Sessions("command=repair\nmax-repair=" + config.maxIdsPerHole());
        final TapeConfig tape = TapeConfig.ofExisting(journal);
        // What is fetched is little, and whoever recorded on a small disk had said so then, not now.
        writer = TapeWriter.openByScan(tape.withSpace(tape.space().withMinFree(MIN_FREE_BYTES)));
        recovered = writer.recovered();
    }

    /** The markets of which a wanted instrument has an open hole. */
    public Set<Market> markets() {
        final Set<Market> markets = EnumSet.noneOf(Market.class);
        for (int i = 0; i < recovered.instruments().size(); i++) {
            final Instrument instrument = recovered.instruments().byIndex(i);
            if (isWanted.test(instrument) && recovered.continuity().openHoles(instrument) > 0) {
                markets.add(instrument.market());
            }
        }
        return markets;
    }

    /**
     * The base of the REST URLs that have a market's trades, by what the tape's recorders have written.
     *
     * @throws IllegalArgumentException where that is not known, or not the same for all.
     */
    public URI restOf(final Market market) {
        return TapeOrigin.restOf(recovered.configurations(), MarketProfile.of(market));
    }

    /** The symbols of the tape that have holes, and are not to be repaired. */
    public Set<String> othersWithHoles() {
        final Set<String> others = new TreeSet<>();
        for (int i = 0; i < recovered.instruments().size(); i++) {
            final Instrument instrument = recovered.instruments().byIndex(i);
            if (!isWanted.test(instrument) && recovered.continuity().openHoles(instrument) > 0) {
                others.add(instrument.market().label() + ':' + instrument.symbol());
            }
        }
        return others;
    }

    /** Whether the tape has trades of any instrument that is to be repaired. */
    public boolean hasWanted() {
        boolean hasAny = false;
        for (int i = 0; i < recovered.instruments().size(); i++) {
            hasAny |= isWanted.test(recovered.instruments().byIndex(i));
        }
        return hasAny;
    }

    /** Whether the disk is full, so that what is fetched cannot be written. */
    public boolean isDiskFull() {
        return pipeline != null && pipeline.journalCounters().isPaused();
    }

    /**
     * Repairs one market after the other; once.
     *
     * @param networks how to reach the REST of each of {@link #markets()}.
     * @param progress given the counters of the market in hand, many times a second.
     * @param notices told, for a person, what concerns more than one hole.
     * @param isStopAsked ends it early.
     * @return whether every trade that was fetched is on the tape.
     * @throws IOException where a certificate file cannot be read.
     */
    public boolean run(
            final Map<Market, NetworkConfig> networks,
            final Consumer<RepairCounters> progress,
            final Consumer<String> notices,
            final BooleanSupplier isStopAsked)
            throws IOException {
        final List<Repairer> repairers = new ArrayList<>();
        start();
        publish(sessions.start());
        for (final Map.Entry<Market, NetworkConfig> network : networks.entrySet()) {
            final MarketProfile profile = MarketProfile.of(network.getKey());
            final TradePages rest = RestAccess.of(profile, network.getValue(), config.weightShare())
                    .client()
                    .<TradePages>map(client -> client)
                    .orElseGet(() -> new UnknownRest(profile.market()));
            final HoleCollector collector = new HoleCollector(notices);
            final HoleInbox own = new HoleInbox();
            inbox = own;
            final Repairer repairer = new Repairer(
                    config, rest, own, this::publish, SystemNanoClock.INSTANCE, collector, "aggtape repair " + journal);
            repairer.seed(recovered, isWanted);
            holes.addAll(collector.holes());
            repairers.add(repairer);
            work(repairer, progress, isStopAsked);
            isShutOut |= repairer.isShutOutByRest();
            awaitTape();
            repairer.takeLastChanges();
        }
        publish(sessions.end());
        return pipeline.stop(fault.get() == null ? DRAIN_MS : FAULT_DRAIN_MS) && fault.get() == null;
    }

    /** The holes that the tape had, and what has become of each. */
    public List<Hole> holes() {
        return holes;
    }

    /** Whether REST could not be reached, or refused this address, and holes are open for that. */
    public boolean isShutOutByRest() {
        return isShutOut;
    }

    /** What ended a handler before its time, or null. */
    public Throwable fault() {
        return fault.get();
    }

    /** Ends what runs, and gives the tape free. */
    @Override
    public void close() {
        if (pipeline != null && !pipeline.isEnded()) {
            pipeline.stop(FAULT_DRAIN_MS);
        }
        if (pageToucher != null) {
            OneFaultAgent.end(pageToucher);
        }
        if (pipeline == null || pipeline.isEnded()) {
            writer.close();
        }
    }

    private void start() {
        final PipelineConfig ring = new PipelineConfig(
                1 << 12,
                512,
                1,
                ThreadingMode.SHARED,
                "blocking",
                CpuPlan.none(),
                1,
                OrderFlowConfig.ofLargeTrade("100000"));
        pageToucher = new AgentRunner(
                new SleepingMillisIdleStrategy(1),
                thrown -> onFault("page-toucher", OneFaultAgent.faultOf(thrown)),
                null,
                OneFaultAgent.of(writer.pageToucher(), new Heartbeats().make("page-toucher")));
        AgentRunner.startOnThread(pageToucher);
        pipeline = new Pipeline(ring, writer, recovered, List.of(), this::onGap, this::onFault, new Heartbeats());
        pipeline.start();
    }

    private void work(
            final Repairer repairer, final Consumer<RepairCounters> progress, final BooleanSupplier isStopAsked) {
        while (!repairer.isSettled() && fault.get() == null && !isDiskFull() && !isStopAsked.getAsBoolean()) {
            if (repairer.doWork() == 0) {
                progress.accept(repairer.counters());
                LockSupport.parkNanos(IDLE_NS);
            }
        }
        repairer.onClose();
    }

    /** The handlers have told of all that was published once nothing waits for them. */
    private void awaitTape() {
        final long deadlineNs = System.nanoTime() + DRAIN_MS * 1_000_000;
        while (pipeline.depth() > 0 && fault.get() == null && System.nanoTime() - deadlineNs < 0) {
            LockSupport.parkNanos(IDLE_NS);
        }
    }

    private void onGap(final Gap gap) {
        inbox.onGap(gap);
    }

    private void onFault(final String role, final Throwable thrown) {
        fault.compareAndSet(null, thrown);
    }

    private boolean publish(final Object item) {
        final FramePublisher publisher = pipeline.publisher(0);
        if (item instanceof RepairFrame) {
            final RepairFrame frame = (RepairFrame) item;
            return publisher.publish(
                    frame.context(),
                    true,
                    System.nanoTime(),
                    frame.receiveEpochNs(),
                    frame.text(),
                    0,
                    frame.text().capacity());
        }
        return publisher.publishEvent(item);
    }
}
