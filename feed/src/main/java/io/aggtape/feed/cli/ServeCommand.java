package io.aggtape.feed.cli;

import io.aggtape.feed.exchange.Exchange;
import io.aggtape.feed.exchange.ExchangeConfig;
import io.aggtape.feed.exchange.Pace;
import io.aggtape.feed.exchange.Program;
import io.aggtape.feed.exchange.ServedTape;
import io.aggtape.feed.exchange.TapePart;
import io.aggtape.feed.exchange.TapeProgram;
import io.aggtape.feed.exchange.TapeProgram.PlayClock;
import io.aggtape.feed.exchange.TapeProgram.PlayOrder;
import io.aggtape.journal.Market;
import io.aggtape.pipeline.ReplayOrder;
import io.aggtape.pipeline.ReplaySpeed;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** {@code aggtape serve}: a tape on Binance's own wire. */
@Command(
        name = "serve",
        description = {
            "Serves a tape on this machine as Binance would: WebSocket streams and REST, so that any bot in any language",
            "is tested by the market of that day when its base URL points here. Trades go out in the order and at the",
            "distances in which they were received, with the digits and the times that they had; REST shows what was",
            "played. The clock starts with the first subscription; --speed max waits for one of every symbol."
        },
        footer = {
            "",
            "Examples:",
            "  aggtape serve ./tape --ca-out ca.pem",
            "  aggtape serve ./tape --plain --speed 10x --symbol BTCUSDT --from 2026-11-23T10:00:00Z --loop",
            "  aggtape serve ./tape --plain --speed max --clock each",
            "  aggtape serve ./tape --speed max --until-done --fault drop,p=0.001 --seed 7",
            "  aggtape serve --csv BTCUSDT-aggTrades-2024-08-08.zip --speed 10x"
        })
final class ServeCommand implements Callable<Integer> {
    private static final int SYMBOLS_SHOWN = 8;

    @Mixin
    private JournalOption journal;

    @Mixin
    private TapeRange range;

    @Option(
            names = "--csv",
            paramLabel = "FILE",
            split = ",",
            arity = "1..*",
            description = "Archive files instead of a tape, plain, .gz or .zip, as PATH or SYMBOL=PATH; each symbol "
                    + "starts when it is first subscribed to.")
    private List<String> csv = List.of();

    @Option(
            names = "--market",
            paramLabel = "MARKET",
            description = "spot, usdm or coinm. Default: the only one on the tape; of files spot.")
    private String market;

    @Option(
            names = "--speed",
            defaultValue = "realtime",
            paramLabel = "SPEED",
            description = "realtime, Nx, or max: as fast as clients read. Default: ${DEFAULT-VALUE}.")
    private String speed;

    @Option(
            names = "--clock",
            defaultValue = "one",
            paramLabel = "WHOSE",
            description = {
                "one: all clients see a trade at the same time; who comes late has missed some, and who reads too slowly "
                        + "is cut off, as by Binance.",
                "each: what a connection subscribes to begins at the start of the tape, and waits for it to read. "
                        + "Default: ${DEFAULT-VALUE}."
            })
    private String clock;

    @Option(
            names = "--order",
            defaultValue = "arrival",
            paramLabel = "ORDER",
            description =
                    "arrival, as trades came to the recorder, late and repaired ones late; or exchange, by id within "
                            + "a symbol and by trade time over all, at the distances of trade times. Default: ${DEFAULT-VALUE}.")
    private String order;

    @Option(
            names = "--loop",
            description =
                    "Begin again at the end. Each round adds to ids as many as lie between the first and the last of "
                            + "the symbol, and to times as much as the tape lasts, so that both go on.")
    private boolean isLoop;

