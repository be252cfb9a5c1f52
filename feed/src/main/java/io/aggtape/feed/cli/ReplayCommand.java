package io.aggtape.feed.cli;

import io.aggtape.journal.AggTrade;
import io.aggtape.journal.RecordSource;
import io.aggtape.journal.TapeListener;
import io.aggtape.pipeline.OrderFlow;
import io.aggtape.pipeline.OrderFlowConfig;
import io.aggtape.pipeline.OrderFlowReport;
import io.aggtape.pipeline.Replay;
import io.aggtape.pipeline.ReplayOrder;
import io.aggtape.pipeline.ReplayProgress;
import io.aggtape.pipeline.ReplaySpeed;
import io.aggtape.pipeline.TradeHistory;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code aggtape replay}: tapes through the listeners that run live. */
@Command(
        name = "replay",
        description = "Plays tapes through trade history and order flow, and prints what the recorder printed.",
        footer = {
            "",
            "Examples:",
            "  aggtape replay ./tape",
            "  aggtape replay ./tape --symbol BTCUSDT --speed 10x --idle-skip 2s",
            "  aggtape replay ./tape --hash",
            "  aggtape replay ./tape --from 2026-11-23 --to 2026-11-24 --json",
            "  aggtape replay ./tape-a ./tape-b --order exchange"
        })
final class ReplayCommand implements Callable<Integer> {
    private static final long NANOS_A_SECOND = 1_000_000_000;
    private static final int DOCUMENTS_A_POLL = 1024;

    @Mixin
    private JournalsOption journals;

    @Mixin
    private TapeRange range;

    @Option(
            names = "--speed",
            defaultValue = "max",
            paramLabel = "SPEED",
            description = "max, realtime or Nx. Default: ${DEFAULT-VALUE}.")
    private String speed;

    @Option(
            names = "--order",
            defaultValue = "arrival",
            paramLabel = "ORDER",
            description =
                    "arrival, as the recorder saw it, or exchange: by id within a symbol and by trade time over all, "
                            + "late and repaired trades in their place, of one journal or several; it reads them once before it "
                            + "plays. Default: ${DEFAULT-VALUE}.")
    private String order;

    @Option(
            names = "--idle-skip",
            paramLabel = "D",
            converter = Durations.class,
            description =
                    "With --speed realtime or Nx: a pause of the market that would last longer than this lasts as "
                            + "long as this, for example 2s. Default: as long as it was.")
    private Duration idleSkip;

    @Option(
            names = "--history",
            defaultValue = "1024",
            paramLabel = "N",
            description = "Trades a symbol that are kept in memory, a power of two. Default: ${DEFAULT-VALUE}.")
    private int history;

    @Option(
            names = "--large-trade",
            defaultValue = "100000",
            paramLabel = "QUOTE",
            description = "A trade of this much quote currency or more counts as large. Default: ${DEFAULT-VALUE}.")
    private String largeTrade;

    @Option(
            names = "--hash",
            description = {
                "Print the hash of the order flow instead of the order flow: 64 bits a symbol, and over all. A tape",
                "that holds one run of the recorder gives, whole and with the recorder's --large-trade, the hash that",
                "the recorder printed when it stopped."
            })
    private boolean isHashing;

    @Option(
            names = "--scan",
            description =
                    "Before it plays, read the records alone, handed to nobody, and say on stderr how fast that is.")
    private boolean isScanning;

