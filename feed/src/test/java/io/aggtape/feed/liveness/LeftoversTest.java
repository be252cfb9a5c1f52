package io.aggtape.feed.liveness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In a directory of our own, at a time of our own. */
class LeftoversTest {
    /** More than Linux gives. */
    private static final long NO_PID = 1L << 30;

    private static final long NOW_MS = 1_700_000_000_000L;
    private static final long DAY_MS = TimeUnit.DAYS.toMillis(1);
    private static final ProcessMark OWN = ProcessMark.own();
    private static final ProcessMark GONE = new ProcessMark(OWN.space(), NO_PID, 1);

    @TempDir
    Path directory;

    @TempDir
    Path journal;

    @Test
    void shouldTakeAwayTheSafepointLogsOfAProcessThatIsGone() throws IOException {
        final Path log = Files.createFile(directory.resolve(Leftovers.safepointPrefix(GONE) + "4711.log"));
        final Path older = Files.createFile(directory.resolve(log.getFileName() + ".0"));
        assertThat(Leftovers.sweep(directory, NOW_MS)).isEqualTo(2);
        assertThat(log).doesNotExist();
        assertThat(older).doesNotExist();
    }

    @Test
    void shouldLeaveThoseOfAProcessThatRuns() throws IOException {
        try (SafepointLog log = SafepointLog.open(directory)) {
            assertThat(log.isOn()).isTrue();
            assertThat(Leftovers.sweep(directory, NOW_MS)).isZero();
        }
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void shouldKeepWhatAKilledRecorderShowedForADay() throws IOException {
        final Path file = counters(GONE, journal, NOW_MS - DAY_MS);
        assertThat(Leftovers.sweep(directory, NOW_MS)).isZero();
        assertThat(Leftovers.sweep(directory, NOW_MS + 1)).isEqualTo(1);
        assertThat(file).doesNotExist();
    }

    @Test
    void shouldTakeAwayWhatWasShownOfAJournalThatIsNoMore() throws IOException {
        counters(GONE, journal.resolve("absent"), NOW_MS);
        assertThat(Leftovers.sweep(directory, NOW_MS)).isEqualTo(1);
    }

    @Test
    void shouldLeaveTheCountersOfAProcessThatRunsHoweverOldTheyAre() throws IOException {
        counters(OWN, journal.resolve("absent"), NOW_MS - 2 * DAY_MS);
        assertThat(Leftovers.sweep(directory, NOW_MS)).isZero();
    }

    @Test
    void shouldLeaveWhatItDoesNotKnow() throws IOException {
        Files.createFile(directory.resolve("aggtape-other-user.counters"));
        Files.createFile(directory.resolve(CountersLayout.ownPrefix() + "not-yet.counters"));
        Files.createFile(directory.resolve(CountersLayout.ownPrefix() + "notes.txt"));
        Files.createFile(directory.resolve("notes.counters"));
        assertThat(Leftovers.sweep(directory, NOW_MS)).isZero();
    }

    @Test
    void shouldDoNothingWhereThereIsNoSuchDirectory() {
        assertThat(Leftovers.sweep(directory.resolve("absent"), NOW_MS)).isZero();
    }

    private Path counters(final ProcessMark process, final Path of, final long updateMs) throws IOException {
        final byte[] bytes = new byte[CountersLayout.HEADER_BYTES];
        final UnsafeBuffer buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(bytes.length));
        new CountersHeader(buffer).write(new CountersHeader.Parts(0, 0, 0, 0), of.toString(), 1, updateMs);
        buffer.putLong(CountersLayout.PROCESS_SPACE_AT, process.space());
        buffer.putLong(CountersLayout.PID_AT, process.pid());
        buffer.putLong(CountersLayout.PROCESS_START_AT, process.start());
        buffer.getBytes(0, bytes);
        return Files.write(directory.resolve(CountersLayout.ownPrefix() + "4711.counters"), bytes);
    }
}
