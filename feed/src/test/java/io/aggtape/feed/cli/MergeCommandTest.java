package io.aggtape.feed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.aggtape.journal.AggTrade;
import io.aggtape.journal.Instrument;
import io.aggtape.journal.Instruments;
import io.aggtape.journal.Market;
import io.aggtape.journal.TapeConfig;
import io.aggtape.journal.TapeWriter;
import io.aggtape.journal.TradeSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code merge} prints, refuses and exits with. */
final class MergeCommandTest {
    private static final long TIME_US = 1_795_350_600_000_000L;

    @TempDir
    Path directory;

    @Test
    void shouldMergeTwoTapesThatCompleteEachOther() {
        write("a", 0, 1, 2, 4);
        write("b", 0, 3, 4, 5);
        final CommandRun run = merge("a", "b");
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
        assertThat(run.out())
                .contains("spot:BTCUSDT  ids 1..5  trades 5  in all 1  in none 0  absent at source 0  differing 0\n")
                .contains("  tape 1  ids 1..4  trades 3  only here 2  its holes filled by others 1\n")
                .contains("  tape 2  ids 3..5  trades 3  only here 2  its holes filled by others 0\n")
                .endsWith("complete  " + directory.resolve("c") + "\n");
        final CommandRun verify = Cli.run("verify", directory.resolve("c").toString());
        assertThat(verify.exitCode()).as(verify.out()).isEqualTo(ExitCode.OK);
        assertThat(verify.out()).contains("chain ok").contains("content digest ");
        assertThat(Cli.run("cat", "--all", directory.resolve("c").toString()).out())
                .contains("command=merge\ninput.1=" + directory.resolve("a") + "\ninput.2=" + directory.resolve("b"));
    }

    @Test
    void shouldExitWithADataFaultWhereIdsAreOnNeither() {
        write("a", 0, 1, 2);
        write("b", 0, 5, 6);
        final CommandRun run = merge("a", "b", "--json");
        assertThat(run.exitCode()).isEqualTo(ExitCode.DATA_FAULT);
        final List<String> lines = run.out().lines().toList();
        assertThat(TradeLine.json(lines.get(0)))
                .containsEntry("inNone", 2)
                .containsEntry("missing", List.of(List.of(3, 4)));
        assertThat(TradeLine.json(lines.get(1))).containsEntry("complete", false);
    }

    @Test
    void shouldExitWithADataFaultWhereContentsDiffer() {
        write("a", 0, 1, 2);
        write("b", 1, 1, 2);
        final CommandRun run = merge("a", "b");
        assertThat(run.exitCode()).isEqualTo(ExitCode.DATA_FAULT);
        assertThat(run.out()).contains("differing 2\n").contains("content differences 2\n");
        final CommandRun verify = Cli.run("verify", directory.resolve("c").toString());
        assertThat(verify.exitCode()).isEqualTo(ExitCode.DATA_FAULT);
        assertThat(verify.out()).contains("rejected CONTENT_DIFFERS 2\n");
    }

    @Test
    void shouldRefuseAnOutputThatExists() throws IOException {
        write("a", 0, 1);
        write("b", 0, 2);
        Files.createDirectory(directory.resolve("c"));
        final CommandRun run = merge("a", "b");
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("exists already");
    }

    @Test
    void shouldRefuseOneTapeTwice() {
        write("a", 0, 1);
        final CommandRun run = merge("a", "./a");
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("named twice");
    }

    @Test
    void shouldRefuseFewerThanTwo() {
        write("a", 0, 1);
        assertThat(merge("a").exitCode()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void shouldSayWhichTapeIsNone() {
        write("a", 0, 1);
        final CommandRun run = merge("a", "nowhere");
        assertThat(run.exitCode()).isEqualTo(ExitCode.JOURNAL);
        assertThat(run.err()).contains("nowhere");
        assertThat(directory.resolve("c")).doesNotExist();
    }

    private CommandRun merge(final String first, final String... more) {
        final ArrayList<String> arguments =
                new ArrayList<>(List.of("merge", directory.resolve(first).toString()));
        for (final String argument : more) {
            arguments.add(
                    argument.startsWith("--")
                            ? argument
                            : directory.resolve(argument).toString());
        }
        arguments.addAll(List.of("-o", directory.resolve("c").toString()));
        return Cli.run(arguments);
    }

    private void write(final String name, final long pricePlus, final long... ids) {
        final Instrument instrument = new Instruments().intern(Market.SPOT, "BTCUSDT");
        final AggTrade trade = new AggTrade();
        try (TapeWriter writer = TapeWriter.open(TapeConfig.of(directory.resolve(name)))) {
            for (final long id : ids) {
                trade.instrument = instrument;
                trade.id = id;
                trade.firstTradeId = id;
                trade.lastTradeId = id;
                trade.priceMantissa = 100 + pricePlus;
                trade.quantityMantissa = 1;
                trade.tradeTimeUs = TIME_US + id;
                trade.receiveTimeNs = trade.tradeTimeUs * 1_000;
                trade.source = TradeSource.LINE_A;
                writer.append(trade);
            }
        }
    }
}
