package io.aggtape.feed.cli;

import io.aggtape.feed.StreamNames;
import io.aggtape.feed.exchange.Exchange;
import io.aggtape.feed.exchange.ExchangeConfig;
import io.aggtape.feed.exchange.Pace;
import io.aggtape.feed.exchange.Program;
import io.aggtape.journal.Market;
import java.io.PrintWriter;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;
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

    @Mixin
    private ServerOptions server;

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

    private int serve(final StopSignal stop, final Logs logs) {
        faults.prepare();
        try (Exchange exchange = CommandFault.orUsage(() -> new Exchange(config()))) {
            server.start(exchange);
            announce(exchange, logs.err());
            server.await(exchange, stop, () -> {});
            faults.writeServed(exchange);
            ServerOptions.report(exchange, json, spec.commandLine().getOut());
            return ExitCode.OK;
        }
    }

    private ExchangeConfig config() {
        final List<String> generated =
                StreamNames.normalise(symbols == null || symbols.isEmpty() ? Program.DEMO_SYMBOLS : symbols);
        final Program program = csv.isEmpty() ? Program.generated(generated, seed, intensity) : Program.ofCsv(csv);
        final ExchangeConfig standard = ExchangeConfig.of(Market.ofLabel(market), program);
        return server.appliedTo(standard.withPace(Pace.parse(rate)).withLimits(faults.limits(standard.limits())))
                .withFaults(faults.faults(seed));
    }

    private void announce(final Exchange exchange, final PrintWriter err) {
        err.println("streams: " + exchange.webSocketUri());
        err.println("REST:    " + exchange.restUri());
        err.println("symbols: " + String.join(" ", new TreeSet<>(exchange.symbols())));
        if (server.isPlain()) {
            return;
        }
        err.println("trust:   " + server.trusted(exchange));
        err.println("try:     aggtape record " + exchange.symbols().iterator().next() + " --market " + market + " "
                + server.recordArguments(exchange));
    }
}
