package io.aggtape.feed.cli;

import io.aggtape.feed.Hole;
import io.aggtape.feed.NetworkConfig;
import io.aggtape.feed.RepairConfig;
import io.aggtape.feed.RepairCounters;
import io.aggtape.feed.StreamNames;
import io.aggtape.feed.TapeRepair;
import io.aggtape.journal.Instrument;
import io.aggtape.journal.Market;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code aggtape repair}: fetches by REST what a tape that nobody writes is missing. */
@Command(
        name = "repair",
        description = {
            "Fetches by REST the trades that are missing on a tape that nobody writes, and says of each hole what became",
            "of it; exit code 3 where one stays open, 5 where REST cannot be reached."
        },
        footer = {
            "",
            "Examples:",
            "  aggtape repair ./tape",
            "  aggtape repair ./tape --symbol BTCUSDT --max-repair 50000000",
            "  aggtape repair ./tape --rest https://data-api.binance.vision",
            "  aggtape repair ./tape --rest spot=https://localhost:9443,usdm=https://localhost:9444 --ca ca.pem"
        })
final class RepairCommand implements Callable<Integer> {
    private static final long TICK_MS = 500;

    @Mixin
    private JournalOption journal;

    @Option(names = "--symbol", paramLabel = "S", split = ",", description = "Only these symbols.")
    private List<String> symbols = List.of();

    @Option(names = "--market", paramLabel = "MARKET", description = "Only this market: spot, usdm or coinm.")
    private String market;

    @Option(
            names = "--rest",
            paramLabel = "URL",
            split = ",",
            description =
                    "Base of the REST URLs; for several markets each as MARKET=URL. Default: that of the recorder.")
    private List<String> rest = List.of();

    @Option(
            names = "--ca",
            paramLabel = "FILE.pem",
            description = "Trust only the certificate authorities in this file. Default: those of the JDK.")
    private Path ca;

    @Option(
            names = "--proxy",
            paramLabel = "URL",
            description = "HTTP proxy as http://[user:password@]host:port. Default: HTTPS_PROXY, less NO_PROXY.")
    private String proxy;

    @Option(
            names = "--connect-timeout",
            defaultValue = "10s",
            paramLabel = "D",
            converter = Durations.class,
            description = "How long a connect may take. Default: ${DEFAULT-VALUE}.")
    private Duration connectTimeout;

    @Option(
            names = "--max-repair",
            defaultValue = "1000000",
            paramLabel = "N",
            description = "Leave holes of more ids than this open. Default: ${DEFAULT-VALUE}.")
    private long maxRepair;

    @Option(
            names = "--rest-share",
            defaultValue = "0.5",
            paramLabel = "X",
            description =
                    "Which part of the exchange's limit of REST weight to use at most. Default: " + "${DEFAULT-VALUE}.")
    private double restShare;

    @Option(
            names = "--patience",
            defaultValue = "30s",
            paramLabel = "D",
            converter = Durations.class,
            description = "How long REST may not answer, or bring nothing new, before it is given up. Default: "
                    + "${DEFAULT-VALUE}.")
    private Duration patience;

    @Mixin
    private LogOptions logging;

    @Mixin
    private JsonOutput json;

    @Spec
    private CommandSpec spec;

    private long lastTickMs;

    @Override
    public Integer call() {
        return logging.run(spec, logs -> () -> repair(logs));
    }

    private int repair(final Logs logs) {
        final Set<String> wanted = CommandFault.orUsage(() -> Set.copyOf(StreamNames.normalise(symbols)));
        final Market only = market == null ? null : CommandFault.orUsage(() -> Market.ofLabel(market));
        final RepairConfig config = CommandFault.orUsage(
                () -> new RepairConfig(true, true, maxRepair, restShare, Math.max(1, patience.toMillis())));
        return repair(config, wanted, only, logs);
    }

    private int repair(final RepairConfig config, final Set<String> wanted, final Market only, final Logs logs) {
        try (TapeRepair repair =
                new TapeRepair(journal.directory(), config, instrument -> isWanted(instrument, wanted, only))) {
            final Map<Market, NetworkConfig> networks = CommandFault.orUsage(() -> networks(repair));
            // The tape has been read, which a signal may end at once.
            final boolean isDrained = networks.isEmpty() || run(repair, networks, logs, Aggtape.stopSignal(spec));
            print(repair.holes());
            return exitCode(repair, isDrained, logs.err());
        }
    }

    private static boolean isWanted(final Instrument instrument, final Set<String> symbols, final Market only) {
        return (symbols.isEmpty() || symbols.contains(instrument.symbol()))
                && (only == null || only == instrument.market());
    }

