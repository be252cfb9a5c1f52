package io.aggtape.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class HeartbeatTest {
    private static final long SLOW_NS = 50;

    private final Heartbeats heartbeats = new Heartbeats(SLOW_NS);
    private final Heartbeat heartbeat = heartbeats.make("journal", 100);

    @Test
    void shouldNotHaveRunBeforeItsThreadSaysSo() {
        assertThat(heartbeat.phase()).isEqualTo(Heartbeat.Phase.CREATED);
        assertThat(heartbeat.thread()).isNull();
        heartbeat.start();
        assertThat(heartbeat.phase()).isEqualTo(Heartbeat.Phase.RUNNING);
        assertThat(heartbeat.thread()).isEqualTo(Thread.currentThread());
    }

    @Test
    void shouldCountCyclesTheLongestAndThoseThatTookLonger() {
        heartbeat.idle(0);
        heartbeat.beat(1_000);
        heartbeat.beat(1_050);
        heartbeat.beat(1_101);
        heartbeat.idle(1_111);
        assertThat(heartbeat.cycles()).isEqualTo(3);
        assertThat(heartbeat.longestNs()).isEqualTo(51);
        assertThat(heartbeat.slowCycles()).isEqualTo(1);
        assertThat(heartbeat.beatNs()).isEqualTo(1_111);
    }

    @Test
    void shouldNotCountIdleOrAwaitedTimeAsACycle() {
        heartbeat.idle(0);
        heartbeat.beat(10_000);
        heartbeat.await("REST", 10_010, 5_000);
        heartbeat.beat(14_000);
        heartbeat.idle(14_020);
        assertThat(heartbeat.longestNs()).isEqualTo(20);
        assertThat(heartbeat.slowCycles()).isZero();
    }

    @Test
    void shouldSayWhatItAwaitsAndUntilWhen() {
        heartbeat.await("REST", 1_000, 500);
        assertThat(heartbeat.phase()).isEqualTo(Heartbeat.Phase.AWAITING);
        assertThat(heartbeat.activity()).isEqualTo("REST");
        assertThat(heartbeat.awaitedUntilNs()).isEqualTo(1_500);
    }

    @Test
    void shouldStayFailedWhereItsThreadEndsAfterwards() {
        final Throwable fault = new IllegalStateException("broken");
        heartbeat.start();
        heartbeat.fail(fault);
        heartbeat.end();
        assertThat(heartbeat.phase()).isEqualTo(Heartbeat.Phase.FAILED);
        assertThat(heartbeat.fault()).isSameAs(fault);
    }

    @Test
    void shouldGoOnWhereOnlyOneOfItsTasksWasLost() {
        final Throwable fault = new IllegalStateException("broken");
        heartbeat.idle(0);
        heartbeat.lose(fault);
        assertThat(heartbeat.phase()).isEqualTo(Heartbeat.Phase.IDLE);
        assertThat(heartbeat.fault()).isSameAs(fault);
    }

    @Test
    void shouldForgetALostTaskOnceOneEndsAsItShouldAndKeepTheCount() {
        final Throwable fault = new IllegalStateException("broken");
        heartbeat.regain();
        assertThat(heartbeat.faults()).isZero();
        heartbeat.lose(fault);
        assertThat(heartbeat.hasFault()).isTrue();
        heartbeat.regain();
        assertThat(heartbeat.hasFault()).isFalse();
        assertThat(heartbeat.fault()).isSameAs(fault);
        assertThat(heartbeat.faults()).isEqualTo(1);
        heartbeat.lose(fault);
        assertThat(heartbeat.hasFault()).isTrue();
        assertThat(heartbeat.faults()).isEqualTo(2);
    }

    @Test
    void shouldSayHowFarItHasCome() {
        heartbeat.beat(0);
        heartbeat.progress(7);
        assertThat(heartbeat.progress()).isEqualTo(7);
        assertThat(heartbeat.beatNs()).isZero();
    }

    @Test
    void shouldStandStillForAsLongAsOrderedAndOnce() {
        heartbeats.orderStall("journal", 1_000, 2_000_000);
        heartbeat.start();
        final long beganNs = System.nanoTime();
        heartbeat.beat(1_000);
        assertThat(System.nanoTime() - beganNs).isGreaterThanOrEqualTo(2_000_000);
        heartbeat.beat(1_001);
        assertThat(heartbeat.cycles()).isEqualTo(2);
    }

    @Test
    void shouldNotStandStillBeforeTheTime() {
        heartbeats.orderStall("journal", 1_000, Long.MAX_VALUE / 2);
        heartbeat.beat(999);
        assertThat(heartbeat.phase()).isEqualTo(Heartbeat.Phase.RUNNING);
    }

    @Test
    void shouldStandStillNoLongerWhereItIsInterrupted() {
        heartbeats.orderStall("journal", 1_000, Long.MAX_VALUE / 2);
        Thread.currentThread().interrupt();
        heartbeat.beat(1_000);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void shouldNameTheRolesThatThereAre() {
        heartbeats.make("feed");
        assertThatThrownBy(() -> heartbeats.orderStall("journl", 0, 1))
                .isInstanceOf(UnknownRoleException.class)
                .hasMessage("no thread of this run is called 'journl': there are journal, feed");
    }

    @Test
    void shouldAllocateNothingACycle() {
        heartbeat.start();
        for (int i = 0; i < 100_000; i++) {
            cycle(i);
        }
        assertThat(Allocation.bytesOf(() -> {
                    for (int i = 0; i < 10_000; i++) {
                        cycle(i);
                    }
                }))
                .isZero();
    }

    private void cycle(final long nowNs) {
        heartbeat.beat(nowNs);
        heartbeat.progress(nowNs);
        heartbeat.await("REST", nowNs, 1);
        heartbeat.idle(nowNs);
    }
}
