package io.aggtape.feed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.aggtape.feed.exchange.Exchange;
import io.aggtape.feed.exchange.ExchangeConfig;
import io.aggtape.feed.exchange.Pace;
import io.aggtape.feed.exchange.Program;
import io.aggtape.journal.Market;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the recorder says of its order flow in 64 bits, and what the replay says of its tape. */
final class FlowHashCommandTest {
    private static final int ROWS = 2_000;

    @TempDir
    static Path directory;

    private static CommandRun record;

    @BeforeAll
    static void recordATape() throws IOException {
        final ArchiveFiles files =
                ArchiveFiles.spot(directory, new SplittableRandom(Long.getLong("aggtape.seed", 1)), ROWS);
        final int served = files.trades().values().stream().mapToInt(List::size).sum();
        try (Exchange exchange = new Exchange(
                ExchangeConfig.of(Market.SPOT, Program.ofCsv(files.arguments())).withPace(Pace.max()))) {
            exchange.start();
            record = Cli.record(
                    exchange,
                    files.symbols(),
                    directory.resolve("tape"),
                    "--trades",
                    Integer.toString(served),
                    "--for",
                    "60s",
                    "--json");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"max", "realtime", "0.5x"})
    void shouldBeTheSameLiveAndReplayedAtAnySpeed(final String speed) {
        assertThat(record.exitCode()).as(record.err()).isEqualTo(ExitCode.OK);
        final CommandRun replay = replay("--hash", "--json", "--speed", speed);
        assertThat(replay.exitCode()).as(replay.err()).isEqualTo(ExitCode.OK);
        assertThat(replay.out().lines().toList()).hasSize(5).isEqualTo(hashLines(record.out()));
    }

    @Test
    void shouldBeAmongTheRecordersFigures() {
        final List<String> lines = record.out().lines().toList();
        final Object all = TradeLine.json(hashLines(record.out()).get(4)).get("flowHash");
        assertThat(TradeLine.json(lines.get(0))).containsEntry("flowHash", all);
    }

    @Test
    void shouldPrintATableOfHashesInsteadOfTheOrderFlow() {
        final CommandRun replay = replay("--hash");
        final Object all = TradeLine.json(hashLines(record.out()).get(4)).get("flowHash");
        assertThat(replay.out().lines()).hasSize(6);
        assertThat(replay.out()).contains("\nall ", all.toString()).doesNotContain("since start");
    }

    @Test
    void shouldDifferForAPartOfTheTape() {
        final List<String> whole = replay("--hash", "--json").out().lines().toList();
        final String symbol = (String) TradeLine.json(whole.get(0)).get("symbol");
        final List<String> part =
                replay("--hash", "--json", "--symbol", symbol).out().lines().toList();
        assertThat(part).hasSize(2);
        assertThat(part.get(0)).isEqualTo(whole.get(0));
        assertThat(part.get(1)).isNotEqualTo(whole.get(4));
    }

    private static CommandRun replay(final String... options) {
        final List<String> arguments =
                new ArrayList<>(List.of("replay", directory.resolve("tape").toString()));
        arguments.addAll(List.of(options));
        return Cli.run(arguments);
    }

    /** The lines a symbol, and the one over all; the figures stand before them. */
    private static List<String> hashLines(final String out) {
        return out.lines().filter(line -> line.startsWith("{\"flowHash\"")).toList();
    }
}
