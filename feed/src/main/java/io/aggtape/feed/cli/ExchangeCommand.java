package io.aggtape.feed.cli;

import io.aggtape.feed.StreamNames;
import io.aggtape.feed.exchange.Exchange;
import io.aggtape.feed.exchange.ExchangeConfig;
import io.aggtape.feed.exchange.Pace;
import io.aggtape.feed.exchange.Program;
import io.aggtape.journal.Market;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code aggtape exchange}: Binance's wire on loopback, for tests of a recorder or of any other client. */
@Command(
        name = "exchange",
        description = {
            "Serves Binance's WebSocket and REST wire on this machine: archive CSV files, or generated trades.",
            "A stream starts when it is first subscribed to. On request it does wrong what Binance and the network can,",
            "so that a bot can be tested against it."
        },
        footer = {
            "",
            "Examples:",
            "  aggtape exchange --port 9443 --ca-out ca.pem",
            "  aggtape exchange --csv BTCUSDT-aggTrades-2024-08-08.zip --rate 10x --port 9443 --ca-out ca.pem",
            "  aggtape exchange --csv A=one.csv,B=two.csv.gz --rate max --until-done",
            "  aggtape exchange --fault drop,p=0.001 --fault disconnect=1001,every=20s --seed 7",
            "  aggtape exchange --fault rest-status=429,times=3,retry-after=2 --script faults.txt --served-out truth"
        })
final class ExchangeCommand implements Callable<Integer> {
    private static final long POLL_NS = TimeUnit.MILLISECONDS.toNanos(50);

    @Parameters(
            paramLabel = "SYMBOL",
            arity = "0..*",
            split = ",",
            description = "Symbols to generate where no file is given. Default: BTCUSDT ETHUSDT BNBUSDT SOLUSDT.")
    private List<String> symbols;

    @Option(
            names = "--csv",
            paramLabel = "FILE",
            split = ",",
            arity = "1..*",
            description = "Archive files, plain, .gz or .zip, as PATH or SYMBOL=PATH.")
    private List<String> csv = List.of();

    @Option(
            names = "--market",
            defaultValue = "spot",
            paramLabel = "MARKET",
            description = "spot, usdm or coinm. Default: ${DEFAULT-VALUE}.")
    private String market;

    @Option(
            names = "--host",
            defaultValue = "127.0.0.1",
            paramLabel = "ADDRESS",
            description = "Address to bind, or several such as 127.0.0.1,127.0.0.2. Default: ${DEFAULT-VALUE}.")
    private String host;

    @Option(
            names = "--port",
            defaultValue = "9443",
            paramLabel = "N",
            description = "Port; 0 for any. Default: ${DEFAULT-VALUE}.")
    private int port;

    @Option(names = "--plain", description = "No TLS: ws:// and http://.")
    private boolean isPlain;

    @Option(
            names = "--rate",
            defaultValue = "recorded",
            paramLabel = "PACE",
            description = "recorded, Nx, trades a second in all, or max: as fast as clients read. "
                    + "Default: ${DEFAULT-VALUE}.")
    private String rate;

    @Option(
            names = "--intensity",
            defaultValue = "1",
            paramLabel = "X",
            description = "Generated trades: how many times as busy as the real market. Default: ${DEFAULT-VALUE}.")
    private double intensity;

    @Option(
            names = "--seed",
            defaultValue = "1",
            paramLabel = "N",
            description =
                    "The same seed generates the same trades and draws the same faults. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--ca-out", paramLabel = "FILE.pem", description = "Where to write the certificate to trust.")
    private Path caOut;

    @Option(names = "--for", paramLabel = "D", converter = Durations.class, description = "Stop after this long.")
    private Duration duration;

    @Option(names = "--until-done", description = "Stop when every file was served to its end and clients have left.")
    private boolean isUntilDone;

    @Mixin
    private FaultOptions faults;

    @Mixin
    private LogOptions logging;

    @Mixin
    private JsonOutput json;

    private CommandSpec spec;

    /** Called by picocli. */
    @Spec
    void describe(final CommandSpec given) {
        spec = given;
        FaultHelp.addTo(given);
    }

