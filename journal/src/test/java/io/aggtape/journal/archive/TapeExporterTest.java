package io.aggtape.journal.archive;

import static io.aggtape.journal.archive.Archives.FUTURES_HEADER;
import static io.aggtape.journal.archive.Archives.load;
import static io.aggtape.journal.archive.Archives.spotRow;
import static io.aggtape.journal.archive.Archives.spotRows;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aggtape.journal.OrderedReader;
import io.aggtape.journal.TapeSelection;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

final class TapeExporterTest {
    private static final List<String> FILES = RealData.FILES;

    @TempDir
    Path directory;

    @ParameterizedTest
    @FieldSource("FILES")
    void shouldExportEveryRowOfARealFileAsTheNumbersThatItHad(final String name) throws IOException {
        final Path file = RealData.file(name);
        load(tape(), file);
        export(ExportFormat.CSV, TapeSelection.ALL, ExportTarget.ofDirectory(out(), false));
        try (Stream<Path> found = Files.walk(out())) {
            final List<Path> files = found.filter(Files::isRegularFile).toList();
            assertThat(files).hasSize(1);
            final List<String[]> expected = RealData.rows(file);
            final List<String[]> actual = RealData.rows(files.get(0));
            assertThat(actual).hasSameSizeAs(expected);
            for (int i = 0; i < expected.size(); i++) {
                assertThat(RealData.numbers(actual.get(i)))
                        .as("row %d", i)
                        .isEqualTo(RealData.numbers(expected.get(i)));
            }
        }
    }

    @Test
    void shouldGiveTheSameBytesAsTheArchiveHad() throws IOException {
        load(tape(), write("BTCUSDT-a.csv", spotRows(1, 3_000)));
        final ByteArrayOutputStream stream = new ByteArrayOutputStream();
        export(ExportFormat.CSV, TapeSelection.ALL, ExportTarget.of(stream));
        assertThat(stream.toString(UTF_8)).isEqualTo(spotRows(1, 3_000));
    }

    @Test
    void shouldPutLateTradesInTheirPlaceAndTellWhatIsMissing() throws IOException {
        load(tape(), write("BTCUSDT-a.csv", spotRows(1, 10) + spotRows(15, 20)));
        load(tape(), write("BTCUSDT-b.csv", spotRows(11, 12)));
        final ByteArrayOutputStream stream = new ByteArrayOutputStream();
        final List<ExportedTrades> exported = export(ExportFormat.CSV, TapeSelection.ALL, ExportTarget.of(stream));
        assertThat(stream.toString(UTF_8)).isEqualTo(spotRows(1, 12) + spotRows(15, 20));
        assertThat(exported.get(0).missingIds()).isEqualTo(2);
    }

    @Test
    void shouldExportOnlyWhatIsSelected() throws IOException {
        load(tape(), write("BTCUSDT-a.csv", spotRows(1, 100)), write("ETHUSDT-a.csv", spotRows(1, 100)));
        final long startUs = Archives.START_MS * 1_000;
        final ByteArrayOutputStream stream = new ByteArrayOutputStream();
        export(
                ExportFormat.CSV,
                TapeSelection.ALL.between(startUs + 40_000, startUs + 43_000).ofSymbols(Set.of("ETHUSDT")),
                ExportTarget.of(stream));
        assertThat(stream.toString(UTF_8)).isEqualTo(spotRow(40) + spotRow(41) + spotRow(42));
    }

    @Test
    void shouldWriteAFileASymbolWhereBinanceHasIt() throws IOException {
        load(
                tape(),
                write("BTCUSDT-a.csv", spotRows(1, 10)),
                write("ETHUSDT-a.csv", FUTURES_HEADER + "5,85299.9,0.004,81,81,1791269849651,true\n"),
                write("ETHUSD_PERP-a.csv", FUTURES_HEADER + "6,85299.9,4,81,81,1791269849651,false\n"));
        export(ExportFormat.CSV, TapeSelection.ALL, ExportTarget.ofDirectory(out(), false));
        assertThat(out().resolve("spot/BTCUSDT-aggTrades.csv")).hasContent(spotRows(1, 10));
        assertThat(out().resolve("futures/um/ETHUSDT-aggTrades.csv"))
                .hasContent(FUTURES_HEADER + "5,85299.9,0.004,81,81,1791269849651,true\n");
        assertThat(out().resolve("futures/cm/ETHUSD_PERP-aggTrades.csv")).exists();
    }

