package io.aggtape.feed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.aggtape.feed.exchange.Exchange;
import io.aggtape.feed.exchange.ExchangeConfig;
import io.aggtape.feed.exchange.Pace;
import io.aggtape.feed.exchange.Program;
import io.aggtape.journal.Market;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recorders as processes of their own, with the launcher's flags, in full flow. */
final class ProcessTest {
    private static final List<String> SYMBOLS = Program.DEMO_SYMBOLS;

    @TempDir
    Path directory;

    @Test
    void shouldStopInOrderAtATermSignalWhileAnotherProcessFollows() throws IOException {
        try (Exchange exchange = exchange();
                AggtapeProcess recorder = recorder(exchange)) {
            recorder.awaitErr(": live, ");
            try (AggtapeProcess follower =
                    AggtapeProcess.start(directory, List.of("cat", journal(), "--follow", "--json"))) {
                assertLocked(exchange, recorder.pid());
                follower.await(
                        "10,000 trades to follow",
                        () -> follower.out().lines().limit(10_000).count() == 10_000);
                final Script.Result stopped = recorder.terminate().finish();
                assertThat(stopped.exitCode()).as(stopped.err()).isEqualTo(ExitCode.OK);
                assertThat(stopped.err()).doesNotContain("WARN", "ERROR").doesNotContainIgnoringCase("warning");
                assertThat(stopped.out()).contains("gaps        0\n", "duplicates  0\n", "drained     true\n");

                final long journaled = figure(stopped.out(), "journaled");
                follower.await(
                        journaled + " trades to follow",
                        () -> follower.out().lines().count() == journaled);
                final Script.Result followed = follower.terminate().finish();
                assertThat(followed.exitCode()).isEqualTo(ExitCode.OK);
                assertThat(followed.err()).isEmpty();
                assertThat(followed.out())
                        .isEqualTo(Cli.run("cat", journal(), "--json").out());
                assertThat(Cli.run("replay", journal()).out()).isEqualTo(Cli.orderFlow(stopped.out()));
                assertOrderlyEnd();
            }
        }
    }

    @Test
    void shouldGoOnWithATapeWhoseRecorderWasKilled() throws IOException {
        try (Exchange exchange = exchange()) {
            try (AggtapeProcess killed = recorder(exchange)) {
                killed.awaitErr(": live, ");
                killed.await(
                        "trades on the tape",
                        () -> Cli.run("cat", journal(), "-n", "5000")
                                        .out()
                                        .lines()
                                        .count()
                                == 5_000);
                killed.kill();
            }
            final CommandRun before = Cli.run("cat", journal(), "--json");
            assertThat(before.exitCode()).as(before.err()).isEqualTo(ExitCode.OK);
            assertThat(Cli.run("info", journal()).out()).contains("writer    none\n", "(no orderly stop)");

            final CommandRun second =
                    Cli.record(exchange, SYMBOLS, Path.of(journal()), "--trades", "5000", "--for", "60s");
            assertThat(second.exitCode()).as(second.err()).isEqualTo(ExitCode.OK);
            assertThat(second.out()).contains("duplicates  0\n");
            assertThat(Cli.run("cat", journal(), "--json").out()).startsWith(before.out());
            final List<Map<String, Object>> verify = Cli.run("verify", journal(), "--json")
                    .out()
                    .lines()
                    .map(TradeLine::json)
                    .toList();
            assertThat(verify.subList(0, 4))
                    .allSatisfy(symbol ->
                            assertThat(symbol).containsEntry("duplicates", 0).containsEntry("complete", true));
            assertThat(verify.get(4)).containsEntry("faults", 0).containsEntry("sequenceBreaks", 0);
            assertThat(Cli.run("info", journal()).out().split("session   ")).hasSize(3);
        }
    }