    @Override
    public Integer call() {
        final StopSignal stop = Aggtape.stopSignal(spec);
        return logging.run(spec, logs -> () -> serve(stop, logs));
    }

    private int serve(final StopSignal stop, final Logs logs) throws IOException {
        faults.prepare();
        try (Exchange exchange = CommandFault.orUsage(() -> new Exchange(config()))) {
            start(exchange);
            copyCertificate(exchange);
            announce(exchange, logs.err());
            final long endNs = duration == null ? Long.MAX_VALUE : System.nanoTime() + duration.toNanos();
            while (!stop.isAsked() && !isDone(exchange, endNs)) {
                requireHealth(exchange);
                LockSupport.parkNanos(POLL_NS);
            }
            requireHealth(exchange);
            exchange.stopPlayback();
            faults.writeServed(exchange);
            report(exchange);
            return ExitCode.OK;
        }
    }

    private void start(final Exchange exchange) {
        try {
            exchange.start();
        } catch (final IOException e) {
            throw new CommandFault(ExitCode.NETWORK, host + ":" + port + ": " + e.getMessage(), e);
        }
    }

    private ExchangeConfig config() {
        final List<String> generated =
                StreamNames.normalise(symbols == null || symbols.isEmpty() ? Program.DEMO_SYMBOLS : symbols);
        final Program program = csv.isEmpty() ? Program.generated(generated, seed, intensity) : Program.ofCsv(csv);
        final ExchangeConfig standard = ExchangeConfig.of(Market.ofLabel(market), program);
        return standard.withLimits(faults.limits(standard.limits()))
                .withFaults(faults.faults(seed))
                .withAddress(host, port)
                .withTls(!isPlain)
                .withPace(Pace.parse(rate));
    }

    private void copyCertificate(final Exchange exchange) {
        if (caOut == null || isPlain) {
            return;
        }
        try {
            Files.copy(exchange.caPem(), caOut, StandardCopyOption.REPLACE_EXISTING);
        } catch (final IOException e) {
            throw new CommandFault(
                    ExitCode.USAGE, "cannot write the certificate " + caOut + ": " + CommandFault.reason(e), e);
        }
    }

    private void announce(final Exchange exchange, final PrintWriter err) {
        err.println("streams: " + exchange.webSocketUri());
        err.println("REST:    " + exchange.restUri());
        err.println("symbols: " + String.join(" ", new TreeSet<>(exchange.symbols())));
        if (isPlain) {
            return;
        }
        final Path ca = caOut == null ? exchange.caPem() : caOut;
        err.println("trust:   " + ca);
        err.println("try:     aggtape record " + exchange.symbols().iterator().next() + " --market " + market
                + " --endpoint " + exchange.webSocketUri() + " --rest " + exchange.restUri() + " --ca " + ca);
    }

    private static void requireHealth(final Exchange exchange) {
        if (exchange.done().isCompletedExceptionally()) {
            try {
                exchange.done().join();
            } catch (final CompletionException e) {
                throw new IllegalStateException("the exchange's thread has ended", e.getCause());
            }
        }
    }

    private boolean isDone(final Exchange exchange, final long endNs) {
        return (duration != null && System.nanoTime() - endNs >= 0)
                || (isUntilDone && exchange.done().isDone() && exchange.connectionCount() == 0);
    }

    private void report(final Exchange exchange) {
        final Map<String, Object> served = new LinkedHashMap<>();
        for (final String symbol : new TreeSet<>(exchange.symbols())) {
            served.put(symbol, exchange.servedCount(symbol));
        }
        if (json.isAsked()) {
            json.line(Map.of("served", served, "total", exchange.servedCount(), "faults", exchange.faultCounts()));
            return;
        }
        final PrintWriter out = spec.commandLine().getOut();
        served.forEach((symbol, count) -> out.println("served " + symbol + " " + count));
        out.println("served " + exchange.servedCount() + " trades");
        exchange.faultCounts().forEach((fault, count) -> out.println("fault " + fault + " " + count));
    }
}
