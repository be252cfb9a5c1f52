package io.aggtape.feed.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aggtape.journal.CareConfig;
import io.aggtape.journal.LockOwner;
import io.aggtape.journal.SpaceConfig;
import io.aggtape.journal.TapeConfig;
import io.aggtape.journal.TapeWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What facts of file descriptors and of the journal's place come to. */
class JournalFactsTest {
    private static final long MIB = 1 << 20;
    private static final long GIB = 1 << 30;

    @TempDir
    Path directory;

    @Test
    void shouldFailALimitOfDescriptorsThatDoesNotDo() {
        assertThat(new DescriptorFacts(50, 1_024, 100).judge().verdict()).isEqualTo(Verdict.PASS);
        final Judgement judgement = new DescriptorFacts(50, 128, 100).judge();
        assertThat(judgement.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(judgement.result()).isEqualTo("up to 128 files and sockets, but 150 are needed");
        assertThat(judgement.remedy()).contains("ulimit -n 300");
    }

    @Test
    void shouldSkipDescriptorsThatTheSystemDoesNotTell() {
        assertThat(new DescriptorFacts(-1, -1, 100).judge().verdict()).isEqualTo(Verdict.SKIP);
    }

    @Test
    void shouldTryOutADirectoryAndLeaveNothingThere() throws IOException {
        final JournalPlace place = JournalPlace.tryOut(directory);
        assertThat(place.fault()).isEmpty();
        assertThat(place.probed()).isEqualTo(directory.toAbsolutePath());
        try (var files = Files.list(directory)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void shouldTryOutTheDirectoryAboveOneThatDoesNotExist() throws IOException {
        final JournalPlace place = JournalPlace.tryOut(directory.resolve("deep/tape"));
        assertThat(place.probed()).isEqualTo(directory.toAbsolutePath());
        assertThat(place.judge().details()).anyMatch(line -> line.contains("which the recorder would make"));
        assertThat(directory.resolve("deep")).doesNotExist();
    }

    @Test
    void shouldRefuseAFileInPlaceOfADirectory() throws IOException {
        final Path file = Files.writeString(directory.resolve("file"), "");
        assertThatThrownBy(() -> JournalPlace.tryOut(file)).isInstanceOf(NotDirectoryException.class);
    }

    @Test
    void shouldFailADirectoryThatNobodyCanWriteTo() {
        final Judgement judgement =
                new JournalPlace(directory, directory, "ext4", "AccessDeniedException: " + directory, 0).judge();
        assertThat(judgement.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(judgement.result()).contains("AccessDeniedException");
        assertThat(judgement.remedy()).contains("--journal");
    }

    @ParameterizedTest
    @CsvSource({
        "ext4, PASS, file system ext4",
        "xfs, PASS, file system xfs",
        "tmpfs, WARN, it lies in memory",
        "overlay, WARN, it belongs to the container",
        "nfs4, WARN, not a disk of this machine",
        "fuse.sshfs, WARN, not a disk of this machine",
        "9p, WARN, not a disk of this machine"
    })
    void shouldKnowTheFileSystemsThatATapeShouldNotLieOn(final String type, final Verdict verdict, final String words) {
        final Judgement judgement = new JournalPlace(directory, directory, type, "", 1_000).judge();
        assertThat(judgement.verdict()).isEqualTo(verdict);
        assertThat(judgement.result()).contains(words);
    }

    @Test
    void shouldNameTheProcessThatWritesTheJournalAndHowToAskIt() {
        final LockOwner owner = new LockOwner(4_711, "box", "2026-11-23T10:00:00Z", false);
        final Judgement judgement = new LockFacts(directory, Optional.of(owner), "").judge();
        assertThat(judgement.verdict()).isEqualTo(Verdict.WARN);
        assertThat(judgement.result())
                .isEqualTo("a recorder writes it: process 4711 on box since 2026-11-23T10:00:00Z");
        assertThat(judgement.remedy()).contains("--attach");
    }

    @Test
    void shouldSayWhereItCannotBeToldWhoWrites() {
        final LockFacts denied = new LockFacts(directory, Optional.empty(), "journal.lock");

        assertThat(denied.judge())
                .returns(Verdict.WARN, Judgement::verdict)
                .returns("cannot be told: access denied to journal.lock", Judgement::result);
        assertThat(denied.company()).contains("whether one runs cannot be told: access denied to journal.lock");
    }

    @Test
    void shouldFindTheWriterOfATape() throws IOException {
        assertThat(LockFacts.read(directory).judge().verdict()).isEqualTo(Verdict.PASS);
        final TapeWriter writer = TapeWriter.open(TapeConfig.of(directory));
        try {
            assertThat(LockFacts.read(directory).writer()).isPresent();
        } finally {
            writer.close();
        }
    }

    @Test
    void shouldSayHowLongTheDiskLasts() {
        final DiskFacts facts = disk(SpaceConfig.DEFAULT.minFreeBytes() + 3_600L * 100 * 100 * 48, CareConfig.KEEP_ALL);
        assertThat(facts.hours()).isEqualTo(48);
        assertThat(facts.judge())
                .returns(Verdict.PASS, Judgement::verdict)
                .satisfies(judgement -> assertThat(judgement.result()).endsWith("enough for 2 days"));
    }

    @Test
    void shouldWarnOfADiskThatDoesNotLastADay() {
        assertThat(disk(512 * MIB, CareConfig.KEEP_ALL).judge())
                .returns(Verdict.WARN, Judgement::verdict)
                .satisfies(judgement -> assertThat(judgement.result()).endsWith("enough for 11.2 hours"));
    }

    @Test
    void shouldNotCountHoursWhereOldFilesAreDeletedInTime() {
        assertThat(disk(512 * MIB, 100 * MIB).judge().verdict()).isEqualTo(Verdict.PASS);
        assertThat(disk(512 * MIB, GIB).judge().verdict()).isEqualTo(Verdict.WARN);
    }

    @Test
    void shouldFailADiskOnWhichRecordingWouldPauseAtOnce() {
        final Judgement judgement = disk(150 * MIB, CareConfig.KEEP_ALL).judge();
        assertThat(judgement.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(judgement.result()).isEqualTo("150 MiB left: recording would pause at once");
        assertThat(judgement.remedy()).startsWith("free 42 MiB or more");
    }

    private static DiskFacts disk(final long usableBytes, final long maxBytes) {
        return new DiskFacts(usableBytes, SpaceConfig.DEFAULT, maxBytes, 100, 100);
    }
}
