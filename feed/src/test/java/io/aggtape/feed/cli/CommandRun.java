package io.aggtape.feed.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;

/** One run of a command line within this JVM: its exit code and what it printed. */
record CommandRun(int exitCode, String out, String err) {
    /** Runs {@code aggtape} with the sample command beside its own. */
    static CommandRun of(final Map<String, String> environment, final String... arguments) {
        final StringWriter out = new StringWriter();
        final StringWriter err = new StringWriter();
        final int exitCode = Aggtape.run(
                new CommandTree(List.of(SampleCommand.class), new PrintWriter(out), new PrintWriter(err)),
                List.of(arguments),
                environment);
        return new CommandRun(exitCode, out.toString(), err.toString());
    }
}
