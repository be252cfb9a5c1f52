package io.aggtape.feed.liveness;

import static org.assertj.core.api.Assertions.assertThat;

import io.aggtape.feed.LogLines;
import io.aggtape.pipeline.Heartbeat;
import io.aggtape.pipeline.Heartbeats;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is logged of a thread that stands still here, and then there. */
final class LivenessLogTest {
    private final LogLines lines = LogLines.open();
    private final List<ThreadTrace> kept = new ArrayList<>();
    private final LivenessLog log = new LivenessLog((sinceNs, nowNs) -> "unexplained", kept::add, () -> false);
    private final Heartbeat heartbeat = new Heartbeats().make("journal");
    private final CountDownLatch here = new CountDownLatch(1);
    private final CountDownLatch there = new CountDownLatch(1);
    private final Thread thread = new Thread(this::standStill);

    @BeforeEach
    void start() {
        thread.start();
        awaitStandingIn("standHere");
    }

    @AfterEach
    void end() throws InterruptedException {
        here.countDown();
        there.countDown();
        thread.join(TimeUnit.SECONDS.toMillis(10));
        lines.close();
    }

    @Test
    void shouldSayInWhichStateAThreadIsAndForWhatItWaits() {
        log.onStall(stall(1));
        assertThat(lines.all())
                .singleElement()
                .asString()
                .startsWith(
                        "WARN LivenessLog - thread journal STALLS, for 1.000 s so far: it is in one cycle of its work; "
                                + "its thread is WAITING at jdk.internal.misc.Unsafe.park, waits for a "
                                + CountDownLatch.class.getName())
                .endsWith("; unexplained");
        assertThat(kept)
                .singleElement()
                .satisfies(trace -> assertThat(trace.getStackTrace())
                        .anyMatch(frame -> frame.getMethodName().equals("standHere")));
    }

    @Test
    void shouldNotRepeatAStackThatIsStillTheSame() {
        log.onStall(stall(1));
        log.onStillStalled(stall(11));
        assertThat(lines.all())
                .hasSize(2)
                .last()
                .asString()
                .startsWith("WARN LivenessLog - thread journal STILL STALLS, for 11.000 s so far: it is in one cycle");
        assertThat(lines.traces()).hasSize(1);
    }

    @Test
    void shouldShowTheStackOfAThreadThatStandsElsewhereThanBefore() {
        log.onStall(stall(1));
        here.countDown();
        awaitStandingIn("standThere");
        log.onStillStalled(stall(11));
        log.onStillStalled(stall(31));
        assertThat(lines.traces())
                .hasSize(2)
                .last()
                .asString()
                .contains("STILL STALLS")
                .contains("standThere(");
    }

    @Test
    void shouldShowTheStackOfEachStallAnew() {
        log.onStall(stall(1));
        log.onStallEnd(stall(2));
        log.onStall(stall(1));
        assertThat(lines.traces()).hasSize(2);
    }

    private Stall stall(final long seconds) {
        return new Stall(heartbeat, Stall.Kind.IN_A_CYCLE, 0, TimeUnit.SECONDS.toNanos(seconds));
    }

    private void awaitStandingIn(final String method) {
        Awaitility.await(method)
                .until(() -> thread.getState() == Thread.State.WAITING
                        && List.of(thread.getStackTrace()).stream()
                                .anyMatch(frame -> frame.getMethodName().equals(method)));
    }

    private void standStill() {
        heartbeat.start();
        standHere();
        standThere();
    }

    private void standHere() {
        await(here);
    }

    private void standThere() {
        await(there);
    }

    private static void await(final CountDownLatch latch) {
        try {
            latch.await();
        } catch (final InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
