package io.aggtape.feed.liveness;

import static org.assertj.core.api.Assertions.assertThat;

import io.aggtape.pipeline.Heartbeat;
import io.aggtape.pipeline.Heartbeats;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** By hand, at times of our own that begin where the heartbeats' do. */
class LivenessWatchTest {
    private static final long INTERVAL_MS = 100;

    private final Heartbeats heartbeats = new Heartbeats(ns(50));
    private final HeardLiveness heard = new HeardLiveness();
    private final LivenessWatch watch = new LivenessWatch(heartbeats, ns(500), ns(INTERVAL_MS), heard);
    private final long originNs = System.nanoTime();
    private long nowMs;

    @BeforeEach
    void warmUp() {
        watch.started(originNs);
        pollUntil(2_000);
    }

    @Test
    void shouldKeepSilentWhileAThreadBeats() {
        final Heartbeat feed = heartbeats.make("feed");
        for (int i = 0; i < 50; i++) {
            feed.beat(nowNs());
            pollUntil(nowMs + INTERVAL_MS);
        }
        assertThat(heard.take()).isEmpty();
    }

    @Test
    void shouldNameAThreadThatStaysInOneCycleWhileItDoes() {
        final Heartbeat feed = heartbeats.make("feed");
        feed.beat(nowNs());
        pollUntil(nowMs + 400);
        assertThat(heard.take()).isEmpty();
        pollUntil(nowMs + 100);
        assertThat(heard.take()).containsExactly("stall feed IN_A_CYCLE 500");
        pollUntil(nowMs + 1_000);
        assertThat(heard.take()).isEmpty();
    }

    @Test
    void shouldCallNoThreadStalledWhoseLongCycleComesFurther() {
        final Heartbeat journal = heartbeats.make("journal");
        journal.beat(nowNs());
        for (int i = 1; i <= 50; i++) {
            journal.progress(i);
            pollUntil(nowMs + 400);
        }
        assertThat(heard.take()).isEmpty();
        pollUntil(nowMs + 300);
        assertThat(heard.take()).containsExactly("stall journal IN_A_CYCLE 500");
        journal.progress(51);
        pollUntil(nowMs + INTERVAL_MS);
        assertThat(heard.take()).containsExactly("over journal IN_A_CYCLE 700");
        journal.beat(nowNs());
        assertThat(journal.slowCycles()).isEqualTo(1);
    }

    @Test
    void shouldTellHowLongAStallTookOnceItIsOver() {
        final Heartbeat feed = stalledFeed();
        pollUntil(nowMs + 600);
        feed.beat(nowNs());
        pollUntil(nowMs + INTERVAL_MS);
        assertThat(heard.take()).containsExactly("over feed IN_A_CYCLE 1100");
    }

    @Test
    void shouldTellTheTimeOfTheCycleWhereItEndedBetweenTwoLooks() {
        final Heartbeat feed = stalledFeed();
        feed.beat(nowNs() + ns(30));
        pollUntil(nowMs + INTERVAL_MS);
        assertThat(heard.take()).containsExactly("over feed IN_A_CYCLE 530");
    }

    @Test
    void shouldRemindOfAStallAfterTenSecondsAndThenMoreAndMoreRarely() {
        stalledFeed();
        pollUntil(nowMs + 9_900);
        assertThat(heard.take()).isEmpty();
        pollUntil(nowMs + 100);
        assertThat(heard.take()).containsExactly("still feed IN_A_CYCLE 10500");
        pollUntil(nowMs + 60_000);
        assertThat(heard.take()).containsExactly("still feed IN_A_CYCLE 30500", "still feed IN_A_CYCLE 70500");
        pollUntil(nowMs + 3_600_000);
        assertThat(heard.take()).hasSize(8).last().isEqualTo("still feed IN_A_CYCLE 3630500");
    }

    @Test
    void shouldNameEachStallOfAThread() {
        final Heartbeat feed = stalledFeed();
        feed.beat(nowNs());
        pollUntil(nowMs + 500);
        assertThat(heard.take()).containsExactly("over feed IN_A_CYCLE 500", "stall feed IN_A_CYCLE 500");
        assertThat(watch.threads().get(0).stalls()).isEqualTo(2);
    }

    @Test
    void shouldLetAThreadBeIdleForAsLongAsNothingWaitsForIt() {
        heartbeats.make("journal").idle(nowNs());
        pollUntil(nowMs + 60_000);
        assertThat(heard.take()).isEmpty();
    }

    @Test
    void shouldNameAThreadThatDoesNotComeBackToItsTask() {
        heartbeats.make("clock", ns(1_000)).idle(nowNs());
        pollUntil(nowMs + 1_400);
        assertThat(heard.take()).isEmpty();
        pollUntil(nowMs + 100);
        assertThat(heard.take()).containsExactly("stall clock OVERDUE 1500");
    }

    @Test
    void shouldGiveWhatIsAwaitedItsTime() {
        heartbeats.make("watchdog").await("REST", nowNs(), ns(3_000));
        pollUntil(nowMs + 2_900);
        assertThat(heard.take()).isEmpty();
        pollUntil(nowMs + 100);
        assertThat(heard.take()).containsExactly("stall watchdog AWAITING 3000");
    }

    @Test
    void shouldNameAThreadThatNobodyHasStarted() {
        heartbeats.make("feed");
        final long madeMs =
                TimeUnit.NANOSECONDS.toMillis(heartbeats.all().get(0).beatNs() - originNs);
        nowMs = Math.max(nowMs, madeMs);
        pollUntil(nowMs + 600);
        assertThat(heard.take()).singleElement().asString().startsWith("stall feed NOT_STARTED ");
    }