    @Test
    void shouldEndWithAStackTraceWhereAStrategyThrows() throws IOException {
        try (AggtapeProcess process = AggtapeProcess.start(directory, ThrowingStrategyMain.class, List.of(journal()))) {
            final Script.Result result = process.finish();
            assertThat(result.exitCode()).as(result.err()).isEqualTo(ExitCode.INTERNAL);
            assertThat(result.err())
                    .contains("thread parser met a fault")
                    .contains("java.lang.IllegalStateException: the strategy is at its wits' end\n\tat ")
                    .contains(ThrowingStrategyMain.class.getName());
        }
        assertThat(Cli.run("verify", journal()).out()).contains("faults 0");
    }

    @Test
    void shouldPrintAndCleanUpBeforeTheExchangeEndsAtATermSignal() throws IOException {
        try (AggtapeProcess process = AggtapeProcess.start(directory, List.of("exchange", "--port", "0", "--json"))) {
            process.awaitErr("trust:   ");
            final Matcher trust = Pattern.compile("trust: +(\\S+)").matcher(process.err());
            assertThat(trust.find()).isTrue();
            assertThat(Path.of(trust.group(1))).exists();
            final Script.Result stopped = process.terminate().finish();
            assertThat(stopped.exitCode()).as(stopped.err()).isEqualTo(ExitCode.OK);
            assertThat(stopped.out()).contains("\"total\":0").endsWith("}\n").hasLineCount(1);
            assertThat(Path.of(trust.group(1))).doesNotExist();
        }
    }

    @Test
    void shouldEndAtATermSignalWithTheCodeOfACommandThatThrows() throws IOException {
        try (AggtapeProcess process = AggtapeProcess.start(directory, ThrowingCommandMain.class, List.of())) {
            process.awaitErr("listening");
            final Script.Result stopped = process.terminate().finish();
            assertThat(stopped.exitCode()).as(stopped.err()).isEqualTo(ExitCode.NETWORK);
            assertThat(stopped.err()).endsWith("aggtape throwing: thrown after the signal\n");
            assertThat(stopped.out()).isEqualTo("half a line");
        }
    }

    @Test
    void shouldPrintTheSummaryAndExitWith4WhereTheDiskIsFull() throws IOException {
        try (AggtapeProcess process = AggtapeProcess.start(directory, FullDiskMain.class, List.of(journal()))) {
            final Script.Result result = process.finish();
            assertThat(result.exitCode()).as(result.err()).isEqualTo(ExitCode.JOURNAL);
            assertThat(result.out()).contains("journaled ", "receive-parsed ", "since start");
            assertThat(result.err()).contains("aggtape: stopped: cannot write the journal ");
        }
    }

    private void assertLocked(final Exchange exchange, final long pid) {
        final CommandRun other = Cli.record(exchange, SYMBOLS, Path.of(journal()), "--for", "1s");
        assertThat(other.exitCode()).isEqualTo(ExitCode.JOURNAL);
        assertThat(other.err()).contains("process " + pid + " on ");
        assertThat(Cli.run("info", journal()).out()).contains("writer    process " + pid + " on ");
    }

    private void assertOrderlyEnd() {
        assertThat(Cli.run("info", journal()).out())
                .contains("writer    none\n")
                .doesNotContain("no orderly stop");
        final CommandRun verify = Cli.run("verify", journal());
        assertThat(verify.exitCode()).as(verify.out()).isEqualTo(ExitCode.OK);
    }

    private AggtapeProcess recorder(final Exchange exchange) throws IOException {
        return AggtapeProcess.start(directory, Cli.recordArguments(exchange, SYMBOLS, Path.of(journal())));
    }

    private static Exchange exchange() throws IOException {
        final Exchange exchange = new Exchange(
                ExchangeConfig.of(Market.SPOT, Program.generated(SYMBOLS, 1, 1)).withPace(Pace.rate(10_000)));
        exchange.start();
        return exchange;
    }

    private static long figure(final String out, final String name) {
        final Matcher figure =
                Pattern.compile("^" + name + " +(\\d+)$", Pattern.MULTILINE).matcher(out);
        assertThat(figure.find()).as(out).isTrue();
        return Long.parseLong(figure.group(1));
    }

    private String journal() {
        return directory.resolve("tape").toString();
    }
}
