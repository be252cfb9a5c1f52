package io.aggtape.feed.cli;

import io.aggtape.journal.OrderedReader;
import io.aggtape.pipeline.Replay;
import io.aggtape.pipeline.ReplayOrder;
import io.aggtape.pipeline.TradeListener;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Plays the wanted part of a tape, in the order of the exchange, through a listener until its end, Ctrl-C or what
 * {@link OutputWatch} notices.
 */
record TapePlay(JournalOption journal, TapeRange range, CommandSpec spec) {
    /** Says on stderr how much was read; returns one of {@link ExitCode}. */
    int into(final TradeListener listener) {
        final StopSignal stop = Aggtape.stopSignal(spec);
        final PrintWriter err = spec.commandLine().getErr();
        try (OrderedReader source = range.openOrdered(List.of(journal.directory()), err)) {
            final Replay replay = Replay.of(source)
                    .symbols(range.symbols())
                    .between(range.fromUs(), range.toUs())
                    .order(ReplayOrder.EXCHANGE)
                    .into(listener);
            stop.onSignal(replay::stop);
            final long trades = run(replay);
            err.println(String.format(Locale.ROOT, "%,d trades", trades));
            if (source.faults() > 0) {
                err.println(source.faults() + " faults met: aggtape verify names them");
            }
            return source.faults() > 0 ? ExitCode.DATA_FAULT : ExitCode.OK;
        }
    }

    private static long run(final Replay replay) {
        try {
            return replay.run();
        } catch (final CancellationException e) {
            return replay.trades();
        }
    }
}
