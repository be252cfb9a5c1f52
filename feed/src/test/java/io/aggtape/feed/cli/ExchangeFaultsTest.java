package io.aggtape.feed.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aggtape.feed.exchange.Faults;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code aggtape exchange} with faults, as a user sees it. */
final class ExchangeFaultsTest {
    private static final int ROWS = 20;

    @TempDir
    Path directory;

    @Test
    void shouldListEveryFaultInItsHelp() {
        final String help = Cli.run("exchange", "--help").out();

        for (final String line : Faults.help()) {
            assertThat(help).contains("  " + line.substring(0, line.indexOf(' ')));
        }
        assertThat(help.indexOf("Examples:")).isLessThan(help.indexOf("Faults, for --fault and --script:"));
        assertThat(help.lines()).allMatch(line -> line.length() <= 120);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "--fault drp          | --fault: fault 'drp': 'drp' is no fault; allowed: one of mute, absent, drop",
                "--fault drop,p=7     | --fault: fault 'drop,p=7': 'p=7' is no probability; allowed: 0 to 1",
                "--fault certificate=expired --plain | there is no certificate without TLS",
                "--script nowhere.txt | --script nowhere.txt: no such file or directory",
                "--life 0s            | ping interval, pong timeout and life are above 0 ms",
                "--max-in-flight 0    | every limit is above 0"
            })
    void shouldRefuseWhatMakesNoSense(final String arguments, final String message) {
        final CommandRun run = Cli.run(("exchange --port 0 " + arguments).split(" "));

        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).startsWith("aggtape exchange: ").contains(message);
    }

    @Test
    void shouldNameTheLineOfAScriptThatMakesNoSense() throws IOException {
        final Path script = Files.write(directory.resolve("faults.txt"), List.of("1s mute", "2s mutter"));
        final CommandRun run = Cli.run("exchange", "--port", "0", "--script", script.toString());

        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("--script " + script + ": line 2: fault 'mutter': 'mutter' is no fault");
    }

    @Test
    void shouldTellWhatItDidAndWriteWhatItPlayed() throws Exception {
        final List<String> rows = IntStream.range(0, ROWS)
                .mapToObj(i -> i + ",1.50000000,2.00000000," + i + ',' + i + ",1795348800000000,True,True")
                .toList();
        final Path csv = Files.write(directory.resolve("BTCUSDT-aggTrades-2026-11-22.csv"), rows);
        final Path script = Files.write(directory.resolve("faults.txt"), List.of("0s duplicate ids=0"));
        final StringWriter out = new StringWriter();
        final StringWriter err = new StringWriter();
        final CompletableFuture<Integer> command = CompletableFuture.supplyAsync(
                () -> Aggtape.run(
                        new CommandTree(Aggtape.COMMANDS, new PrintWriter(out), new PrintWriter(err, true)),
                        List.of(
                                "exchange",
                                "--csv",
                                csv.toString(),
                                "--rate",
                                "max",
                                "--plain",
                                "--port",
                                "0",
                                "--until-done",
                                "--fault",
                                "drop,ids=3..5",
                                "--script",
                                script.toString(),
                                "--json",
                                "--served-out",
                                directory.resolve("truth").toString()),
                        Map.of()),
                OwnThread::run);
        await().until(() -> err.toString().contains("symbols:"));
        final String uri = err.toString().replaceAll("(?s).*streams: (\\S+).*", "$1");
        final AtomicInteger frames = new AtomicInteger();
        final WebSocket socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create(uri + "/ws/btcusdt@aggTrade"), new Counting(frames))
                .join();
        await().until(() -> frames.get() == ROWS - 2);
        socket.abort();

        assertThat(command.get(30, TimeUnit.SECONDS)).isZero();
        assertThat(out.toString()).contains("\"served\":{\"BTCUSDT\":17}", "\"drop\":3", "\"duplicate\":1");
        assertThat(Files.readAllLines(directory.resolve("truth/BTCUSDT-aggTrades-served.csv")))
                .isEqualTo(rows);
    }

    /** Counts whole texts. */
    private record Counting(AtomicInteger frames) implements WebSocket.Listener {
        @Override
        public CompletionStage<?> onText(final WebSocket webSocket, final CharSequence data, final boolean last) {
            frames.addAndGet(last ? 1 : 0);
            webSocket.request(1);
            return null;
        }
    }
}