    private boolean run(
            final TapeRepair repair,
            final Map<Market, NetworkConfig> networks,
            final Logs logs,
            final StopSignal stop) {
        final PrintWriter err = logs.err();
        final Consumer<RepairCounters> progress =
                logs.isTerminal() ? counters -> printProgress(counters, err) : counters -> {};
        try {
            final Runnable clear = logs.isTerminal() ? () -> clear(err) : () -> {};
            final Consumer<String> notices = notice -> {
                clear.run();
                err.println(notice);
            };
            final boolean isDrained = repair.run(networks, progress, notices, stop::isAsked);
            clear.run();
            return isDrained;
        } catch (final IOException e) {
            throw new CommandFault(ExitCode.USAGE, e.getMessage(), e);
        }
    }

    private static void clear(final PrintWriter err) {
        err.print("\r\u001b[K");
        err.flush();
    }

    private Map<Market, NetworkConfig> networks(final TapeRepair repair) {
        final Set<Market> markets = repair.markets();
        final Map<Market, NetworkConfig> networks = new LinkedHashMap<>();
        for (final Market each : markets) {
            final URI named = RestBases.of(rest, each, markets.size());
            networks.put(
                    each,
                    new NetworkConfig(
                            null,
                            named == null ? repair.restOf(each) : named,
                            ca,
                            proxy == null ? null : URI.create(proxy),
                            System.getenv(),
                            connectTimeout.toMillis()));
        }
        return networks;
    }

    private void printProgress(final RepairCounters counters, final PrintWriter err) {
        final long nowMs = System.currentTimeMillis();
        if (nowMs - lastTickMs < TICK_MS) {
            return;
        }
        lastTickMs = nowMs;
        err.print(String.format(
                Locale.ROOT,
                "\r\u001b[K%,d ids missing  %,d repaired  %,d absent  %,d requests  %s\r",
                counters.openIds(),
                counters.repairedIds(),
                counters.absentIds(),
                counters.requests(),
                counters.state()));
        err.flush();
    }

    private boolean isChoosy() {
        return !symbols.isEmpty() || market != null;
    }

    /** Whoever asks for some symbols should not take their health for that of all, nor a slip of the pen for health. */
    private void tellOthers(final TapeRepair repair, final PrintWriter err) {
        if (isChoosy() && !repair.hasWanted()) {
            err.println("the tape has no trade of what --symbol and --market ask for: aggtape info tells what it has");
        }
        final Set<String> others = repair.othersWithHoles();
        if (!others.isEmpty()) {
            err.println("not asked for, and with holes: " + String.join(" ", others));
        }
    }

    private void print(final List<Hole> holes) {
        final PrintWriter out = spec.commandLine().getOut();
        if (json.isAsked()) {
            holes.forEach(hole -> json.line(toMap(hole)));
            json.flush();
            return;
        }
        if (holes.isEmpty()) {
            out.println("nothing to repair: no hole is open" + (isChoosy() ? " of what was asked for" : ""));
        }
        for (final Hole hole : holes) {
            out.println(String.format(
                    Locale.ROOT,
                    "%s %s:%s %d..%d (%d)  repaired %d  absent %d  open %d%s",
                    hole.openIds() == 0 ? "closed" : "OPEN  ",
                    hole.market().label(),
                    hole.symbol(),
                    hole.firstId(),
                    hole.lastId(),
                    hole.ids(),
                    hole.repairedIds(),
                    hole.absentIds(),
                    hole.openIds(),
                    hole.note().isEmpty() ? "" : ": " + hole.note()));
        }
        out.flush();
    }

    private static Map<String, Object> toMap(final Hole hole) {
        final Map<String, Object> map = new LinkedHashMap<>();
        map.put("market", hole.market().label());
        map.put("symbol", hole.symbol());
        map.put("firstId", hole.firstId());
        map.put("lastId", hole.lastId());
        map.put("ids", hole.ids());
        map.put("repaired", hole.repairedIds());
        map.put("absent", hole.absentIds());
        map.put("open", hole.openIds());
        map.put("note", hole.note());
        return map;
    }

    private int exitCode(final TapeRepair repair, final boolean isDrained, final PrintWriter err) {
        if (repair.fault() != null) {
            final int code = FaultPrinter.exitCode(repair.fault());
            throw new CommandFault(
                    code,
                    "stopped: "
                            + (code == ExitCode.INTERNAL
                                    ? repair.fault()
                                    : FaultPrinter.foreseenMessage(repair.fault())),
                    repair.fault());
        }
        if (repair.isDiskFull()) {
            throw new CommandFault(
                    ExitCode.JOURNAL,
                    "the disk of the journal is full: not all that was fetched is on the tape; run this again once there "
                            + "is space");
        }
        if (!isDrained) {
            throw new CommandFault(
                    ExitCode.INTERNAL,
                    "stopped before all that was fetched was written: run this again, which names what is missing");
        }
        tellOthers(repair, err);
        if (isChoosy() && !repair.hasWanted()) {
            return ExitCode.DATA_FAULT;
        }
        if (repair.holes().stream().allMatch(hole -> hole.openIds() == 0)) {
            return ExitCode.OK;
        }
        return repair.isShutOutByRest() ? ExitCode.NETWORK : ExitCode.DATA_FAULT;
    }
}
