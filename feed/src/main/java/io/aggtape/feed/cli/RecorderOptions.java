package io.aggtape.feed.cli;

import io.aggtape.feed.ReaderMode;
import io.aggtape.feed.RecorderConfig;
import io.aggtape.feed.SourceConfig;
import io.aggtape.feed.liveness.LivenessConfig;
import io.aggtape.journal.RollCycle;
import io.aggtape.journal.TapeConfig;
import io.aggtape.pipeline.CpuPlan;
import io.aggtape.pipeline.CpuTopology;
import io.aggtape.pipeline.IdleStrategies;
import io.aggtape.pipeline.OrderFlowConfig;
import io.aggtape.pipeline.PipelineConfig;
import io.aggtape.pipeline.ThreadingMode;
import io.aggtape.pipeline.WaitStrategies;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A mixin: what every command that records has, and how it becomes a configuration. */
final class RecorderOptions {
    private static final DateTimeFormatter RUN_NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

    @Mixin
    TuningOptions tuning;

    @Mixin
    TapeOptions tape;

    @Mixin
    RepairOptions repair;

    @Option(
            names = "--journal",
            paramLabel = "DIR",
            description = "Directory of the tape; made where absent, and by record continued where not. Default: "
                    + "aggtape-journal; for demo, which wants one of its own, among the temporary files.")
    Path journal;

    @Option(
            names = "--roll",
            defaultValue = "daily",
            paramLabel = "CYCLE",
            description = "When the tape begins a new file: daily or hourly, UTC. Default: ${DEFAULT-VALUE}.")
    String roll;

    @Option(
            names = "--latency-log",
            paramLabel = "FILE.hlog",
            description = "The run's latency histograms, a tag a hop. Default: latency-TIME.hlog in the journal.")
    Path latencyLog;

    @Option(
            names = "--clock-interval",
            defaultValue = "60s",
            paramLabel = "D",
            converter = Durations.class,
            description =
                    "How often the exchange's clock is measured by REST; 0s for never. " + "Default: ${DEFAULT-VALUE}.")
    Duration clockInterval;

    @Mixin
    LivenessOptions liveness;

    /** The configuration of a run that records this source in this directory. */
    RecorderConfig toConfig(final SourceConfig source, final Path directory) {
        final ThreadingMode threading = ThreadingMode.ofName(tuning.threading);
        final CpuPlan plan =
                CpuPlan.parse(tuning.cpu, CpuTopology.ofThisProcess(), tuning.feedThreads, threading.handlerRoles());
        final String wait = tuning.waitStrategy.equals("auto") ? WaitStrategies.defaultName(plan) : tuning.waitStrategy;
        final String idle = tuning.idleStrategy.equals("auto") ? IdleStrategies.defaultName(plan) : tuning.idleStrategy;
        final PipelineConfig pipeline = new PipelineConfig(
                tuning.ringSlots,
                tuning.slotBytes,
                tuning.feedThreads,
                threading,
                wait,
                plan,
                tuning.history,
                OrderFlowConfig.ofLargeTrade(tuning.largeTrade));
        IdleStrategies.byName(idle);
        final ReaderMode reader = ReaderMode.ofName(tuning.reader);
        final LivenessConfig watched = liveness.toConfig();
        return new RecorderConfig(
                source,
                pipeline,
                idle,
                tape.apply(TapeConfig.of(directory).withRollCycle(rollCycle())),
                repair.toConfig(),
                latencyLog == null ? defaultLatencyLog(directory) : latencyLog,
                clockInterval.toMillis(),
                describe(source, directory, plan, wait, idle),
                watched,
                reader);
    }

    private RollCycle rollCycle() {
        for (final RollCycle cycle : RollCycle.values()) {
            if (cycle.name().equalsIgnoreCase(roll)) {
                return cycle;
            }
        }
        throw new IllegalArgumentException("no roll cycle is called '" + roll + "': use daily or hourly");
    }

    private String describe(
            final SourceConfig source, final Path directory, final CpuPlan plan, final String wait, final String idle) {
        return String.join(
                "\n",
                "market=" + source.market().label(),
                "symbols=" + String.join(",", source.symbols()),
                "endpoint=" + source.network().endpoint(),
                "rest=" + source.network().rest(),
                "journal=" + directory.toAbsolutePath(),
                "sync=" + tape.sync,
                "threading=" + tuning.threading,
                "feed-threads=" + tuning.feedThreads,
                "cpu=" + plan.explain(),
                "wait=" + wait,
                "idle=" + idle,
                "reader=" + tuning.reader,
                "repair=" + repair.repair,
                "since-last=" + repair.sinceLast,
                "max-repair=" + repair.maxRepair,
                "ring-slots=" + tuning.ringSlots,
                "jvm=" + System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"),
                "os=" + System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + Runtime.getRuntime().availableProcessors() + " cores");
    }

    private static Path defaultLatencyLog(final Path directory) {
        return directory.resolve("latency-" + RUN_NAME.format(Instant.now()) + ".hlog");
    }
}
