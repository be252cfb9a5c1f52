package io.aggtape.feed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ImportCommandTest {
    private static final int ROWS = 700;

    @TempDir
    Path directory;

    @Test
    void shouldImportEveryShapeOfFileThatBinanceHasPublished() {
        Seed.check(random -> {
            final ArchiveFiles files = ArchiveFiles.spot(directory, random, ROWS);
            files.addFutures("BTCUSD_PERP", 9, ROWS);
            files.addFutures("ETHUSDT", 1, ROWS);
            final CommandRun run = Cli.run("import", directory.toString(), "--journal", tape());
            assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
            assertThat(run.out())
                    .contains("imported  coinm:BTCUSD_PERP", "imported  usdm:ETHUSDT", "imported  spot:DDDBTC")
                    .contains("total     files 6  rows 4200  imported 4200  tape ");
            TradeLine.assertSame(
                    files.trades(),
                    TradeLine.ofCat(Cli.run("cat", tape(), "--json").out()));
            assertThat(Cli.run("verify", tape()).exitCode()).isEqualTo(ExitCode.OK);
            final CommandRun again = Cli.run("import", directory.toString(), "--journal", tape());
            assertThat(again.exitCode()).isEqualTo(ExitCode.OK);
            assertThat(again.out().lines())
                    .filteredOn(line -> line.startsWith("known "))
                    .hasSize(6);
        });
    }

    @Test
    void shouldPrintJson() throws IOException {
        final Path file = write("BTCUSDT-a.csv", "1,5.0,6.0,7,8,1723161254000,True,True\n1,bad\n");
        final CommandRun run = Cli.run("import", file.toString(), "--journal", tape(), "--json");
        assertThat(run.exitCode()).isEqualTo(ExitCode.DATA_FAULT);
        final Map<String, Object> line = TradeLine.json(run.out());
        assertThat(line)
                .containsEntry("outcome", "IMPORTED")
                .containsEntry("market", "spot")
                .containsEntry("imported", 1)
                .containsEntry("badRows", 1);
        assertThat(Cli.run("cat", tape(), "--all").out()).contains("rejected line 0 MISSING_FIELD 1,bad");
    }

    @Test
    void shouldCompareWhatWasOnTheTapeAlready() throws IOException {
        final String row = "1,5.0,6.0,7,8,1723161254000,True,True\n";
        final Path first = write("BTCUSDT-a.csv", row + "2,5.0,6.0,9,9,1723161254001,True,True\n");
        final Path same = write(
                "BTCUSDT-b.csv", row + "2,5.00,6,9,9,1723161254001,True,True\n3,5,6,10,10,1723161254001,True,True\n");
        final Path other = write("BTCUSDT-c.csv", row + "2,5.5,6.0,9,9,1723161254001,True,True\n");
        assertThat(Cli.run("import", first.toString(), "--journal", tape()).exitCode())
                .isEqualTo(ExitCode.OK);
        final CommandRun equal = Cli.run("import", same.toString(), "--journal", tape());
        assertThat(equal.exitCode()).as(equal.err()).isEqualTo(ExitCode.OK);
        assertThat(equal.out()).contains("compared  spot:BTCUSDT  with what was on the tape already: equal 3\n");
        final CommandRun different = Cli.run("import", other.toString(), "--journal", tape());
        assertThat(different.exitCode()).isEqualTo(ExitCode.DATA_FAULT);
        assertThat(different.out()).contains("DIFFERENT 1\n  different id 2: price archive 5.5, tape 5.0\n");
    }

    @Test
    void shouldPassOverWhatIsNoArchiveInADirectoryAndSaySo() throws IOException {
        write("BTCUSDT-a.csv", "1,5.0,6.0,7,8,1723161254000,True,True\n");
        write("BTCUSDT-klines.csv", "1,2,3\n");
        write("readme.txt", "hello");
        final CommandRun run = Cli.run("import", directory.toString(), "--journal", tape());
        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(run.err()).contains("passed over: ", "BTCUSDT-klines.csv").doesNotContain("readme");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1,2,3                                     | BTCUSDT-x.csv | holds no aggregate trades",
                "Time,TradeId,Price                        | BTCUSDT-x.csv | holds single trades",
                "1,5.0,6.0,7,8,1723161254000,True,True     | x.csv         | say --symbol",
            })
    void shouldRefuseAWrongFileBeforeItTouchesTheTape(final String text, final String name, final String named)
            throws IOException {
        final Path file = write(name, text + "\n");
        final CommandRun run = Cli.run("import", file.toString(), "--journal", tape());
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains(file.toString(), named).doesNotContain("\tat ");
        assertThat(Path.of(tape())).doesNotExist();
    }

    @Test
    void shouldEndWithADataFaultWhereAFileIsNotWhatItsChecksumSays() throws IOException {
        final Path file = write("BTCUSDT-a.csv", "1,5.0,6.0,7,8,1723161254000,True,True\n");
        Files.writeString(Path.of(file + ".CHECKSUM"), "a".repeat(64) + "  BTCUSDT-a.csv\n");
        final CommandRun run = Cli.run(List.of("import", file.toString(), "--journal", tape()));
        assertThat(run.exitCode()).isEqualTo(ExitCode.DATA_FAULT);
        assertThat(run.out()).contains("REFUSED   spot:BTCUSDT", "is not what its CHECKSUM says");
    }

    @Test
    void shouldRefuseAMarketThatDoesNotExist() {
        final CommandRun run = Cli.run("import", "x.csv", "--market", "moon", "--journal", tape());
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("'moon'", "spot, usdm or coinm");
    }

    private String tape() {
        return directory.resolve("tape").toString();
    }

    private Path write(final String name, final String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }
}
