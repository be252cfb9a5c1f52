package io.aggtape.feed;

import io.aggtape.feed.doctor.AttachChecks;
import io.aggtape.feed.doctor.Check;
import io.aggtape.feed.doctor.Finding;
import io.aggtape.feed.exchange.Exchange;
import io.aggtape.feed.exchange.ExchangeConfig;
import io.aggtape.feed.exchange.Pace;
import io.aggtape.feed.exchange.Program;
import io.aggtape.feed.liveness.Gauge;
import io.aggtape.feed.liveness.LivenessConfig;
import io.aggtape.feed.liveness.LivenessThread;
import io.aggtape.journal.Market;
import io.aggtape.journal.TapeConfig;
import io.aggtape.journal.TapeState;
import io.aggtape.journal.TapeWriter;
import io.aggtape.pipeline.CpuPlan;
import io.aggtape.pipeline.GapListener;
import io.aggtape.pipeline.Heartbeats;
import io.aggtape.pipeline.OrderFlowConfig;
import io.aggtape.pipeline.Pipeline;
import io.aggtape.pipeline.PipelineConfig;
import io.aggtape.pipeline.ThreadingMode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.agrona.concurrent.SystemNanoClock;

/**
 * A recorder's parts, made as {@link Recorder} makes them, of which a test starts those that it likes: the rest was
 * forgotten. What it says of them it says by the recorder's own log, watch and counters.
 */
final class RunInParts implements AutoCloseable {
    static final int RING_SLOTS = 64;
    private static final List<String> SYMBOLS = List.of("BTCUSDT");

    final LogLines log = LogLines.open();
    final List<Throwable> faults = new CopyOnWriteArrayList<>();
    final Heartbeats heartbeats = new Heartbeats();
    final RecorderRig rig;
    final LivenessThread liveness;
    final Pipeline pipeline;
    final FeedThreads feeds;

    private final Exchange exchange;
    private final Path journal;
    private final RecorderNetwork network;
    private final TapeWriter writer;
    private final LineLog lineLog = new LineLog(SystemNanoClock.INSTANCE);
    private final TaskLog tasks;
    private final long startNs = System.nanoTime();

    /** Nothing is started but the watch over the threads. */
    RunInParts(final Path directory, final UnaryOperator<Dialing> dialing) throws IOException {
        exchange = exchange();
        rig = new RecorderRig(exchange, directory);
        journal = directory.resolve("tape");
        final RecorderConfig config = config(rig.config(Market.SPOT, SYMBOLS));
        liveness = new LivenessThread(heartbeats, config.liveness(), () -> {});
        liveness.start();
        network = new RecorderNetwork(config.source(), config.repair().weightShare(), heartbeats);
        writer = TapeWriter.open(config.tape());
        final TapeState recovered = writer.recovered();
        pipeline = new Pipeline(
                config.pipeline(), writer, recovered, List.of(), GapListener.NONE, this::onFault, heartbeats);
        feeds = new FeedThreads(
                config, network, dialing.apply(network.dialing()), pipeline, lineLog, this::onFault, heartbeats);
        feeds.lines().forEach(lineLog::add);
        final DataCheck.Figures seen = DataCheck.of(pipeline, config.source().market());
        tasks = new TaskLog(feeds, lineLog, List.of(), heartbeats, seen, startNs);
    }

    /** One that trades, and has started. */
    static Exchange exchange() throws IOException {
        final Exchange started = new Exchange(
                ExchangeConfig.of(Market.SPOT, Program.generated(SYMBOLS, 1, 1)).withPace(Pace.rate(500)));
        started.start();
        return started;
    }

    private RecorderConfig config(final RecorderConfig usual) {
        return new RecorderConfig(
                        usual.source(),
                        new PipelineConfig(
                                RING_SLOTS,
                                512,
                                1,
                                ThreadingMode.PARALLEL,
                                "blocking",
                                CpuPlan.none(),
                                64,
                                OrderFlowConfig.DEFAULT),
                        usual.feedIdle(),
                        TapeConfig.of(journal),
                        usual.repair(),
                        usual.latencyLog(),
                        0,
                        usual.description())
                .withLiveness(new LivenessConfig(TimeUnit.MILLISECONDS.toNanos(300), List.of()));
    }

    /** Whoever starts the threads believes that all run: what the recorder does then. */
    RunInParts started() {
        final List<Gauge> gauges =
                new RecorderFigures(pipeline, feeds, new RepairCounters(), liveness::troubles).gauges();
        liveness.expose(journal, gauges.size());
        liveness.show(gauges);
        liveness.started();
        return this;
    }

    /** What the log says of tasks and data so long after the start. */
    List<String> taskLogAfter(final long seconds) {
        final int before = log.all().size();
        final long nowNs = startNs + TimeUnit.SECONDS.toNanos(seconds);
        tasks.pollAgents(nowNs);
        lineLog.drain();
        tasks.poll(nowNs);
        return log.all().stream()
                .skip(before)
                .filter(line -> line.contains(" TaskLog - "))
                .toList();
    }

    /** Waits for a line of the log that begins so; returns it. */
    String awaitLine(final String start) {
        rig.await(start + " in " + log.all(), () -> log.all().stream().anyMatch(line -> line.startsWith(start)));
        return log.all().stream()
                .filter(line -> line.startsWith(start))
                .findFirst()
                .orElseThrow();
    }

    /** What {@code doctor --attach} finds of this test, once the run shows itself. */
    Finding attached(final String test) throws InterruptedException {
        rig.await("doctor --attach to know " + test, () -> find(test).isPresent());
        return find(test).orElseThrow();
    }

    private Optional<Finding> find(final String test) throws InterruptedException {
        for (final Check check : AttachChecks.of(journal)) {
            if (check.name().equals(test)) {
                return Optional.of(check.run());
            }
        }
        return Optional.empty();
    }

    private void onFault(final String role, final Throwable fault) {
        faults.add(fault);
    }

    /** As the recorder does after a fault. */
    @Override
    public void close() {
        liveness.stopping();
        feeds.stop(0, null);
        pipeline.stop(100);
        writer.close();
        network.close();
        liveness.close();
        exchange.close();
        log.close();
    }
}
