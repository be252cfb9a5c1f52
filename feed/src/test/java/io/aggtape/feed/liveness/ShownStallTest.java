package io.aggtape.feed.liveness;

import static org.assertj.core.api.Assertions.assertThat;

import io.aggtape.feed.doctor.AttachChecks;
import io.aggtape.feed.doctor.Check;
import io.aggtape.feed.doctor.Finding;
import io.aggtape.pipeline.Heartbeat;
import io.aggtape.pipeline.Heartbeats;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.SystemEpochClock;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a thread stands that stalls, as another process sees it, at times of our own. */
class ShownStallTest {
    private static final long STALL_NS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final int MORE_THAN_FIT = 2_000;

    @TempDir
    Path journal;

    private final Heartbeats heartbeats = new Heartbeats();
    private final Heartbeat feed = heartbeats.make("feed");
    private final LivenessWatch watch =
            new LivenessWatch(heartbeats, STALL_NS, TimeUnit.MINUTES.toNanos(1), new HeardLiveness());
    private final CountDownLatch standing = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);
    private final Thread thread = new Thread(this::standHere);
    private ExposedCounters exposed;
    private long nowNs = System.nanoTime();

    @BeforeEach
    void standStill() throws IOException, InterruptedException {
        exposed = new ExposedCounters(journal, STALL_NS, 1, 0, SystemEpochClock.INSTANCE);
        watch.started(nowNs - TimeUnit.MINUTES.toNanos(1));
        thread.start();
        standing.await();
        Awaitility.await().until(() -> thread.getState() == Thread.State.WAITING);
    }

    @AfterEach
    void close() throws IOException, InterruptedException {
        release.countDown();
        thread.join();
        exposed.close();
    }

    @Test
    void shouldShowWhereAThreadStandsThatStalls() throws Exception {
        look(0);
        assertThat(open().stallOf("feed")).isEmpty();
        look(2 * STALL_NS);
        assertThat(open().stallOf("feed"))
                .get()
                .extracting(TraceView::text)
                .asString()
                .startsWith("thread feed stalls: it is in one cycle of its work; its thread is WAITING at ")
                .contains("\n\tat " + ShownStallTest.class.getName() + ".standHere(");
        assertThat(finding("thread feed").details()).anyMatch(line -> line.contains(".standHere("));
    }

    @Test
    void shouldShowNothingOnceItRunsAgain() throws IOException {
        look(2 * STALL_NS);
        feed.beat(nowNs);
        look(0);
        assertThat(open().stallOf("feed")).isEmpty();
    }

    @Test
    void shouldStillShowItWhereThereIsNoRoomForMoreTraces() throws Exception {
        for (int i = 0; i < MORE_THAN_FIT; i++) {
            exposed.record(new ThreadTrace(
                    "thread feed stalls: an old one, number " + i, null, new Throwable().getStackTrace()));
        }
        look(2 * STALL_NS);
        assertThat(open().figures().get("stack traces not kept")).isBetween(1L, (long) MORE_THAN_FIT);
        assertThat(finding("thread feed").details())
                .anyMatch(line -> line.contains(".standHere("))
                .noneMatch(line -> line.contains("an old one"));
    }

    @Test
    void shouldShowNoTraceFromBeforeTheStall() throws Exception {
        exposed.record(new ThreadTrace("thread feed stalls: an old one", null, new Throwable().getStackTrace()));
        look(2 * STALL_NS);
        assertThat(finding("thread feed").details()).noneMatch(line -> line.contains("an old one"));
    }

    @Test
    void shouldNotTellLocksOfOneClassApart() {
        final String facts = ThreadFacts.of(thread).words();
        assertThat(facts).contains(", waits for a java.util.concurrent.CountDownLatch$Sync");
        assertThat(facts).doesNotContain("@");
    }

    private void standHere() {
        feed.start();
        standing.countDown();
        try {
            release.await();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look(final long laterNs) {
        nowNs += laterNs;
        watch.poll(nowNs);
        exposed.update(watch.threads(), List.of(), nowNs);
    }

    private AttachedRecorder open() throws IOException {
        return AttachedRecorder.open(journal);
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
