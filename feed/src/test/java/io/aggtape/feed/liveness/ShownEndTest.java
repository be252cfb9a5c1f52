package io.aggtape.feed.liveness;

import static org.assertj.core.api.Assertions.assertThat;

import io.aggtape.feed.doctor.AttachChecks;
import io.aggtape.feed.doctor.Check;
import io.aggtape.feed.doctor.Finding;
import io.aggtape.feed.doctor.Verdict;
import io.aggtape.pipeline.Heartbeat;
import io.aggtape.pipeline.Heartbeats;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.agrona.concurrent.SystemEpochClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a thread has ended, or what became of its tasks, as the doctor of another process says it. */
class ShownEndTest {
    @TempDir
    Path journal;

    private final Heartbeats heartbeats = new Heartbeats();
    private final Heartbeat feed = heartbeats.make("feed");
    private final LivenessWatch watch = new LivenessWatch(heartbeats, 500_000_000, 100_000_000, new HeardLiveness());
    private ExposedCounters exposed;

    @BeforeEach
    void expose() throws IOException {
        exposed = new ExposedCounters(journal, 500_000_000, 1, 0, SystemEpochClock.INSTANCE);
        feed.idle(System.nanoTime());
    }

    @AfterEach
    void close() throws IOException {
        exposed.close();
    }

    @Test
    void shouldFailAThreadThatEndedThoughNobodyHasAskedItTo() throws Exception {
        feed.end();
        look();
        assertThat(finding("thread feed").verdict()).isEqualTo(Verdict.FAIL);
        assertThat(finding("thread feed").result()).isEqualTo("has ended, though nobody has asked it to");
        assertThat(finding("recorder").result()).contains(" answers, ");
    }

    @Test
    void shouldPassAThreadThatEndedWhileTheRecorderStops() throws Exception {
        feed.end();
        look();
        exposed.stopping();
        assertThat(finding("thread feed").verdict()).isEqualTo(Verdict.PASS);
        assertThat(finding("thread feed").result()).isEqualTo("ended as it should");
        assertThat(finding("recorder").result()).contains(" is stopping, last sign ");
    }

    @Test
    void shouldFailAThreadWhoseLastTaskWasEndedByAFault() throws Exception {
        feed.lose(new IllegalStateException("broken"));
        look();
        assertThat(finding("thread feed").verdict()).isEqualTo(Verdict.FAIL);
        assertThat(finding("thread feed").result()).isEqualTo("an exception has ended one of its tasks");
    }

    @Test
    void shouldWarnOfTasksThatWereEndedByFaultsBeforeTheLastOne() throws Exception {
        feed.lose(new IllegalStateException("broken"));
        exposed.record(new ThreadTrace("thread feed was ended, or a task of it, by a fault", feed.fault()));
        feed.regain();
        look();
        assertThat(finding("thread feed").verdict()).isEqualTo(Verdict.WARN);
        assertThat(finding("thread feed").result())
                .isEqualTo("runs, but exceptions have ended 1 of its tasks; the last one was as it should");
        assertThat(finding("thread feed").details()).anyMatch(line -> line.contains("IllegalStateException: broken"));
    }

    private void look() {
        watch.poll(System.nanoTime());
        exposed.update(watch.threads(), List.of(), System.nanoTime());
    }

    private Finding finding(final String test) throws InterruptedException {
        for (final Check check : AttachChecks.of(journal)) {
            if (check.name().equals(test)) {
                return check.run();
            }
        }
        throw new AssertionError("no finding " + test);
    }
}
