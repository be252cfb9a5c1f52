package io.aggtape.feed.liveness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aggtape.journal.TapeConfig;
import io.aggtape.journal.TapeWriter;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.agrona.concurrent.SystemEpochClock;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several users of one machine, as their files look. */
class CountersSearchTest {
    @TempDir
    Path journal;

    private ExposedCounters exposed;
    private Path own;
    private Path foreign;

    @BeforeEach
    void expose() throws IOException {
        own = CountersLayout.fileOf(journal);
        foreign = own.resolveSibling(
                own.getFileName().toString().replaceFirst(CountersLayout.ownPrefix(), "aggtape-other-"));
        exposed = new ExposedCounters(journal, 500, 1, 0, SystemEpochClock.INSTANCE);
    }

    @AfterEach
    void close() throws IOException {
        exposed.close();
        Files.deleteIfExists(own);
        Files.deleteIfExists(foreign);
    }

    @Test
    void shouldNameTheUserWhoseRecorderItIs() throws IOException {
        Files.move(own, foreign);
        final String user = Files.getOwner(foreign).getName();
        assertThatThrownBy(() -> search(foreign).find()).isInstanceOfSatisfying(NoRecorderException.class, e -> {
            assertThat(e).hasMessageStartingWith("user " + user + " records " + journal + ", or did so: ");
            assertThat(e.remedy()).isEqualTo("run the doctor as " + user);
        });
    }

    @Test
    void shouldReadTheRecorderOfAnotherUserWhereThatIsAllowed() throws IOException {
        Files.move(own, foreign);
        assertThat(search(null).find().file()).isEqualTo(foreign);
    }

    @Test
    void shouldFindItsOwnRecorderBesideALeftoverOfAnother() throws IOException {
        Files.write(foreign, new byte[0]);
        assertThat(search(foreign).find().file()).isEqualTo(own);
    }

    @Test
    void shouldNotTakeWhatADeadRecorderLeftForOneThatHasJustBegun() throws IOException {
        patchPid();
        assertThat(search(null).find().isAlive()).isFalse();
        try (TapeWriter writer = TapeWriter.open(TapeConfig.of(journal))) {
            assertThat(writer.recovered()).isNotNull();
            assertThatThrownBy(() -> search(null).find()).isInstanceOfSatisfying(NoRecorderException.class, e -> {
                assertThat(e).hasMessageStartingWith("a recorder writes " + journal + ", process ");
                assertThat(e.remedy()).startsWith("ask again, if it has just begun");
            });
        }
    }

    /** Makes the file one of a process that is gone. */
    private void patchPid() throws IOException {
        final byte[] content = Files.readAllBytes(own);
        new UnsafeBuffer(content).putLong(CountersLayout.PID_AT, Integer.MAX_VALUE - 1L);
        Files.write(own, content);
    }

    @Test
    void shouldReplaceNoFileOfAnother() throws IOException {
        Files.write(foreign, new byte[1]);
        new ExposedCounters(journal, 500, 1, 0, SystemEpochClock.INSTANCE).close();
        assertThat(foreign).hasSize(1);
    }

    private CountersSearch search(final Path closed) {
        return new CountersSearch(journal, file -> {
            if (file.equals(closed)) {
                throw new AccessDeniedException(file.toString());
            }
            return Files.readAllBytes(file);
        });
    }
}