    @Test
    void shouldRefuseToMixSymbolsInRowsThatDoNotNameThem() {
        load(tape(), write("BTCUSDT-a.csv", spotRows(1, 10)), write("ETHUSDT-a.csv", spotRows(1, 10)));
        assertThatThrownBy(() ->
                        export(ExportFormat.CSV, TapeSelection.ALL, ExportTarget.ofFile(out().resolve("x.csv"), false)))
                .isInstanceOf(ArchiveException.class)
                .hasMessageContaining("--symbol");
        assertThat(out()).isEmptyDirectory();
    }

    @Test
    void shouldPutSymbolsThatRowsNameIntoOneFile() throws IOException {
        load(tape(), write("BTCUSDT-a.csv", spotRows(1, 10)), write("ETHUSDT-a.csv", spotRows(1, 10)));
        final Path file = out().resolve("all.jsonl");
        export(ExportFormat.JSON, TapeSelection.ALL, ExportTarget.ofFile(file, false));
        assertThat(Files.readAllLines(file)).hasSize(20);
    }

    @Test
    void shouldCompressAFileThatIsCalledGz() throws IOException {
        load(tape(), write("BTCUSDT-a.csv", spotRows(1, 1_000)));
        final Path file = out().resolve("x.csv.gz");
        export(ExportFormat.CSV, TapeSelection.ALL, ExportTarget.ofFile(file, false));
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            assertThat(new String(in.readAllBytes(), UTF_8)).isEqualTo(spotRows(1, 1_000));
        }
    }

    @Test
    void shouldReplaceAFileOnlyWhereTold() throws IOException {
        load(tape(), write("BTCUSDT-a.csv", spotRows(1, 10)));
        final Path file = write("x.csv", "mine");
        assertThatThrownBy(() -> export(ExportFormat.CSV, TapeSelection.ALL, ExportTarget.ofFile(file, false)))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThat(file).hasContent("mine");
        export(ExportFormat.CSV, TapeSelection.ALL, ExportTarget.ofFile(file, true));
        assertThat(file).hasContent(spotRows(1, 10));
    }

    @Test
    void shouldLeaveNothingBehindWhereItFails() throws IOException {
        load(tape(), write("BTCUSDT-a.csv", spotRows(1, 10)), write("ETHUSDT-a.csv", spotRows(1, 10)));
        Files.createDirectories(out().resolve("spot"));
        Files.writeString(out().resolve("spot/ETHUSDT-aggTrades.csv"), "mine");
        assertThatThrownBy(() -> export(ExportFormat.CSV, TapeSelection.ALL, ExportTarget.ofDirectory(out(), false)))
                .isInstanceOf(FileAlreadyExistsException.class);
        try (Stream<Path> found = Files.list(out().resolve("spot"))) {
            assertThat(found.map(path -> path.getFileName().toString()).toList())
                    .isEqualTo(Arrays.asList("ETHUSDT-aggTrades.csv"));
        }
    }

    private List<ExportedTrades> export(
            final ExportFormat format, final TapeSelection selection, final ExportTarget target) throws IOException {
        try (OrderedReader source = OrderedReader.open(List.of(tape()), selection);
                TapeExporter exporter = new TapeExporter(format, ExportTimeUnit.AUTO, target)) {
            return exporter.run(source, progress -> {});
        }
    }

    private Path tape() {
        return directory.resolve("tape");
    }

    private Path out() {
        return directory.resolve("out");
    }

    private Path write(final String name, final String text) {
        return Archives.write(directory.resolve(name), text);
    }
}
