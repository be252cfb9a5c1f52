package io.aggtape.feed.cli;

import io.aggtape.feed.exchange.Exchange;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The real commands within this JVM. */
final class Cli {
    private Cli() {}

    static CommandRun run(final String... arguments) {
        return run(List.of(arguments));
    }

    static CommandRun run(final List<String> arguments) {
        final StringWriter out = new StringWriter();
        final StringWriter err = new StringWriter();
        final int exitCode = Aggtape.run(
                new CommandTree(Aggtape.COMMANDS, new PrintWriter(out), new PrintWriter(err)), arguments, Map.of());
        return new CommandRun(exitCode, out.toString(), err.toString());
    }

    /** Records from this exchange with threads that leave the machine to others. */
    static CommandRun record(
            final Exchange exchange, final Collection<String> symbols, final Path journal, final String... more) {
        final List<String> arguments = recordArguments(exchange, symbols, journal);
        arguments.addAll(List.of("--cpu", "none", "--wait", "blocking", "--idle", "backoff"));
        arguments.addAll(List.of(more));
        return run(arguments);
    }

    /** {@code record} with where to record from and to, on one line, so that counts are exact, in a list that can grow. */
    static List<String> recordArguments(final Exchange exchange, final Collection<String> symbols, final Path journal) {
        return new ArrayList<>(List.of(
                "record",
                String.join(",", symbols),
                "--endpoint",
                exchange.webSocketUri().toString(),
                "--rest",
                exchange.restUri().toString(),
                "--ca",
                exchange.caPem().toString(),
                "--lines",
                "1",
                "--journal",
                journal.toString()));
    }

    /** The order flow in what {@code record} or {@code replay} printed, to its end. */
    static String orderFlow(final String out) {
        final int start = out.indexOf("since start");
        if (start < 0) {
            throw new AssertionError("no order flow in: " + out);
        }
        return out.substring(start);
    }

    /** The lines of order flow in what {@code record --json} or {@code replay --json} printed. */
    static List<String> orderFlowJson(final String out) {
        return out.lines().filter(line -> line.contains("\"sinceStart\"")).toList();
    }
}