    @Mixin
    private JsonOutput json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        final StopSignal stop = Aggtape.stopSignal(spec);
        final OrderFlow orderFlow = orderFlow();
        final PrintWriter err = spec.commandLine().getErr();
        if (isScanning) {
            scan(stop, err);
        }
        try (RecordSource source = open(err)) {
            final Replay replay = replay(source, orderFlow);
            stop.onSignal(replay::stop);
            final long startedNs = System.nanoTime();
            final ProgressBar bar = ProgressBar.start(Terminal.isErr(), err, () -> text(replay.progress()));
            final long trades;
            try {
                trades = replay.run();
            } finally {
                bar.close();
            }
            final String pace = pace(trades, startedNs);
            print(orderFlow);
            err.println(pace);
            if (source.faults() > 0) {
                err.println(source.faults() + " faults met: aggtape verify names them");
            }
            return source.faults() > 0 ? ExitCode.DATA_FAULT : ExitCode.OK;
        }
    }

    /** What the trades cost to read; whatever else is on the tape is read, too. */
    private void scan(final StopSignal stop, final PrintWriter err) {
        final Scan scan = new Scan();
        stop.onSignal(scan::stop);
        try (RecordSource source = open(err)) {
            final long startedNs = System.nanoTime();
            while (!source.isAtEnd() && !scan.isStopped) {
                source.poll(scan, DOCUMENTS_A_POLL);
            }
            err.println("scan alone: " + pace(scan.trades, startedNs));
        }
    }

    private static String pace(final long trades, final long startedNs) {
        final double seconds = (System.nanoTime() - startedNs) / 1e9;
        return String.format(Locale.ROOT, "%,d trades in %.3f s, %,.0f a second", trades, seconds, trades / seconds);
    }

    /** Counts trades. */
    private static final class Scan implements TapeListener {
        private long trades;
        private volatile boolean isStopped;

        @Override
        public void onAggTrade(final AggTrade trade) {
            trades++;
        }

        void stop() {
            isStopped = true;
        }
    }

    /** What stands beside the bar. */
    static String text(final ReplayProgress progress) {
        return ProgressBar.bar(progress.fraction())
                + (progress.isPreparing()
                        ? "  reading ahead"
                        : String.format(
                                Locale.ROOT,
                                "  %,d trades%s",
                                progress.trades(),
                                progress.tapeTimeNs() == 0
                                        ? ""
                                        : "  " + Instant.EPOCH.plusSeconds(progress.tapeTimeNs() / NANOS_A_SECOND)));
    }

    private OrderFlow orderFlow() {
        try {
            return new OrderFlow(OrderFlowConfig.ofLargeTrade(largeTrade));
        } catch (final IllegalArgumentException e) {
            throw new CommandFault(ExitCode.USAGE, e.getMessage(), e);
        }
    }

    private RecordSource open(final PrintWriter err) {
        final List<Path> directories = journals.directories();
        if (replayOrder() == ReplayOrder.EXCHANGE) {
            if (new HashSet<>(directories).size() < directories.size()) {
                throw new CommandFault(ExitCode.USAGE, "a journal is named twice");
            }
            return range.openOrdered(directories, err);
        }
        if (directories.size() > 1) {
            throw new CommandFault(
                    ExitCode.USAGE, "several journals have no common order of arrival: add --order exchange");
        }
        return range.open(directories.get(0), err);
    }

    private ReplayOrder replayOrder() {
        try {
            return ReplayOrder.parse(order);
        } catch (final IllegalArgumentException e) {
            throw new CommandFault(ExitCode.USAGE, e.getMessage(), e);
        }
    }

    private Replay replay(final RecordSource source, final OrderFlow orderFlow) {
        try {
            final Replay.Builder builder = Replay.of(source)
                    .symbols(range.symbols())
                    .between(range.fromUs(), range.toUs())
                    .order(replayOrder())
                    .speed(ReplaySpeed.parse(speed));
            return (idleSkip == null ? builder : builder.idleSkip(idleSkip)).into(new TradeHistory(history), orderFlow);
        } catch (final IllegalArgumentException e) {
            throw new CommandFault(ExitCode.USAGE, e.getMessage(), e);
        }
    }

    private void print(final OrderFlow orderFlow) {
        if (json.isAsked() && isHashing) {
            orderFlow.hashes().toMaps().forEach(json::line);
        } else if (json.isAsked()) {
            orderFlow.reports().forEach(report -> json.line(report.toMap()));
        } else {
            final PrintWriter out = spec.commandLine().getOut();
            out.print(isHashing ? orderFlow.hashes().format() : OrderFlowReport.format(orderFlow.reports()));
        }
    }
}
