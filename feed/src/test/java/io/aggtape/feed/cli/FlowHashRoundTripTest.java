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
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The hash of a recording's order flow is that of its trades, whatever way they have gone since. */
final class FlowHashRoundTripTest {
    private static final int ROWS = 1_500;

    @TempDir
    static Path directory;

    private static ArchiveFiles files;
    private static int trades;
    private static List<String> recorded;

    @BeforeAll
    static void recordATape() throws IOException {
        files = ArchiveFiles.spot(directory, new SplittableRandom(Long.getLong("aggtape.seed", 1)), ROWS);
        trades = files.trades().values().stream().mapToInt(List::size).sum();
        try (Exchange exchange = new Exchange(
                ExchangeConfig.of(Market.SPOT, Program.ofCsv(files.arguments())).withPace(Pace.max()))) {
            exchange.start();
            final CommandRun record = Cli.record(
                    exchange,
                    files.symbols(),
                    directory.resolve("tape"),
                    "--trades",
                    Integer.toString(trades),
                    "--for",
                    "60s",
                    "--json");
            recorded = hashes(record);
        }
        assertThat(recorded).hasSize(files.symbols().size() + 1);
    }

    @Test
    void shouldBeTheSameAfterExportAndImport() {
        succeed("export", tape(), "--dir", directory.resolve("csv").toString());
        final String imported = directory.resolve("imported").toString();
        succeed("import", directory.resolve("csv").toString(), "--journal", imported);

        // One file after the other: only the order of the exchange brings the symbols together again.
        assertThat(hashes(succeed("replay", imported, "--hash", "--json"))).isEqualTo(recorded);
        assertThat(hashes(succeed("replay", imported, "--hash", "--json", "--order", "exchange")))
                .isEqualTo(recorded);
    }

    @Test
    void shouldBeTheSameOfWhatIsRecordedFromTheReplayServer() throws Exception {
        final Served served = Served.start(tape(), "--plain", "--speed", "max");
        final CommandRun again = served.record(null, files.symbols(), directory.resolve("second"), trades, "--json");
        assertThat(served.end()).isZero();

        assertThat(hashes(again)).isEqualTo(recorded);
        for (final String symbol : files.symbols()) {
            final String options = "--symbol=" + symbol;
            assertThat(succeed("export", directory.resolve("second").toString(), options)
                            .out())
                    .isEqualTo(succeed("export", tape(), options).out());
        }
    }

    private static String tape() {
        return directory.resolve("tape").toString();
    }

    private static CommandRun succeed(final String... arguments) {
        final CommandRun run = Cli.run(arguments);
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
        return run;
    }

    private static List<String> hashes(final CommandRun run) {
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
        return run.out()
                .lines()
                .filter(line -> line.startsWith("{\"flowHash\""))
                .toList();
    }
}
