package io.aggtape.feed.liveness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aggtape.journal.LineState;
import io.aggtape.pipeline.Heartbeat;
import io.aggtape.pipeline.Heartbeats;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.agrona.concurrent.SystemEpochClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CountersFileTest {
    /** More than Linux gives. */
    private static final long NO_PID = 1L << 30;

    @TempDir
    Path journal;

    private final Heartbeats heartbeats = new Heartbeats(1_000);
    private final Heartbeat feed = heartbeats.make("feed");
    private final LivenessWatch watch = new LivenessWatch(heartbeats, 500, 100, new HeardLiveness());
    private final List<Gauge> gauges = List.of(
            new Gauge(Figure.LINE_STATE, "line 0", () -> LineState.LIVE.code()),
            new Gauge(Figure.LINE_STREAMS, "line 0", () -> 4),
            new Gauge(Figure.LINE_MESSAGES, "line 0", () -> 1_234),
            new Gauge(Figure.RECORDER, "journaled", () -> 1_000));
    private ExposedCounters exposed;

    @BeforeEach
    void expose() throws IOException {
        exposed = new ExposedCounters(journal, 500, 1, gauges.size(), SystemEpochClock.INSTANCE);
    }

    @AfterEach
    void close() throws IOException {
        exposed.close();
        Files.deleteIfExists(file());
    }

    @Test
    void shouldShowThreadsLinesAndFigures() throws IOException {
        final long nowNs = System.nanoTime();
        feed.beat(nowNs);
        feed.beat(nowNs + 5_000);
        update(nowNs + 5_000);

        final AttachedRecorder read = AttachedRecorder.open(journal);
        assertThat(read.pid()).isEqualTo(ProcessHandle.current().pid());
        assertThat(read.stallAfterNs()).isEqualTo(500);
        assertThat(read.threads()).singleElement().satisfies(thread -> {
            assertThat(thread.role()).isEqualTo("feed");
            assertThat(thread.phase()).isEqualTo(Heartbeat.Phase.RUNNING);
            assertThat(thread.cycles()).isEqualTo(1);
            assertThat(thread.longestNs()).isEqualTo(5_000);
            assertThat(thread.slowCycles()).isEqualTo(1);
            assertThat(thread.lastBeatMs()).isBetween(read.startMs() - 1, read.updateMs());
            assertThat(thread.hasFault()).isFalse();
        });
        assertThat(read.lines()).containsExactly(new LineView("line 0", LineState.LIVE, 0, 0, 4, 1_234, 0));
        assertThat(read.figures()).isEqualTo(Map.of("journaled", 1_000L));
    }

    @Test
    void shouldShowThreadsThatComeLater() throws IOException {
        update(System.nanoTime());
        heartbeats.make("aggtape-dns-2").idle(System.nanoTime());
        update(System.nanoTime());
        assertThat(AttachedRecorder.open(journal).threads())
                .extracting(ThreadView::role)
                .containsExactly("feed", "aggtape-dns-2");
    }

    @Test
    void shouldShowAFaultWithItsStackTraceAndCountItsLike() throws IOException {
        final ThreadTrace trace = new ThreadTrace("thread feed was ended", new IllegalStateException("broken"));
        feed.fail(new IllegalStateException("broken"));
        exposed.record(trace);
        exposed.record(trace);
        update(System.nanoTime());

        final AttachedRecorder read = AttachedRecorder.open(journal);
        assertThat(read.threads().get(0).phase()).isEqualTo(Heartbeat.Phase.FAILED);
        assertThat(read.threads().get(0).hasFault()).isTrue();
        assertThat(read.traces()).singleElement().satisfies(seen -> {
            assertThat(seen.count()).isEqualTo(2);
            assertThat(seen.isOf("feed")).isTrue();
            assertThat(seen.text())
                    .contains("Caused by: java.lang.IllegalStateException: broken")
                    .contains("\tat " + CountersFileTest.class.getName());
        });
    }

    @Test
    void shouldBeForItsOwnerAlone() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
    }

    @Test
    void shouldBeTakenAwayAtTheEnd() throws IOException {
        exposed.close();
        assertThat(file()).doesNotExist();
        expose();
    }

    @Test
    void shouldTakeThePlaceOfOneThatACrashLeft() throws IOException {
        expose();
        update(System.nanoTime());
        assertThat(AttachedRecorder.open(journal).threads()).hasSize(1);
    }

    @Test
    void shouldLeaveTheFileOfItsSuccessor() throws IOException {
        final ExposedCounters stopping = exposed;
        expose();
        stopping.close();
        assertThat(AttachedRecorder.open(journal).threads()).isEmpty();
        exposed.close();
        assertThat(file()).doesNotExist();
        expose();
    }

    @Test
    void shouldLieInMemoryAndNotBesideTheJournal() throws IOException {
        assertThat(file().getParent()).isEqualTo(CountersLayout.directory()).isNotEqualTo(journal);
    }

    @Test
    void shouldSayThatThereIsNoJournal() {
        assertThatThrownBy(() -> AttachedRecorder.open(journal.resolve("absent")))
                .isInstanceOf(NoRecorderException.class)
                .hasMessage("there is no journal " + journal.resolve("absent"));
    }

    @Test
    void shouldSayThatNoRecorderRuns() throws IOException {
        final Path other = Files.createDirectory(journal.resolve("other"));
        assertThatThrownBy(() -> AttachedRecorder.open(other))
                .isInstanceOf(NoRecorderException.class)
                .hasMessageStartingWith("no recorder runs on " + other);
    }

    @Test
    void shouldSayThatTheProcessIsGoneAndShowWhatItLeft() throws IOException {
        update(System.nanoTime());
        patch(CountersLayout.PID_AT, NO_PID);
        final AttachedRecorder left = AttachedRecorder.open(journal);
        assertThat(left.isAlive()).isFalse();
        assertThat(left.pid()).isEqualTo(NO_PID);
        assertThat(left.threads()).hasSize(1);
    }

    @Test
    void shouldNotTakeAnotherProcessWithItsIdForIt() throws IOException {
        patch(CountersLayout.PROCESS_START_AT, 1_000);
        assertThat(AttachedRecorder.open(journal).isAlive()).isFalse();
    }

    @Test
    void shouldRefuseAnotherLayout() throws IOException {
        patch(CountersLayout.VERSION_AT, CountersLayout.VERSION + 1);
        assertThatThrownBy(() -> AttachedRecorder.open(journal)).hasMessageContaining("of another version of aggtape");
    }

    @Test
    void shouldRefuseWhatIsNoCountersFile() throws IOException {
        patch(CountersLayout.MAGIC_AT, 0);
        assertThatThrownBy(() -> AttachedRecorder.open(journal)).hasMessageContaining("holds no counters");
        Files.write(file(), new byte[10]);
        assertThatThrownBy(() -> AttachedRecorder.open(journal)).hasMessageContaining("holds no counters");
    }

    private void update(final long nowNs) {
        watch.poll(nowNs);
        exposed.update(watch.threads(), gauges, nowNs);
    }

    private Path file() throws IOException {
        return CountersLayout.fileOf(journal);
    }

    private void patch(final int at, final long value) throws IOException {
        try (FileChannel channel = FileChannel.open(file(), StandardOpenOption.WRITE, StandardOpenOption.READ)) {
            final ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder());
            channel.read(bytes, at);
            if (at == CountersLayout.VERSION_AT) {
                bytes.putInt(0, (int) value);
            } else {
                bytes.putLong(0, value);
            }
            channel.write(bytes.rewind(), at);
        }
    }
}
