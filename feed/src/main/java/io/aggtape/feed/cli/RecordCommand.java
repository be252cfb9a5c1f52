package io.aggtape.feed.cli;

import io.aggtape.feed.Recorder;
import io.aggtape.feed.RecorderConfig;
import io.aggtape.feed.RecorderSummary;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code aggtape record}: records until told to stop. */
@Command(
        name = "record",
        description = "Records the aggregate trades of these symbols until Ctrl-C, --for or --trades.",
        footer = {
            "",
            "Examples:",
            "  aggtape record BTCUSDT ETHUSDT --journal ./tape",
            "  aggtape record BTCUSDT --market usdm --for 1h",
            "  aggtape record BTCUSDT --endpoint wss://data-stream.binance.vision",
            "  aggtape record BTCUSDT --cpu feed=1,parser=2,metrics=3,journal=4",
            "  aggtape record BTCUSDT --endpoint wss://localhost:9443 --rest https://localhost:9443 --ca ca.pem"
        })
final class RecordCommand implements Callable<Integer> {
    @Parameters(paramLabel = "SYMBOL", arity = "1..*", split = ",", description = "Symbols, for example BTCUSDT.")
    private List<String> symbols;

    @Mixin
    private SourceOptions source;

    @Mixin
    private RecorderOptions options;

    @Option(
            names = "--for",
            paramLabel = "D",
            converter = Durations.class,
            description = "Stop after this long. Default: never.")
    private Duration duration;

    @Option(names = "--trades", paramLabel = "N", description = "Stop when this many are journaled. Default: never.")
    private Long trades;

    @Mixin
    private LogOptions logging;

    @Mixin
    private JsonOutput json;

    @Spec
    private CommandSpec spec;

    private long repairEndNs;

    @Override
    public Integer call() {
        final Path directory = options.journal == null ? JournalOption.DEFAULT : options.journal;
        final StopSignal stop = Aggtape.stopSignal(spec);
        return logging.run(
                spec,
                logs -> () -> record(
                        CommandFault.orUsage(() -> options.toConfig(source.toConfig(symbols), directory)), logs, stop));
    }

    private int record(final RecorderConfig config, final Logs logs, final StopSignal stop) {
        final Runs runs = new Runs(spec.commandLine().getOut(), logs, json);
        final Recorder recorder = runs.start(config);
        final long endNs = duration == null ? Long.MAX_VALUE : System.nanoTime() + duration.toNanos();
        final RecorderSummary summary =
                runs.finish(recorder, stop, () -> stop.isAsked() || isDone(recorder, endNs) && isRepaired(recorder));
        runs.print(RecorderConsole.figures(summary), summary);
        runs.requireHealth(recorder);
        return exitCode(recorder, summary, logs.err());
    }

    /** Says all that a person should know of the run; the gravest of it decides. */
    private static int exitCode(final Recorder recorder, final RecorderSummary summary, final PrintWriter err) {
        if (recorder.lines().stream().allMatch(line -> line.connects() == 0)) {
            err.println("nothing was recorded: no line ever reached the exchange; the log above says why");
            return summary.isDrained() ? ExitCode.NETWORK : ExitCode.INTERNAL;
        }
        int code = ExitCode.OK;
        final long openHoles = summary.repair().openHoles();
        if (openHoles > 0) {
            err.println(summary.repair().openIds() + " ids are still missing in " + openHoles
                    + (openHoles == 1 ? " hole" : " holes") + ": " + recorder.repairCommand() + " fetches them");
        }
        final List<String> repeated = recorder.repeatedSymbols();
        final List<String> silent = recorder.silentSymbols().stream()
                .filter(symbol -> !repeated.contains(symbol))
                .toList();
        if (!silent.isEmpty()) {
            err.println("no trade came of " + String.join(" ", silent)
                    + ": the exchange acks names that do not exist; check the symbols, --market and --endpoint");
        }
        if (!repeated.isEmpty()) {
            err.println("nothing of " + String.join(" ", repeated)
                    + " was recorded: each trade that came has an id that the tape knows already, so this is another "
                    + "exchange, or its ids have begun again; use another --journal");
            code = ExitCode.DATA_FAULT;
        }
        if (summary.journal().conflicts() > 0) {
            err.println(summary.journal().conflicts()
                    + " trades came a second time with other content: both are on the tape, see aggtape verify");
            code = ExitCode.DATA_FAULT;
        }
        if (summary.journal().isPaused()) {
            err.println("stopped while the disk was full: what came since is not on the tape; the next run names and "
                    + "fetches it once there is space");
            code = ExitCode.JOURNAL;
        }
        if (!summary.isDrained()) {
            err.println("stopped before all that was received was written; the tape is as after a crash, and the next "
                    + "run names what is missing");
            code = ExitCode.INTERNAL;
        }
        return code;
    }

    /** Done but for what is being repaired, which may take its while, and no longer. */
    private boolean isRepaired(final Recorder recorder) {
        if (repairEndNs == 0) {
            repairEndNs = System.nanoTime() + options.repair.wait.toNanos();
        }
        return !recorder.repair().isBusy() || System.nanoTime() - repairEndNs >= 0;
    }

    private boolean isDone(final Recorder recorder, final long endNs) {
        return (duration != null && System.nanoTime() - endNs >= 0)
                || (trades != null && recorder.status().journaled() >= trades);
    }
}
