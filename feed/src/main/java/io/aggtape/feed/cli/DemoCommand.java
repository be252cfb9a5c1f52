package io.aggtape.feed.cli;

import io.aggtape.feed.NetworkConfig;
import io.aggtape.feed.Recorder;
import io.aggtape.feed.RecorderConfig;
import io.aggtape.feed.RecorderSummary;
import io.aggtape.feed.RotationPlan;
import io.aggtape.feed.SourceConfig;
import io.aggtape.feed.StreamNames;
import io.aggtape.feed.exchange.Exchange;
import io.aggtape.feed.exchange.ExchangeConfig;
import io.aggtape.feed.exchange.Program;
import io.aggtape.journal.Market;
import io.aggtape.journal.TapeReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code aggtape demo}: exchange, recorder and tape on this machine, over TLS on loopback. */
@Command(
        name = "demo",
        description = {
            "Starts an exchange on loopback that makes trades like the real ones, records them over TLS, and shows",
            "each stage of the connect, the first trade of each stream, and the latency of every hop."
        },
        footer = {
            "",
            "Examples:",
            "  aggtape demo --for 20s",
            "  aggtape demo --for 20s --intensity 100 BTCUSDT ETHUSDT",
            "  aggtape demo --json"
        })
final class DemoCommand implements Callable<Integer> {
    private static final long DRAIN_NS = 10_000_000_000L;

    @Parameters(
            paramLabel = "SYMBOL",
            arity = "0..*",
            split = ",",
            description = "Symbols to make trades of. Default: BTCUSDT ETHUSDT BNBUSDT SOLUSDT.")
    private List<String> symbols;

    @Option(
            names = "--for",
            defaultValue = "20s",
            paramLabel = "D",
            converter = Durations.class,
            description = "How long. Default: ${DEFAULT-VALUE}.")
    private Duration duration;

    @Option(
            names = "--intensity",
            defaultValue = "20",
            paramLabel = "X",
            description = "How many times as busy as the real market the data was taken from. Default: "
                    + "${DEFAULT-VALUE}.")
    private double intensity;

    @Option(
            names = "--seed",
            defaultValue = "1",
            paramLabel = "N",
            description = "The same seed makes the same trades. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Mixin
    private TlsOption tls;

    @Mixin
    private RecorderOptions options;

    @Mixin
    private LogOptions logging;

    @Mixin
    private JsonOutput json;

    @Spec
    private CommandSpec spec;

    private long drainEndNs;

    @Override
    public Integer call() {
        final StopSignal stop = Aggtape.stopSignal(spec);
        return logging.run(spec, logs -> () -> record(CommandFault.orUsage(this::played), logs, stop));
    }

    private List<String> played() {
        return StreamNames.normalise(symbols == null || symbols.isEmpty() ? Program.DEMO_SYMBOLS : symbols);
    }

    private int record(final List<String> played, final Logs logs, final StopSignal stop) throws IOException {
        final Path directory = options.journal == null ? temporaryDirectory() : newDirectory();
        final Runs runs = new Runs(spec.commandLine().getOut(), logs, json);
        try (Exchange exchange = startExchange(played)) {
            final RecorderConfig config = CommandFault.orUsage(() -> config(exchange, played, directory));
            final Recorder recorder = runs.start(config);
            final long endNs = System.nanoTime() + duration.toNanos();
            final RecorderSummary summary = runs.finish(
                    recorder, stop, () -> isDone(exchange, recorder, stop.isAsked() || System.nanoTime() - endNs >= 0));
            final Map<String, Object> figures = new LinkedHashMap<>();
            figures.put("served", exchange.servedCount());
            figures.putAll(RecorderConsole.figures(summary));
            runs.print(figures, summary);
            runs.requireHealth(recorder);
            logs.err().println("the tape is in " + directory + ": aggtape cat -n 5 --journal " + directory);
            if (exchange.servedCount() == 0) {
                logs.err().println("nothing was served: no line had subscribed in time");
            }
            final boolean isComplete = exchange.servedCount() > 0
                    && exchange.servedCount() == summary.journaled()
                    && summary.received() == summary.journaled()
                    && summary.gaps() == 0
                    && summary.duplicates() == 0
                    && summary.isDrained();
            return isComplete ? ExitCode.OK : ExitCode.DATA_FAULT;
        }
    }

    /** Time is up: the exchange stops first, and what it served has to arrive before the recorder may stop. */
    private boolean isDone(final Exchange exchange, final Recorder recorder, final boolean isTimeUp) {
        if (drainEndNs == 0) {
            if (!isTimeUp) {
                return false;
            }
            exchange.stopPlayback();
            drainEndNs = System.nanoTime() + DRAIN_NS;
        }
        return recorder.status().journaled() >= exchange.servedCount() || System.nanoTime() - drainEndNs >= 0;
    }

    /** The trades of each demo begin at the same ids: on the tape of another one they would be known already. */
    private Path newDirectory() {
        if (Files.isDirectory(options.journal) && TapeReader.isTape(options.journal)) {
            throw new CommandFault(
                    ExitCode.USAGE, options.journal + " holds a tape already: a demo wants a directory of its own");
        }
        return options.journal;
    }

    private static Path temporaryDirectory() {
        try {
            return Files.createTempDirectory("aggtape-demo-");
        } catch (final IOException e) {
            throw new CommandFault(
                    ExitCode.JOURNAL,
                    "cannot make a directory in " + System.getProperty("java.io.tmpdir") + " for the tape: "
                            + CommandFault.reason(e),
                    e);
        }
    }

    private Exchange startExchange(final List<String> played) throws IOException {
        final Exchange exchange = CommandFault.orUsage(
                () -> new Exchange(ExchangeConfig.of(Market.SPOT, Program.generated(played, seed, intensity))));
        exchange.start();
        return exchange;
    }

    private RecorderConfig config(final Exchange exchange, final List<String> played, final Path directory) {
        final SourceConfig source = new SourceConfig(
                Market.SPOT,
                played,
                1,
                200,
                1 << 18,
                RotationPlan.DEFAULT,
                new NetworkConfig(
                        exchange.webSocketUri(),
                        exchange.restUri(),
                        exchange.caPem(),
                        null,
                        Map.of(),
                        10_000,
                        tls.engine()));
        return options.toConfig(source, directory);
    }
}
