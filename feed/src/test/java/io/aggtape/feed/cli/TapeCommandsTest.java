package io.aggtape.feed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.aggtape.feed.exchange.Exchange;
import io.aggtape.feed.exchange.ExchangeConfig;
import io.aggtape.feed.exchange.Pace;
import io.aggtape.feed.exchange.Program;
import io.aggtape.journal.Market;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the commands say of one tape, recorded from an exchange that left out three trades of one symbol. */
final class TapeCommandsTest {
    private static final long FIRST_ID = 5_000;
    private static final int ROWS = 2_000;
    private static final Set<Long> SKIPPED = Set.of(5_010L, 5_011L, 5_700L);

    @TempDir
    static Path directory;

    private static ArchiveFiles files;
    private static CommandRun record;

    @BeforeAll
    static void recordATape() throws IOException {
        files = new ArchiveFiles(directory, new SplittableRandom(Long.getLong("aggtape.seed", 1)));
        files.addSpot("AAAUSDT", ".csv", FIRST_ID, ROWS, true);
        files.addSpot("BBBUSDT", ".csv", 1, ROWS, false);
        final Program program = Program.ofCsv(files.arguments()).withSkippedIds(Map.of("AAAUSDT", SKIPPED));
        try (Exchange exchange =
                new Exchange(ExchangeConfig.of(Market.SPOT, program).withPace(Pace.max()))) {
            exchange.start();
            final String served = Integer.toString(2 * ROWS - SKIPPED.size());
            record = Cli.record(
                    exchange,
                    files.symbols(),
                    directory.resolve("tape"),
                    "--no-repair",
                    "--trades",
                    served,
                    "--for",
                    "60s");
        }
    }

    @Test
    void shouldSayInTheSummaryWhatIsMissing() {
        assertThat(record.exitCode()).as(record.err()).isEqualTo(ExitCode.OK);
        assertThat(record.out())
                .contains("journaled   3997\n", "gaps        2\n", "missingIds  3\n", "duplicates  0\n");
    }

    @Test
    void shouldVerifyWithExitCode3AndNameTheThreeIds() {
        final CommandRun verify = tape("verify");
        assertThat(verify.exitCode()).isEqualTo(ExitCode.DATA_FAULT);
        assertThat(verify.out())
                .contains(
                        "INCOMPLETE spot:AAAUSDT  ids 5000..6999  trades 1997  missing 3 ",
                        "  missing AAAUSDT 5010..5011 (2)\n  missing AAAUSDT 5700..5700 (1)\n",
                        "complete   spot:BBBUSDT  ids 1..2000  trades 2000  missing 0 ")
                .endsWith("\nINCOMPLETE\n");
    }

