package io.aggtape.feed.cli;

import io.aggtape.bench.WindowedLatency;
import io.aggtape.feed.Recorder;
import io.aggtape.feed.RecorderConfig;
import io.aggtape.feed.RecorderSummary;
import io.aggtape.journal.AggTrade;
import io.aggtape.pipeline.HandlerCounters;
import io.aggtape.pipeline.TradeListener;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code record}, until so many trades are journaled; with a strategy that measures latency where that is asked. */
@Command(name = "record", description = "Records, journals and measures everything, as aggtape record does.")
final class MeasuredRecordCommand implements Callable<Integer> {
    private static final long TICK_MS = 1;

    @Parameters(paramLabel = "SYMBOL", arity = "1..*", split = ",", description = "Symbols, for example BTCUSDT.")
    private List<String> symbols;

    @Mixin
    private MeasureOptions measure;

    @Mixin
    private SourceOptions source;

    @Mixin
    private RecorderOptions options;

    @Mixin
    private LogOptions logging;

    @Mixin
    private JsonOutput json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        final Path directory = options.journal == null ? JournalOption.DEFAULT : options.journal;
        final WindowedLatency latency = CommandFault.orUsage(measure::latency);
        final StopSignal stop = Aggtape.stopSignal(spec);
        return logging.run(
                spec,
                logs -> () -> record(
                        CommandFault.orUsage(() -> options.toConfig(source.toConfig(symbols), directory)),
                        logs,
                        stop,
                        latency));
    }

    private int record(
            final RecorderConfig config, final Logs logs, final StopSignal stop, final WindowedLatency latency)
            throws InterruptedException {
        final Runs runs = new Runs(spec.commandLine().getOut(), logs, json);
        final List<TradeListener> strategies =
                latency == null ? List.of() : List.of(new LatencyStrategy(latency, measure));
        final Recorder recorder = runs.start(config, strategies);
        final HandlerCounters journal = recorder.pipeline().journalCounters();
        final MeasureOptions.Half half = new MeasureOptions.Half();
        long framesAtEnd = 0;
        while (framesAtEnd < measure.frames && !stop.isAsked() && !recorder.awaitFault(TICK_MS)) {
            framesAtEnd = journal.trades();
            if (latency == null) {
                half.look(framesAtEnd, measure.frames);
            }
        }
        if (framesAtEnd < measure.frames) {
            recorder.stop();
            runs.requireHealth(recorder);
            logs.err().println("stopped after " + framesAtEnd + " of " + measure.frames + " trades");
            return ExitCode.INTERNAL;
        }
        // Before the stop: what that allocates is not a trade's.
        final String saturation = latency == null ? measure.result(null, half, framesAtEnd) : null;
        final RecorderSummary summary = recorder.stop();
        runs.requireHealth(recorder);
        if (!summary.isDrained() || summary.gaps() > 0 || summary.rejected() > 0 || summary.duplicates() > 0) {
            logs.err().println("not all trades came once and whole: " + RecorderConsole.figures(summary));
            return ExitCode.DATA_FAULT;
        }
        spec.commandLine().getOut().println(latency == null ? saturation : measure.result(latency, half, framesAtEnd));
        return ExitCode.OK;
    }

    /** Where a strategy of the user would stand: behind the parser handler. */
    private static final class LatencyStrategy implements TradeListener {
        private final WindowedLatency latency;
        private final int warmUp;
        private final int frames;
        private int count;

        LatencyStrategy(final WindowedLatency latency, final MeasureOptions measure) {
            this.latency = latency;
            frames = measure.frames;
            warmUp = measure.warmUp();
        }

        @Override
        public void onTrade(final AggTrade trade) {
            if (count >= warmUp && count < frames) {
                latency.record(trade.lastTradeId, System.nanoTime() - trade.lastTradeId);
            }
            count++;
        }
    }
}
