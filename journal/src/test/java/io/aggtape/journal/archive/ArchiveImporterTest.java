package io.aggtape.journal.archive;

import static io.aggtape.journal.archive.Archives.load;
import static io.aggtape.journal.archive.Archives.read;
import static io.aggtape.journal.archive.Archives.spotRow;
import static io.aggtape.journal.archive.Archives.spotRows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aggtape.journal.JournalLockedException;
import io.aggtape.journal.Seeds;
import io.aggtape.journal.TapeVerifier;
import io.aggtape.journal.TapeWriter;
import io.aggtape.journal.TradeSource;
import io.aggtape.journal.VerifyReport;
import io.aggtape.journal.archive.ImportedFile.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ArchiveImporterTest {
    private static final String BAD_ROW = "105,oops,1,1,1,1723161254000,True,True";

    @TempDir
    Path directory;

    @Test
    void shouldPutEachRowOnTheTapeOnceAndTellOfTheFile() {
        final ImportedFile imported =
                load(tape(), write("BTCUSDT-a.csv", spotRows(100, 399))).get(0);
        assertThat(imported.outcome()).isEqualTo(Outcome.IMPORTED);
        assertThat(imported.isClean()).isTrue();
        assertThat(imported.counts().imported()).isEqualTo(300);
        final Archives.Content content = read(tape());
        assertThat(content.ids()).containsExactly(ids(100, 399));
        assertThat(content.trades).allSatisfy(trade -> {
            assertThat(trade.source).isEqualTo(TradeSource.ARCHIVE);
            assertThat(trade.receiveTimeNs).isEqualTo(trade.tradeTimeUs * 1_000);
        });
        assertThat(content.gaps).isEmpty();
        assertThat(content.sessions).hasSize(2);
        assertThat(content.sessions.get(0))
                .startsWith("start command=import\nfile=BTCUSDT-a.csv\nsha256="
                        + imported.check().sha256())
                .contains("\nmarket=spot\nsymbol=BTCUSDT\nrows=300\n");
        assertThat(content.sessions.get(1)).startsWith("stop imported=300\n");
        assertThat(verify().isComplete()).isTrue();
    }

    @Test
    void shouldKnowAFinishedFileWhateverItsName() {
        load(tape(), write("BTCUSDT-a.csv", spotRows(1, 50)));
        final List<ImportedFile> again = load(tape(), write("BTCUSDT-b.csv", spotRows(1, 50)));
        assertThat(again.get(0).outcome()).isEqualTo(Outcome.KNOWN);
        assertThat(again.get(0).isClean()).isTrue();
        assertThat(read(tape()).sessions).hasSize(2);
        assertThat(read(tape()).trades).hasSize(50);
    }

    @Test
    void shouldTakeAFileOnceThatIsNamedTwice() {
        final Path file = write("BTCUSDT-a.csv", spotRows(100, 104) + BAD_ROW + "\n" + spotRows(106, 110));
        final List<ImportedFile> imported = load(tape(), file, file);
        assertThat(imported).extracting(ImportedFile::outcome).containsExactly(Outcome.IMPORTED, Outcome.KNOWN);
        assertThat(read(tape()).rejected).hasSize(1);
        assertThat(read(tape()).sessions).hasSize(2);
    }

    @Test
    void shouldTakeFilesInTheOrderOfTheirTimes() {
        final Path late = write("BTCUSDT-a.csv", spotRows(31, 60));
        final Path early = write("BTCUSDT-b.csv", spotRows(1, 30));
        load(tape(), late, early);
        assertThat(read(tape()).ids()).containsExactly(ids(1, 60));
        assertThat(read(tape()).gaps).isEmpty();
    }

    @Test
    void shouldNameAHoleAndFillItByALaterImport() {
        final ImportedFile first = load(tape(), write("BTCUSDT-a.csv", spotRows(1, 10) + spotRows(15, 20)))
                .get(0);
        assertThat(first.counts().gaps()).isEqualTo(1);
        assertThat(first.counts().missingIds()).isEqualTo(4);
        assertThat(read(tape()).gaps).containsExactly("OPENED 11..14");
        assertThat(verify().isComplete()).isFalse();
        final ImportedFile second =
                load(tape(), write("BTCUSDT-b.csv", spotRows(9, 16))).get(0);
        assertThat(second.counts().onTape()).isEqualTo(4);
        assertThat(second.counts().imported()).isEqualTo(4);
        assertThat(read(tape()).gaps).containsExactly("OPENED 11..14", "FILLED_LATE 11..14");
        assertThat(verify().isComplete()).isTrue();
    }

    @Test
    void shouldSortAFileInDisorderAndDropItsDuplicates() {
        final long seed = Seeds.next();
        final List<String> rows = new ArrayList<>();
        LongStream.rangeClosed(1, 2_000).forEach(id -> rows.add(spotRow(id)));
        LongStream.rangeClosed(500, 599).forEach(id -> rows.add(spotRow(id)));
        Collections.shuffle(rows, new Random(seed));
        final ImportedFile imported =
                load(tape(), write("BTCUSDT-a.csv", String.join("", rows))).get(0);
        assertThat(imported.counts().duplicates()).as(Seeds.describe(seed)).isEqualTo(100);
        assertThat(imported.isClean()).isTrue();
        assertThat(read(tape()).ids()).as(Seeds.describe(seed)).containsExactly(ids(1, 2_000));
        assertThat(read(tape()).gaps).isEmpty();
    }

    @Test
    void shouldKeepBadRowsWithTheirBytes() {
        final ImportedFile imported = load(
                        tape(), write("BTCUSDT-a.csv", spotRows(100, 104) + BAD_ROW + "\n" + spotRows(106, 110)))
                .get(0);
        assertThat(imported.counts().rejected()).isEqualTo(1);
        assertThat(imported.isClean()).isFalse();
        final Archives.Content content = read(tape());
        assertThat(content.rejected).containsExactly("DECIMAL_MALFORMED ARCHIVE " + BAD_ROW);
        assertThat(content.gaps).containsExactly("OPENED 105..105");
    }

    @Test
    void shouldKeepARowWithTheIdOfAnotherAndOtherContent() {
        final String other = "10,5.0,5.0,20,21,1723161254010,True,True";
        final ImportedFile imported = load(tape(), write("BTCUSDT-a.csv", spotRows(1, 10) + other + "\n"))
                .get(0);
        assertThat(imported.counts().rejected()).isEqualTo(1);
        assertThat(read(tape()).rejected).containsExactly("CONTENT_DIFFERS ARCHIVE " + other);
        assertThat(read(tape()).ids()).containsExactly(ids(1, 10));
    }

    @Test
    void shouldCompareAnIdThatStandsAtTheEndOfOneFileAndTheStartOfTheNext() {
        final String other = "10,5.0,5.0,20,21,1723161254010,True,True\n";
        final List<ImportedFile> imported =
                load(tape(), write("BTCUSDT-a.csv", spotRows(1, 10)), write("BTCUSDT-b.csv", other + spotRows(11, 20)));
        assertThat(imported.get(1).counts().rejected()).isEqualTo(1);
        assertThat(read(tape()).ids()).containsExactly(ids(1, 20));
    }

    @Test
    void shouldKeepPlaceholdersAndQuantitiesOfZeroAndCountThem() {
        final ImportedFile imported = load(
                        tape(),
                        write(
                                "BTCUSDT-a.csv",
                                spotRows(1, 2) + "3,0,0,-1,-1,1723161254003,True,True\n"
                                        + "4,61000.1,0,8,8,1723161254004,True,True\n" + spotRows(5, 6)))
                .get(0);
        assertThat(imported.isClean()).isTrue();
        assertThat(imported.counts().placeholders()).isEqualTo(1);
        assertThat(imported.counts().zeroQuantities()).isEqualTo(1);
        assertThat(read(tape()).ids()).containsExactly(ids(1, 6));
        assertThat(read(tape()).trades.get(2).isPlaceholder()).isTrue();
        assertThat(verify().isComplete()).isTrue();
    }

    @Test
    void shouldRefuseADamagedFileWholeAndTakeTheOthers() throws Exception {
        final Path bad = write("BTCUSDT-a.csv", spotRows(1, 10));
        final Path good = write("ETHUSDT-a.csv", spotRows(1, 10));
        Files.writeString(Path.of(bad + ".CHECKSUM"), "1".repeat(64) + "  BTCUSDT-a.csv");
        final List<ImportedFile> imported = load(tape(), bad, good);
        assertThat(imported).extracting(ImportedFile::outcome).containsExactly(Outcome.REFUSED, Outcome.IMPORTED);
        assertThat(imported.get(0).reason()).contains("BTCUSDT-a.csv", "CHECKSUM");
        assertThat(read(tape()).trades)
                .hasSize(10)
                .allSatisfy(trade -> assertThat(trade.instrument.symbol()).isEqualTo("ETHUSDT"));
    }

    @Test
    void shouldGoOnWhereItWasStopped() {
        final long seed = Seeds.next();
        final SplittableRandom random = new SplittableRandom(seed);
        final StringBuilder rows = new StringBuilder();
        for (long id = 1; id <= 40_000; id++) {
            rows.append(spotRow(id));
            if (random.nextInt(500) == 0) {
                rows.append(id).append(",oops,").append(random.nextInt(3)).append('\n');
            }
        }
        final Path file = write("BTCUSDT-a.csv", rows.toString());
        final long bad =
                rows.toString().lines().filter(line -> line.contains("oops")).count();
        Outcome outcome = Outcome.STOPPED;
        int runs = 0;
        for (int polls = 2; outcome == Outcome.STOPPED; polls += 2) {
            final AtomicInteger left = new AtomicInteger(polls);
            outcome =
                    load(tape(), () -> left.getAndDecrement() <= 0, file).get(0).outcome();
            runs++;
        }
        assertThat(runs).as(Seeds.describe(seed)).isGreaterThan(2);
        final Archives.Content content = read(tape());
        assertThat(content.ids()).as(Seeds.describe(seed)).containsExactly(ids(1, 40_000));
        assertThat(content.rejected).as(Seeds.describe(seed)).hasSize((int) bad);
        assertThat(content.gaps).isEmpty();
        assertThat(load(tape(), file).get(0).outcome()).isEqualTo(Outcome.KNOWN);
    }

    @Test
    void shouldNotTouchATapeThatIsBeingWritten() {
        final Path file = write("BTCUSDT-a.csv", spotRows(1, 10));
        try (TapeWriter writer = TapeWriter.open(Archives.config(tape()))) {
            assertThatThrownBy(() -> load(tape(), file)).isInstanceOf(JournalLockedException.class);
            assertThat(writer.lastSequence()).isZero();
        }
    }

    private VerifyReport verify() {
        return TapeVerifier.verify(tape());
    }

    private Path tape() {
        return directory.resolve("tape");
    }

    private Path write(final String name, final String text) {
        return Archives.write(directory.resolve(name), text);
    }

    private static long[] ids(final long first, final long last) {
        return LongStream.rangeClosed(first, last).toArray();
    }
}
