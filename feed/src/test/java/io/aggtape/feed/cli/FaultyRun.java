package io.aggtape.feed.cli;

import io.aggtape.feed.LogLines;
import io.aggtape.feed.exchange.Exchange;
import io.aggtape.feed.exchange.ExchangeConfig;
import io.aggtape.feed.exchange.Faults;
import io.aggtape.feed.exchange.Pace;
import io.aggtape.feed.exchange.Program;
import io.aggtape.journal.Market;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A run of {@code record} within this JVM where something goes wrong, with all that a user sees of it. */
final class FaultyRun implements AutoCloseable {
    static final List<String> SYMBOLS = List.of("BTCUSDT", "ETHUSDT");
    /** Ids of BTCUSDT that {@link #exchange} plays within its first second, left out by {@code drop}. */
    static final String DROPPED = "drop,ids=1816695950..1816695960,symbol=BTCUSDT";
    /** They as the log names them. */
    static final String HOLE = "BTCUSDT ids 1816695950\\.\\.1816695960 \\(11\\)";

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final LogLines log = LogLines.open();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final StopSignal stop = new StopSignal();
    private final CompletableFuture<Integer> command;

    private FaultyRun(final List<String> arguments) {
        final CommandTree tree = new CommandTree(Aggtape.COMMANDS, new PrintWriter(out), new PrintWriter(err));
        command = CompletableFuture.supplyAsync(
                () -> {
                    final int exitCode = tree.run(arguments, Map.of(), stop);
                    stop.end(exitCode);
                    return exitCode;
                },
                OwnThread::run);
    }

    /** An exchange with these faults that has started. */
    static Exchange exchange(final String... faults) throws IOException {
        final Exchange exchange = new Exchange(ExchangeConfig.of(Market.SPOT, Program.generated(SYMBOLS, 1, 1))
                .withPace(Pace.rate(500))
                .withFaults(Faults.of(1, faults)));
        exchange.start();
        return exchange;
    }

    /** Records from an exchange on one line. */
    static FaultyRun record(final Exchange exchange, final Path journal, final String... more) {
        return start(Cli.recordArguments(exchange, SYMBOLS, journal), more);
    }

    /** Records from an address on one line, with nobody to repair from. */
    static FaultyRun record(final String endpoint, final Path journal, final String... more) {
        return start(
                new ArrayList<>(List.of(
                        "record",
                        String.join(",", SYMBOLS),
                        "--endpoint",
                        endpoint,
                        "--lines",
                        "1",
                        "--journal",
                        journal.toString())),
                more);
    }

    private static FaultyRun start(final List<String> arguments, final String... more) {
        arguments.addAll(List.of("--cpu", "none", "--wait", "blocking", "--idle", "backoff"));
        arguments.addAll(List.of(more));
        return new FaultyRun(arguments);
    }

    /** Waits until the user has seen a line with this, a regular expression, and returns it. */
    String await(final String text) {
        return await(1, text).get(0);
    }

    /** Waits until the user has seen so many lines with this, a regular expression, and returns all of them. */
    List<String> await(final int count, final String text) {
        try {
            Awaitility.await(text)
                    .atMost(PATIENCE)
                    .pollDelay(Duration.ZERO)
                    .failFast(
                            "it has ended",
                            () -> command.isDone() && lines(text).size() < count)
                    .until(() -> lines(text).size() >= count);
        } catch (final RuntimeException e) {
            throw new AssertionError(text + " was not seen in\n" + String.join("\n", lines("")), e);
        }
        return lines(text);
    }

    /** The lines on stderr so far with this, a regular expression: those of the log, then those of the command. */
    List<String> lines(final String text) {
        final Pattern pattern = Pattern.compile(text);
        return Stream.concat(log.all().stream(), err.toString().lines())
                .filter(line -> pattern.matcher(line).find())
                .toList();
    }

    /** What a user had to worry about. */
    List<String> worries() {
        return lines("^(WARN|ERROR) ");
    }

    /** Ends the run as Ctrl-C does, where it has not ended by itself. */
    CommandRun end() {
        stop.ask();
        final int exitCode = command.join();
        return new CommandRun(exitCode, out.toString(), err.toString());
    }

    @Override
    public void close() {
        end();
        log.close();
    }
}
