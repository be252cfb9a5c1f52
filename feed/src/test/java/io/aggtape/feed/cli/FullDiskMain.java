package io.aggtape.feed.cli;

import io.aggtape.feed.Recorder;
import io.aggtape.feed.RecorderRig;
import io.aggtape.feed.RecorderSummary;
import io.aggtape.feed.exchange.Exchange;
import io.aggtape.feed.exchange.ExchangeConfig;
import io.aggtape.feed.exchange.Pace;
import io.aggtape.feed.exchange.Program;
import io.aggtape.journal.JournalUnwritableException;
import io.aggtape.journal.Market;
import io.aggtape.journal.TapeConfig;
import io.aggtape.journal.TapeWriter;
import io.aggtape.pipeline.TradeListener;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A run whose journal turns out unwritable at its thousandth trade; runs as a process of its own. */
final class FullDiskMain {
    private static final int LAST_TRADE = 1_000;

    private FullDiskMain() {}

    /** Takes the journal's directory. */
    public static void main(final String[] arguments) throws Exception {
        final Path directory = Path.of(arguments[0]);
        final JournalUnwritableException fault = fault(directory);
        final PrintWriter out = new PrintWriter(System.out);
        final PrintWriter err = new PrintWriter(System.err, true);
        final List<String> symbols = List.of("BTCUSDT");
        final StopSignal stop = new StopSignal();
        int code = ExitCode.OK;
        try (Exchange exchange = new Exchange(
                ExchangeConfig.of(Market.SPOT, Program.generated(symbols, 1, 1)).withPace(Pace.rate(20_000)))) {
            exchange.start();
            final int[] seen = new int[1];
            final TradeListener strategy = trade -> {
                if (++seen[0] == LAST_TRADE) {
                    throw fault;
                }
            };
            final Logs logs = Logs.open(new LogConfig(false, null, 1 << 20, 1), err);
            final Runs runs = new Runs(out, logs, new JsonOutput());
            final Recorder recorder =
                    runs.start(new RecorderRig(exchange, directory).config(Market.SPOT, symbols), List.of(strategy));
            final RecorderSummary summary = runs.finish(recorder, stop, () -> false);
            runs.print(RecorderConsole.figures(summary), summary);
            logs.close();
            runs.requireHealth(recorder);
        } catch (final CommandFault e) {
            code = FaultPrinter.print(e, "aggtape", err);
        }
        out.flush();
        stop.end(code);
        System.exit(code);
    }

    private static JournalUnwritableException fault(final Path directory) throws Exception {
        final Path file = Files.writeString(directory.resolveSibling("file"), "");
        try {
            TapeWriter.open(TapeConfig.of(file)).close();
        } catch (final JournalUnwritableException e) {
            return e;
        }
        throw new AssertionError("a file is no journal");
    }
}