    @Test
    void shouldNameTheThreeIdsInJson() {
        final CommandRun verify = tape("verify", "--json");
        assertThat(verify.exitCode()).isEqualTo(ExitCode.DATA_FAULT);
        final List<Map<String, Object>> lines =
                verify.out().lines().map(TradeLine::json).toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0))
                .containsEntry("symbol", "AAAUSDT")
                .containsEntry("complete", false)
                .containsEntry("missing", List.of(List.of(5_010, 5_011), List.of(5_700, 5_700)));
        assertThat(lines.get(1)).containsEntry("symbol", "BBBUSDT").containsEntry("complete", true);
        assertThat(lines.get(2))
                .containsEntry("complete", false)
                .containsEntry("faults", 0)
                .containsEntry("sequenceBreaks", 0);
    }

    @Test
    void shouldVerifyTheOtherSymbolAsComplete() {
        final CommandRun verify = tape("verify", "--symbol", "bbbusdt");
        assertThat(verify.exitCode()).as(verify.out()).isEqualTo(ExitCode.OK);
        assertThat(verify.out()).doesNotContain("AAAUSDT").endsWith("\ncomplete\n");
    }

    @Test
    void shouldNotCallASymbolCompleteOfWhichThereIsNoTrade() {
        final CommandRun verify = tape("verify", "--symbol", "BBBUSDT,BTCUSD");
        assertThat(verify.exitCode()).isEqualTo(ExitCode.DATA_FAULT);
        assertThat(verify.out()).contains("complete   spot:BBBUSDT ").endsWith("\nINCOMPLETE\n");
        assertThat(verify.err()).isEqualTo("no trades of BTCUSD on the tape\n");
        assertThat(tape("verify", "--symbol", "BTCUSD", "--json").out())
                .contains("\"complete\":false,\"symbolsWithoutTrades\":[\"BTCUSD\"]");
    }

    @Test
    void shouldFindNothingToVerifyInATimeWithoutTrades() {
        final CommandRun verify = tape("verify", "--from", "1999-01-01", "--to", "1999-01-02");
        assertThat(verify.exitCode()).isEqualTo(ExitCode.DATA_FAULT);
        assertThat(verify.err())
                .isEqualTo("nothing to verify: no trade on the tape between --from and --to "
                        + directory.resolve("tape") + "\n");
    }

    @Test
    void shouldShowEachGapBeforeTheTradeThatRevealedIt() {
        final List<String> lines =
                tape("cat", "--all", "--symbol", "AAAUSDT").out().lines().toList();
        for (final String hole : List.of("5010..5011", "5700..5700")) {
            final int gap = indexOf(lines, "gap spot:AAAUSDT OPENED " + hole);
            final long next = Long.parseLong(hole.substring(hole.indexOf("..") + 2)) + 1;
            assertThat(lines.get(gap + 1)).contains("spot AAAUSDT " + next + " ");
        }
        assertThat(lines).filteredOn(line -> line.contains(" gap ")).hasSize(2);
    }

    @Test
    void shouldTellTheSessionAndTheStagesOfTheLine() {
        final String all = tape("cat", "--all").out();
        assertThat(all).containsPattern("session \\w+ started, version .*\nmarket=spot\nsymbols=AAAUSDT,BBBUSDT\n");
        for (final String stage : List.of(
                "RESOLVING", "CONNECTING", "SECURING", "UPGRADING", "AWAITING_TRADES", "LIVE", "CLOSING", "STOPPED")) {
            assertThat(all).containsPattern(" line 0 " + stage + " attempt 1 after \\d+ us: ");
        }
        assertThat(all).containsPattern(" line 0 UPGRADING .*TLSv1\\.3");
        assertThat(all)
                .containsPattern(
                        "session \\w+ stopped in order\n.* seal spot:[AB]{3}USDT hour ids \\d+.* chain [0-9a-f]{16}\n")
                .containsPattern(" checkpoint through document \\d+ part 2 of 2 spot:[AB]{3}USDT ids .*\n$");
    }

    @Test
    void shouldPrintAllRecordsAsJson() {
        final List<Map<String, Object>> lines = tape("cat", "--all", "--json")
                .out()
                .lines()
                .map(TradeLine::json)
                .toList();
        assertThat(lines).extracting(line -> line.get("record")).contains("session", "line", "gap");
    }

    @Test
    void shouldPrintTheLastTradesThatMatch() {
        final List<TradeLine> all = files.trades().get("AAAUSDT");
        final CommandRun cat = tape("cat", "-n", "5", "--symbol", "AAAUSDT", "--json");
        assertThat(cat.out().lines().map(TradeLine::ofJson))
                .containsExactlyElementsOf(all.subList(all.size() - 5, all.size()));
        assertThat(tape("cat", "-n", "1000000").out().lines()).hasSize(3_997);
        assertThat(tape("cat", "-n", "0").out()).isEmpty();
    }

    @Test
    void shouldPrintTheTradesFromATimeToBeforeAnother() {
        final List<TradeLine> all = files.trades().get("BBBUSDT");
        final long fromUs = all.get(ROWS / 3).timeUs();
        final long toUs = all.get(ROWS / 2).timeUs();
        final CommandRun cat = tape(
                "cat", "--json", "--symbol", "BBBUSDT", "--from", Long.toString(fromUs), "--to", Long.toString(toUs));
        assertThat(cat.out().lines().map(TradeLine::ofJson))
                .isNotEmpty()
                .containsExactlyElementsOf(all.stream()
                        .filter(trade -> trade.timeUs() >= fromUs && trade.timeUs() < toUs)
                        .toList());
    }

    @Test
    void shouldReplayWhatTheRecorderPrinted() {
        final CommandRun replay = tape("replay");
        assertThat(replay.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(replay.out()).isEqualTo(Cli.orderFlow(record.out()));
    }

    @Test
    void shouldReplayOneSymbolWithTheSameTotals() {
        final String total = Cli.orderFlow(record.out())
                .lines()
                .filter(line -> line.startsWith("spot:BBBUSDT"))
                .findFirst()
                .orElseThrow();
        final CommandRun replay = tape("replay", "--symbol", "BBBUSDT");
        assertThat(replay.out().replaceAll(" +", " ")).contains(total.replaceAll(" +", " "));
        assertThat(replay.out()).doesNotContain("AAAUSDT");
    }

    @Test
    void shouldShowOneOrderlySessionAndNoWriter() {
        assertThat(tape("info").out())
                .contains("writer    none\n")
                .contains("symbol    spot:AAAUSDT  trades 1997  ids 5000..6999\n")
                .contains("records   AGG_TRADE 3997\n", "records   GAP 2\n", "records   SESSION 2\n")
                .containsOnlyOnce("session   ")
                .doesNotContain("no orderly stop");
        final Map<String, Object> info = TradeLine.json(tape("info", "--json").out());
        assertThat(info).containsEntry("writer", null).containsKeys("files", "sessions", "instruments");
    }

    @Test
    void shouldReadTheLatencyLogOfTheRun() throws IOException {
        final List<String> logs = new ArrayList<>();
        try (Stream<Path> found = Files.list(directory.resolve("tape"))) {
            found.map(Path::toString).filter(name -> name.endsWith(".hlog")).forEach(logs::add);
        }
        assertThat(logs).hasSize(1);
        final CommandRun latency = Cli.run("latency", logs.get(0));
        assertThat(latency.exitCode()).as(latency.err()).isEqualTo(ExitCode.OK);
        for (final String hop : List.of("publish", "parsed", "metrics", "journaled")) {
            assertThat(latency.out()).containsPattern("receive-" + hop + " +3997 ");
        }
        assertThat(latency.out()).containsPattern("hiccup +[1-9]");
        assertThat(Files.readString(Path.of(logs.get(0))))
                .contains(
                        "#[aggtape=" + System.getProperty("aggtape.version") + "]",
                        "#[cpu=cpu none: ",
                        "#[tls=Conscrypt ",
                        "#[reader=select (")
                .contains("#[revision=", "#[cpu-model=", "#[gc=", "#[threading=parallel]", "#[hiccup=of a thread");
        assertThat(record.out()).contains(latency.out());
        assertThat(Cli.run("latency", "--journal", directory.resolve("tape").toString())
                        .out())
                .isEqualTo(latency.out());
        assertThat(Cli.run("latency", logs.get(0), "--json").out().lines().map(TradeLine::json))
                .allSatisfy(line -> assertThat(line).containsKeys("hop", "p50Ns", "p99Ns", "p999Ns", "maxNs"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "replay --speed warp                          | 'warp'",
                "replay --speed 0x                            | '0x'",
                "replay --history 3                           | not 3",
                "replay --large-trade much                    | 'much'",
                "replay --symbol b@d                          | 'b@d' is no symbol",
                "cat --symbol b@d                             | 'b@d' is no symbol",
                "cat -n -1                                    | not -1",
                "cat --from 2026-11-24 --to 2026-11-23        | --to 2026-11-23T00:00:00Z is before --from",
                "replay --from 2026-11-24 --to 2026-11-23     | --to 2026-11-23T00:00:00Z is before --from",
                "verify --from 2026-11-24 --to 2026-11-23     | --to 2026-11-23T00:00:00Z is before --from",
            })
    void shouldRefuseAWrongQuestion(final String line, final String named) {
        final CommandRun run = tape(line.split(" "));
        assertThat(run.err()).contains(named).doesNotContain("\tat ");
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.out()).isEmpty();
    }

    private static int indexOf(final List<String> lines, final String part) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains(part)) {
                return i;
            }
        }
        throw new AssertionError("no line has '" + part + "' among " + lines.size());
    }

    private static CommandRun tape(final String... arguments) {
        final List<String> all = new ArrayList<>(List.of(arguments));
        all.add(1, directory.resolve("tape").toString());
        return Cli.run(all);
    }
}
