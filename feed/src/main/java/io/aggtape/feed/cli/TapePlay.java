package io.aggtape.feed.cli;

import io.aggtape.journal.TapeFaultListener;
import io.aggtape.journal.TapeReader;
import io.aggtape.pipeline.Replay;
import io.aggtape.pipeline.TradeListener;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import picocli.CommandLine.Model.CommandSpec;

/** Plays the wanted part of a tape through a listener as fast as it can be read, until its end, Ctrl-C or {@link OutputWatch}. */
record TapePlay(JournalOption journal, TapeRange range, CommandSpec spec) {
    /** Says on stderr how much was read; returns one of {@link ExitCode}. */
    int into(final TradeListener listener) {
        final StopSignal stop = Aggtape.stopSignal(spec);
        try (TapeReader reader = TapeReader.openWhole(journal.directory(), TapeFaultListener.NONE)) {
            final Replay replay = Replay.of(reader)
                    .symbols(range.symbols())
                    .between(range.fromUs(), range.toUs())
                    .into(listener);
            stop.onSignal(replay::stop);
            final long trades = run(replay);
            final PrintWriter err = spec.commandLine().getErr();
            err.println(String.format(Locale.ROOT, "%,d trades", trades));
            if (reader.faults() > 0) {
                err.println(reader.faults() + " faults met: aggtape verify names them");
            }
            return reader.faults() > 0 ? ExitCode.DATA_FAULT : ExitCode.OK;
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