    @Test
    void shouldNameAThreadThatDiedWithoutAWord() throws InterruptedException {
        final Heartbeat feed = heartbeats.make("feed");
        final Thread thread = new Thread(feed::start);
        thread.start();
        thread.join();
        pollUntil(nowMs + INTERVAL_MS);
        assertThat(heard.take()).singleElement().asString().startsWith("stall feed GONE ");
    }

    @Test
    void shouldTellOnceThatAThreadEnded() {
        final Heartbeat feed = heartbeats.make("feed");
        feed.beat(nowNs());
        pollUntil(nowMs + INTERVAL_MS);
        feed.end();
        pollUntil(nowMs + 5_000);
        assertThat(heard.take()).containsExactly("end feed");
    }

    @Test
    void shouldTellOnceWhatEndedAThreadAndCallItNoStall() {
        final Heartbeat feed = heartbeats.make("feed");
        feed.beat(nowNs());
        feed.fail(new IllegalStateException("broken"));
        pollUntil(nowMs + 5_000);
        assertThat(heard.take()).containsExactly("fault feed broken");
    }

    @Test
    void shouldTellOfALostTaskThatHasRecoveredSinceTheLastLook() {
        final Heartbeat dns = heartbeats.make("aggtape-dns");
        dns.idle(nowNs());
        dns.lose(new IllegalStateException("broken"));
        dns.regain();
        pollUntil(nowMs + 5_000);
        assertThat(heard.take()).containsExactly("fault aggtape-dns broken");
        assertThat(watch.threads().get(0).hasFault(nowNs())).isTrue();
        pollUntil(nowMs + 6_000);
        assertThat(watch.threads().get(0).hasFault(nowNs())).isFalse();
    }

    @Test
    void shouldEndAStallWhereItsThreadEnds() {
        stalledFeed().fail(new IllegalStateException("broken"));
        pollUntil(nowMs + INTERVAL_MS);
        assertThat(heard.take()).containsExactly("over feed IN_A_CYCLE 600", "fault feed broken");
    }

    @Test
    void shouldBlameAPauseOfAllOnNoThread() {
        final Heartbeat feed = heartbeats.make("feed");
        feed.beat(nowNs());
        pollUntil(nowMs + INTERVAL_MS);
        nowMs += 1_400;
        watch.poll(nowNs());
        assertThat(heard.take()).containsExactly("pause 1400 of all");
        feed.beat(nowNs());
        pollUntil(nowMs + 400);
        assertThat(heard.take()).isEmpty();
    }

    @Test
    void shouldNameAThreadThatDoesNotComeOutOfAPause() {
        heartbeats.make("feed").beat(nowNs());
        pollUntil(nowMs + INTERVAL_MS);
        nowMs += 1_400;
        pollUntil(nowMs + 600);
        assertThat(heard.take()).containsExactly("pause 1500 of all", "stall feed IN_A_CYCLE 2100");
    }

    @Test
    void shouldKnowThatItStoodStillAloneWhereOthersRanMeanwhile() {
        final Heartbeat feed = heartbeats.make("feed");
        feed.beat(nowNs());
        pollUntil(nowMs + INTERVAL_MS);
        feed.beat(nowNs());
        watch.poll(nowNs());
        for (int i = 0; i < 140; i++) {
            nowMs += 10;
            feed.beat(nowNs());
        }
        watch.poll(nowNs());
        assertThat(heard.take()).first().isEqualTo("pause 1400 alone");
    }

    @Test
    void shouldNameWithinASecondWhatStallsAtTheStart() {
        final LivenessWatch cold = new LivenessWatch(heartbeats, ns(500), ns(INTERVAL_MS), heard);
        heartbeats.make("feed").beat(nowNs());
        final long startMs = nowMs + 300;
        pollUntil(cold, startMs);
        cold.started(nowNs());
        pollUntil(cold, startMs + 600);
        assertThat(heard.take()).isEmpty();
        pollUntil(cold, startMs + 700);
        assertThat(heard.take()).containsExactly("stall feed IN_A_CYCLE 1000");
    }

    @Test
    void shouldGiveThreadsTheirTimeThatStillStart() {
        final LivenessWatch cold = new LivenessWatch(heartbeats, ns(500), ns(INTERVAL_MS), heard);
        heartbeats.make("feed");
        cold.started(nowNs());
        final long startMs = nowMs;
        pollUntil(cold, startMs + 1_900);
        assertThat(heard.take()).isEmpty();
        pollUntil(cold, startMs + 2_000);
        assertThat(heard.take()).singleElement().asString().startsWith("stall feed NOT_STARTED ");
    }

    private Heartbeat stalledFeed() {
        final Heartbeat feed = heartbeats.make("feed");
        feed.beat(nowNs());
        pollUntil(nowMs + 500);
        assertThat(heard.take()).containsExactly("stall feed IN_A_CYCLE 500");
        return feed;
    }

    private void pollUntil(final long untilMs) {
        pollUntil(watch, untilMs);
    }

    private void pollUntil(final LivenessWatch polled, final long untilMs) {
        while (nowMs < untilMs) {
            nowMs += INTERVAL_MS;
            polled.poll(nowNs());
        }
    }

    private long nowNs() {
        return originNs + ns(nowMs);
    }

    private static long ns(final long ms) {
        return TimeUnit.MILLISECONDS.toNanos(ms);
    }
}