    @Option(
            names = "--seed",
            defaultValue = "1",
            paramLabel = "N",
            description = "The same seed draws the same faults. Default: ${DEFAULT-VALUE}.")
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
        return logging.run(spec, logs -> () -> serve(logs.err()));
    }

    private int serve(final PrintWriter err) {
        faults.prepare();
        final ExchangeConfig config = CommandFault.orUsage(() -> config(err));
        // Not before: a signal ends the pass over a long tape at once.
        final StopSignal stop = Aggtape.stopSignal(spec);
        try (Exchange exchange = CommandFault.orUsage(() -> new Exchange(config))) {
            server.start(exchange);
            final long tapeFaults = config.program()
                    .tape()
                    .map(played -> played.tape().faults())
                    .orElse(0L);
            announce(exchange, config, err);
            if (tapeFaults > 0) {
                err.println(tapeFaults + " damaged places on the tape were passed over: aggtape verify names them");
            }
            server.await(exchange, stop, watch(exchange, config, err));
            faults.writeServed(exchange);
            ServerOptions.report(exchange, json, spec.commandLine().getOut());
            return tapeFaults > 0 ? ExitCode.DATA_FAULT : ExitCode.OK;
        }
    }

    private ExchangeConfig config(final PrintWriter err) {
        final Pace pace = pace();
        final Program program = program(err);
        final Market served = program.tape()
                .map(played -> played.tape().market())
                .orElseGet(() -> market == null ? Market.SPOT : Market.ofLabel(market));
        final ExchangeConfig standard = ExchangeConfig.of(served, program).withPace(pace);
        return server.appliedTo(standard.withLimits(faults.limits(standard.limits())))
                .withFaults(faults.faults(seed));
    }

    private Pace pace() {
        final ReplaySpeed replaySpeed = ReplaySpeed.parse(speed);
        return replaySpeed.isMax() ? Pace.max() : Pace.times(replaySpeed.factor());
    }

    private Program program(final PrintWriter err) {
        final PlayClock whose = playClock();
        if (!csv.isEmpty()) {
            requireNothingOfATape(whose);
            return Program.ofCsv(csv);
        }
        final TapePart part =
                new TapePart(journal.directory(), Optional.ofNullable(market).map(Market::ofLabel), range.selection());
        final PlayOrder playOrder =
                ReplayOrder.parse(order) == ReplayOrder.EXCHANGE ? PlayOrder.EXCHANGE : PlayOrder.ARRIVAL;
        return Program.ofTape(new TapeProgram(ServedTape.read(part, err::println), whose, playOrder, isLoop));
    }

    private PlayClock playClock() {
        return switch (clock.toLowerCase(Locale.ROOT)) {
            case "one" -> PlayClock.ONE;
            case "each" -> PlayClock.EACH;
            default ->
                throw new CommandFault(
                        ExitCode.USAGE, "'" + clock + "' is no clock: use one (for all) or each (connection its own)");
        };
    }

    private void requireNothingOfATape(final PlayClock whose) {
        final ParseResult typed = spec.commandLine().getParseResult();
        if (typed.hasMatchedOption("--journal") || typed.hasMatchedPositional(0)) {
            throw new CommandFault(ExitCode.USAGE, "a journal and --csv: serve one of them");
        }
        if (!range.isAllTime()
                || !range.symbols().isEmpty()
                || isLoop
                || whose == PlayClock.EACH
                || !order.equals("arrival")) {
            throw new CommandFault(
                    ExitCode.USAGE,
                    "--from, --to, --symbol, --loop, --clock each and --order are for a tape, not for --csv: record the "
                            + "files first, from 'aggtape serve --csv ... --speed max'");
        }
    }

    private void announce(final Exchange exchange, final ExchangeConfig config, final PrintWriter err) {
        final TreeSet<String> symbols = new TreeSet<>(exchange.symbols());
        if (json.isAsked()) {
            final Map<String, Object> line = new LinkedHashMap<>();
            line.put("streams", exchange.webSocketUri().toString());
            line.put("rest", exchange.restUri().toString());
            line.put("ca", server.isPlain() ? null : server.trusted(exchange).toString());
            line.put("market", config.market().label());
            line.put("symbols", symbols);
            json.line(line);
            json.flush();
        } else {
            final PrintWriter out = spec.commandLine().getOut();
            out.println("streams " + exchange.webSocketUri());
            out.println("REST    " + exchange.restUri());
            out.flush();
        }
        final String trades = config.program()
                .tape()
                .map(played -> played.tape().trades() + " trades of ")
                .orElse("");
        err.println(trades + symbols.size() + " symbols: "
                + symbols.stream().limit(SYMBOLS_SHOWN).collect(Collectors.joining(" "))
                + (symbols.size() > SYMBOLS_SHOWN ? " ..." : ""));
        if (!server.isPlain()) {
            err.println("trust " + server.trusted(exchange));
        }
        err.println("try   aggtape record " + String.join(",", symbols) + " --market "
                + config.market().label() + " " + server.recordArguments(exchange));
    }

    /** By one clock at full speed nothing moves before every symbol is subscribed to: somebody may wonder. */
    private Runnable watch(final Exchange exchange, final ExchangeConfig config, final PrintWriter err) {
        final boolean mayWait = config.pace().kind() == Pace.Kind.MAX
                && config.program()
                        .tape()
                        .filter(played -> played.clock() == PlayClock.ONE)
                        .isPresent();
        return mayWait ? new MissingSubscribers(exchange, err) : () -> {};
    }
}
