package io.aggtape.feed.cli;

import java.io.PrintWriter;
import java.util.concurrent.CancellationException;
import picocli.CommandLine.Model.CommandSpec;

/** Ends a command that prints while it plays a tape where it was asked to stop or nobody reads any more. */
final class OutputWatch {
    private static final int BARS_A_CHECK = 1_024;

    private final StopSignal stop;
    private final PrintWriter out;
    private long bars;

    OutputWatch(final CommandSpec command) {
        stop = Aggtape.signal(command);
        out = command.commandLine().getOut();
    }

    /**
     * A full bar was printed: one trade can bring any number of them.
     *
     * @throws CancellationException where no more are wanted; {@link TapePlay} ends at it as at the tape's end.
     */
    void onPrinted() {
        if (stop.isAsked() || (++bars % BARS_A_CHECK == 0 && out.checkError())) {
            throw new CancellationException("no more bars are wanted");
        }
    }
}
