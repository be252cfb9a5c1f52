package io.aggtape.feed;

import io.aggtape.feed.exchange.Exchange;
import io.aggtape.feed.liveness.LivenessConfig;
import io.aggtape.journal.CareConfig;
import io.aggtape.journal.Market;
import io.aggtape.journal.TapeConfig;
import io.aggtape.journal.TapeVerifier;
import io.aggtape.journal.VerifyFilter;
import io.aggtape.journal.VerifyReport;
import io.aggtape.pipeline.CpuPlan;
import io.aggtape.pipeline.OrderFlowConfig;
import io.aggtape.pipeline.PipelineConfig;
import io.aggtape.pipeline.ThreadingMode;
import io.aggtape.pipeline.TradeListener;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;

/** A recorder on a real exchange and a real tape, whose threads leave the machine to others. */
public final class RecorderRig {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final long CLOCK_INTERVAL_MS = 200;

    private final Exchange exchange;
    private final Path directory;
    private RepairConfig repair = RepairConfig.ofRecorder();
    private int lines = 1;
    private RotationPlan rotation = RotationPlan.DEFAULT;
    private boolean hasRest = true;
    private LivenessConfig liveness = LivenessConfig.DEFAULT;
    private CareConfig care = CareConfig.NONE;
    private String host = "";
    private Path authorities;
    private ThreadingMode threading = ThreadingMode.PARALLEL;
    private int feedThreads = 1;
    private ReaderMode reader = ReaderMode.AUTO;

    /** Records from {@code exchange} into a tape in {@code directory}. */
    public RecorderRig(final Exchange exchange, final Path directory) {
        this.exchange = exchange;
        this.directory = directory;
        authorities = exchange.caPem();
    }

    /** Does this about missing ids. */
    public RecorderRig withRepair(final RepairConfig wanted) {
        repair = wanted;
        return this;
    }

    /** Carries each stream on so many lines. */
    public RecorderRig withLines(final int wanted) {
        lines = wanted;
        return this;
    }

    /** Replaces connections so. */
    public RecorderRig withRotation(final RotationPlan wanted) {
        rotation = wanted;
        return this;
    }

    /** Does not say where REST is. */
    public RecorderRig withoutRest() {
        hasRest = false;
        return this;
    }

    /** Watches its threads so. */
    public RecorderRig withLiveness(final LivenessConfig wanted) {
        liveness = wanted;
        return this;
    }

    /** Cares for the tape so. */
    public RecorderRig withCare(final CareConfig wanted) {
        care = wanted;
        return this;
    }

    /** Knows the exchange by this name, which has to be looked up. */
    public RecorderRig withHost(final String wanted) {
        host = wanted;
        return this;
    }

    /** Runs the handlers so, behind so many feed threads. */
    public RecorderRig withThreads(final ThreadingMode handlers, final int feeds) {
        threading = handlers;
        feedThreads = feeds;
        return this;
    }

    /** Finds the lines with bytes so. */
    public RecorderRig withReader(final ReaderMode wanted) {
        reader = wanted;
        return this;
    }

    /** Trusts whom this file names. */
    public RecorderRig withAuthorities(final Path wanted) {
        authorities = wanted;
        return this;
    }

    /** A recorder that has started. */
    public Recorder start(final Market market, final Collection<String> symbols, final TradeListener... strategies)
            throws IOException {
        final Recorder recorder = new Recorder(config(market, symbols));
        recorder.start(List.of(strategies));
        return recorder;
    }

    /** Waits, but not for ever, and says what for. */
    public void await(final String what, final Callable<Boolean> isReached) {
        Awaitility.await(what).atMost(PATIENCE).pollDelay(Duration.ZERO).until(isReached);
    }

    /** What is on the tape. */
    public VerifyReport verify() {
        return TapeVerifier.verify(directory, VerifyFilter.ALL);
    }

    /** What {@link #start} starts. */
    public RecorderConfig config(final Market market, final Collection<String> symbols) {
        final URI streams = exchange.webSocketUri();
        final NetworkConfig network = new NetworkConfig(
                host.isEmpty() ? streams : URI.create(streams.toString().replace(streams.getHost(), host)),
                hasRest ? exchange.restUri() : null,
                authorities,
                null,
                Map.of(),
                10_000);
        return new RecorderConfig(
                new SourceConfig(market, List.copyOf(symbols), lines, 1_024, 1 << 18, rotation, network),
                new PipelineConfig(
                        1 << 14,
                        512,
                        feedThreads,
                        threading,
                        "blocking",
                        CpuPlan.none(),
                        1_024,
                        OrderFlowConfig.ofLargeTrade("100000")),
                "backoff",
                TapeConfig.of(directory).withCare(care),
                repair,
                directory.resolve("latency-" + System.nanoTime() + ".hlog"),
                CLOCK_INTERVAL_MS,
                "test=true",
                liveness,
                reader);
    }
}
