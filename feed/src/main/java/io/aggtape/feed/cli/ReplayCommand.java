package io.aggtape.feed.cli;

import io.aggtape.journal.TapeFaultListener;
import io.aggtape.journal.TapeReader;
import io.aggtape.pipeline.OrderFlow;
import io.aggtape.pipeline.OrderFlowConfig;
import io.aggtape.pipeline.OrderFlowReport;
import io.aggtape.pipeline.Replay;
import io.aggtape.pipeline.ReplaySpeed;
import io.aggtape.pipeline.TradeHistory;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code aggtape replay}: a tape through the listeners that run live. */
@Command(
        name = "replay",
        description = "Plays a tape through trade history and order flow, and prints what the recorder printed.",
        footer = {
            "",
            "Examples:",
            "  aggtape replay ./tape",
            "  aggtape replay ./tape --symbol BTCUSDT --speed 10x",
            "  aggtape replay ./tape --hash",
            "  aggtape replay ./tape --from 2026-11-23 --to 2026-11-24 --json"
        })
final class ReplayCommand implements Callable<Integer> {
    @Mixin
    private JournalOption journal;

    @Mixin
    private TapeRange range;

    @Option(
            names = "--speed",
            defaultValue = "max",
            paramLabel = "SPEED",
            description = "max, realtime or Nx. Default: ${DEFAULT-VALUE}.")
    private String speed;

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

    @Mixin
    private JsonOutput json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        final StopSignal stop = Aggtape.stopSignal(spec);
        try (TapeReader reader = TapeReader.openWhole(journal.directory(), TapeFaultListener.NONE)) {
            final OrderFlow orderFlow = orderFlow();
            final Replay replay = replay(reader, orderFlow);
            stop.onSignal(replay::stop);
            final long startedNs = System.nanoTime();
            final long trades = replay.run();
            final double seconds = (System.nanoTime() - startedNs) / 1e9;
            print(orderFlow);
            final PrintWriter err = spec.commandLine().getErr();
            err.println(String.format(
                    Locale.ROOT, "%,d trades in %.3f s, %,.0f a second", trades, seconds, trades / seconds));
            if (reader.faults() > 0) {
                err.println(reader.faults() + " faults met: aggtape verify names them");
            }
            return reader.faults() > 0 ? ExitCode.DATA_FAULT : ExitCode.OK;
        }
    }

    private OrderFlow orderFlow() {
        try {
            return new OrderFlow(OrderFlowConfig.ofLargeTrade(largeTrade));
        } catch (final IllegalArgumentException e) {
            throw new CommandFault(ExitCode.USAGE, e.getMessage(), e);
        }
    }

    private Replay replay(final TapeReader reader, final OrderFlow orderFlow) {
        try {
            return Replay.of(reader)
                    .symbols(range.symbols())
                    .between(range.fromUs(), range.toUs())
                    .speed(ReplaySpeed.parse(speed))
                    .into(new TradeHistory(history), orderFlow);
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
