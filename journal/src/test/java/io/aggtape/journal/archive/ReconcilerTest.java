package io.aggtape.journal.archive;

import static io.aggtape.journal.archive.Archives.load;
import static io.aggtape.journal.archive.Archives.spotRow;
import static io.aggtape.journal.archive.Archives.spotRows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aggtape.journal.IdRange;
import io.aggtape.journal.Seeds;
import io.aggtape.journal.TapeSelection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReconcilerTest {
    @TempDir
    Path directory;

    @Test
    void shouldFindATapeEqualToItsArchive() {
        final Path file = write("BTCUSDT-a.zip", spotRows(1, 500));
        load(tape(), file);
        final ReconcileReport report = reconcile(TapeSelection.ALL, file);
        assertThat(report.isEqual()).isTrue();
        final ReconcileReport.Compared compared = report.compared().get(0);
        assertThat(compared.counts()).isEqualTo(new ReconcileReport.Counts(500, 500, 500, 0, 0, 0, 0, 0));
        assertThat(compared.defects().isNone()).isTrue();
        assertThat(compared.missingPerMillion()).isEqualTo("0.000");
    }

    @Test
    void shouldNameWhatIsMissingAndWhatIsExtra() {
        load(tape(), write("BTCUSDT-a.csv", spotRows(1, 10) + spotRows(13, 30)));
        final Path archive = write("BTCUSDT-b.csv", spotRows(1, 20) + spotRows(24, 40));
        final ReconcileReport.Compared compared =
                reconcile(TapeSelection.ALL, archive).compared().get(0);
        assertThat(compared.isEqual()).isFalse();
        assertThat(compared.examples().missing()).containsExactly(new IdRange(11, 12), new IdRange(31, 40));
        assertThat(compared.examples().extra()).containsExactly(new IdRange(21, 23));
        assertThat(compared.counts().missing()).isEqualTo(12);
        assertThat(compared.defects().absentIds()).isEqualTo(3);
        assertThat(compared.missingPerMillion()).isEqualTo("324324.324");
    }

    @Test
    void shouldNotHoldIdsAgainstTheTapeThatNoFileSpeaksOf() {
        load(tape(), write("BTCUSDT-a.csv", spotRows(1, 100)));
        final Path first = write("BTCUSDT-b.csv", spotRows(20, 39));
        final Path second = write("BTCUSDT-c.csv", spotRows(60, 79));
        final ReconcileReport report = reconcile(TapeSelection.ALL, second, first);
        assertThat(report.isEqual()).isTrue();
        assertThat(report.compared().get(0).counts().uncovered()).isEqualTo(60);
        assertThat(report.compared().get(0).defects().absentIds()).isZero();
    }

    @Test
    void shouldNameEachFieldThatDiffers() {
        load(tape(), write("BTCUSDT-a.csv", spotRows(1, 2) + "3,5.0,6.0,7,8,1723161254003,True,True\n"));
        final Path archive = write("BTCUSDT-b.csv", spotRows(1, 2) + "3,5.00,6.5,7,9,1723161254003,True,True\n");
        final ReconcileReport.Compared compared =
                reconcile(TapeSelection.ALL, archive).compared().get(0);
        assertThat(compared.counts().different()).isEqualTo(1);
        assertThat(compared.counts().equal()).isEqualTo(2);
        assertThat(compared.fields()).containsOnlyKeys(TradeField.QUANTITY, TradeField.LAST_ID);
        assertThat(compared.examples().different())
                .containsExactly("id 3: quantity archive 6.5, tape 6.0; last_id archive 9, tape 8");
    }

    @Test
    void shouldTellATradeMadeInvalidSinceFromADifference() {
        load(tape(), write("BTCUSDT-a.csv", spotRows(1, 5)));
        final Path archive =
                write("BTCUSDT-b.csv", spotRows(1, 2) + "3,0,0,-1,-1,1723161254003,True,True\n" + spotRows(4, 5));
        final ReconcileReport report = reconcile(TapeSelection.ALL, archive);
        assertThat(report.isEqual()).isTrue();
        assertThat(report.compared().get(0).counts().invalidated()).isEqualTo(1);
        assertThat(report.compared().get(0).defects().placeholders()).isEqualTo(1);
    }

    @Test
    void shouldCountDefectsOfTheArchiveApart() {
        load(tape(), write("BTCUSDT-a.csv", spotRows(1, 30)));
        final String contradiction = "7,5.0,5.0,20,21,1723161254010,True,True\n";
        final Path archive =
                write("BTCUSDT-b.csv", spotRows(11, 30) + spotRows(1, 10) + spotRow(5) + contradiction + "31,oops\n");
        final Path overlap = write("BTCUSDT-c.csv", spotRows(25, 30));
        final ReconcileReport report = reconcile(TapeSelection.ALL, archive, overlap);
        assertThat(report.isEqual()).isTrue();
        assertThat(report.compared().get(0).defects()).isEqualTo(new ArchiveDefects(1, 7, 1, 2, 0, 0, 0));
    }

    @Test
    void shouldCompareOnlyTheRangeThatIsAsked() {
        load(tape(), write("BTCUSDT-a.csv", spotRows(40, 60)));
        final Path archive = write("BTCUSDT-b.csv", spotRows(1, 100));
        assertThat(reconcile(TapeSelection.ALL, archive).isEqual()).isFalse();
        final long startUs = Archives.START_MS * 1_000;
        assertThat(reconcile(TapeSelection.ALL.between(startUs + 45_000, startUs + 55_000), archive)
                        .isEqual())
                .isTrue();
    }

    @Test
    void shouldFindWhateverWasLeftOut() {
        final long seed = Seeds.next();
        final SplittableRandom random = new SplittableRandom(seed);
        final StringBuilder onTape = new StringBuilder();
        final List<String> inArchive = new ArrayList<>();
        long missing = 0;
        long extra = 0;
        for (long id = 1; id <= 3_000; id++) {
            final boolean isEnd = id == 1 || id == 3_000;
            final boolean isOnTape = random.nextInt(20) != 0 || isEnd;
            final boolean isInArchive = random.nextInt(20) != 0 || isEnd;
            onTape.append(isOnTape ? spotRow(id) : "");
            if (isInArchive) {
                inArchive.add(spotRow(id));
            }
            missing += isInArchive && !isOnTape ? 1 : 0;
            extra += isOnTape && !isInArchive ? 1 : 0;
        }
        Collections.shuffle(inArchive, new Random(seed));
        load(tape(), write("BTCUSDT-a.csv", onTape.toString()));
        final ReconcileReport.Counts counts = reconcile(
                        TapeSelection.ALL, write("BTCUSDT-b.csv", String.join("", inArchive)))
                .compared()
                .get(0)
                .counts();
        assertThat(counts.missing()).as(Seeds.describe(seed)).isEqualTo(missing);
        assertThat(counts.extra()).as(Seeds.describe(seed)).isEqualTo(extra);
        assertThat(counts.different()).as(Seeds.describe(seed)).isZero();
    }

    @Test
    void shouldWriteAReportWhoseHashFollowsFromItsText() throws Exception {
        load(tape(), write("BTCUSDT-a.csv", spotRows(1, 10)));
        final ReconcileReport report = reconcile(TapeSelection.ALL, write("BTCUSDT-b.csv", spotRows(1, 12)));
        final String text = ReconcileMarkdown.of(report, Instant.parse("2026-11-23T10:00:00Z"), "1.2.3", "all");
        assertThat(text)
                .contains("- Verdict: **NOT EQUAL**", "- Date: 2026-11-23T10:00:00Z", "aggtape 1.2.3")
                .contains(report.archives().get(0).check().sha256(), "Missing on the tape, the first: 11..12 (2)");
        final int last = text.lastIndexOf("SHA-256 of all lines above: ");
        final Path above = Files.writeString(directory.resolve("above"), text.substring(0, last));
        final ArchiveFile asFile = new ArchiveFile(above, null, "", new ArchiveFormat(false, 8, false), 0, 0);
        assertThat(text.substring(last))
                .contains(ArchiveCheck.of(asFile, bytes -> {}).sha256());
    }

    @Test
    void shouldRefuseAnArchiveThatIsNotWhatItsChecksumSays() throws Exception {
        final Path file = write("BTCUSDT-a.csv", spotRows(1, 10));
        load(tape(), file);
        Files.writeString(Path.of(file + ".CHECKSUM"), "1".repeat(64) + "  BTCUSDT-a.csv");
        assertThatThrownBy(() -> reconcile(TapeSelection.ALL, file)).isInstanceOf(ArchiveException.class);
    }

    private ReconcileReport reconcile(final TapeSelection selection, final Path... archives) {
        final List<ArchiveFile> files = Stream.of(archives)
                .map(archive -> ArchiveFile.probe(archive, null, null))
                .toList();
        try (Reconciler reconciler = new Reconciler(files, selection, 5)) {
            return reconciler.run(tape(), selection, progress -> {});
        }
    }

    private Path tape() {
        return directory.resolve("tape");
    }

    private Path write(final String name, final String text) {
        return Archives.write(directory.resolve(name), text);
    }
}
