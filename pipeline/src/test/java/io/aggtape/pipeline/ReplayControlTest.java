package io.aggtape.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Pause, step, seek, stop: asked for within callbacks and while it waits, where a test knows exactly where it is. */
class ReplayControlTest {
    @TempDir
    private Path directory;

    private ReplayRig rig;

    @BeforeEach
    void writeATape() {
        rig = new ReplayRig(directory);
        final long[] ids = new long[100];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = i + 1;
        }
        rig.write("a", "AAA", ids);
    }

    @Test
    void shouldDeliverNothingWhileItIsPaused() {
        final List<Integer> heardWhilePaused = new ArrayList<>();
        try (Replay replay = rig.replay("a").into(rig)) {
            rig.onTrade = id -> {
                if (id == 10) {
                    replay.pause();
                }
            };
            rig.onIdle = () -> {
                assertThat(replay.isPaused()).isTrue();
                heardWhilePaused.add(rig.heard.size());
                if (heardWhilePaused.size() == 50) {
                    replay.resume();
                }
            };
            assertThat(replay.run()).isEqualTo(100);
        }
        assertThat(heardWhilePaused).hasSize(50).containsOnly(10);
    }

    @Test
    void shouldGoOnByStepsWhileItIsPaused() {
        final List<Integer> heardAtStops = new ArrayList<>();
        try (Replay replay = rig.replay("a").into(rig)) {
            replay.pause();
            rig.onIdle = () -> {
                heardAtStops.add(rig.heard.size());
                if (heardAtStops.size() < 4) {
                    replay.step(3);
                } else {
                    replay.stop();
                }
            };
            assertThat(replay.run()).isEqualTo(9);
        }
        assertThat(heardAtStops).containsExactly(0, 3, 6, 9);
    }

    @Test
    void shouldRefuseAStepOfNothing() {
        try (Replay replay = rig.replay("a").into(rig)) {
            assertThatThrownBy(() -> replay.step(0)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void shouldNotCatchUpAfterAPause() {
        try (Replay replay = rig.replay("a")
                .speed(ReplaySpeed.REALTIME)
                .between(0, ReplayRig.START_US + 6_000)
                .into(rig)) {
            rig.onTrade = id -> {
                if (id == 2) {
                    replay.pause();
                }
            };
            final long[] idles = new long[1];
            rig.onIdle = () -> {
                if (replay.isPaused() && ++idles[0] == 100_000) {
                    replay.resume();
                }
            };
            replay.run();
        }
        assertThat(rig.heardAtNs.get(2) - rig.heardAtNs.get(1)).isGreaterThan(99_000_000);
        assertThat(rig.heardAtNs.get(3) - rig.heardAtNs.get(2)).isBetween(900_000L, 1_100_000L);
    }

    @ParameterizedTest
    @EnumSource(ReplayOrder.class)
    void shouldGoToATimeBackAndForth(final ReplayOrder order) {
        try (Replay replay = rig.replay("a").order(order).into(rig)) {
            rig.onTrade = id -> {
                if (rig.heard.size() == 5) {
                    replay.seek(ReplayRig.START_US + 90_000);
                } else if (rig.heard.size() == 8) {
                    replay.seek(ReplayRig.START_US + 3_000);
                } else if (rig.heard.size() == 10) {
                    replay.seek(ReplayRig.START_US + 99_000);
                }
            };
            replay.run();
        }
        assertThat(rig.heard)
                .containsExactly(
                        "AAA 1", "AAA 2", "AAA 3", "AAA 4", "AAA 5", "AAA 90", "AAA 91", "AAA 92", "AAA 3", "AAA 4",
                        "AAA 99", "AAA 100");
        assertThat(rig.tapeTimesNs.get(8)).isLessThan(rig.tapeTimesNs.get(7));
    }

    @Test
    void shouldGoBackFromTheLastTrade() {
        try (Replay replay = rig.replay("a").into(rig)) {
            rig.onTrade = id -> {
                if (id == 100 && rig.heard.size() == 100) {
                    replay.seek(ReplayRig.START_US + 100_000);
                }
            };
            assertThat(replay.run()).isEqualTo(101);
        }
    }

    @Test
    void shouldStopBehindTheTradeInHand() {
        try (Replay replay = rig.replay("a").into(rig)) {
            rig.onTrade = id -> {
                if (id == 7) {
                    replay.stop();
                }
            };
            assertThat(replay.run()).isEqualTo(7);
        }
        assertThat(rig.heard).hasSize(7);
    }

    @Test
    void shouldTellHowFarItIs() {
        try (Replay replay = rig.replay("a").into(rig)) {
            assertThat(replay.progress()).isEqualTo(new ReplayProgress(0, false, 0, 0));
            final List<ReplayProgress> seen = new ArrayList<>();
            rig.onTrade = id -> seen.add(replay.progress());
            replay.run();
            assertThat(seen)
                    .extracting(ReplayProgress::trades)
                    .startsWith(1L, 2L)
                    .endsWith(100L);
            assertThat(seen)
                    .extracting(ReplayProgress::fraction)
                    .allSatisfy(fraction -> assertThat(fraction).isBetween(0.0, 1.0));
            assertThat(replay.progress())
                    .isEqualTo(new ReplayProgress(1, false, 100, ReplayRig.START_NS + 100_250_000));
        }
    }

    @Test
    void shouldObeyAnotherThread() throws InterruptedException {
        try (Replay replay = Replay.of(rig.tape("a")).into(rig)) {
            replay.pause();
            final Thread thread = new Thread(replay::run, "replay");
            thread.start();
            replay.step(5);
            Awaitility.await().until(() -> replay.progress().trades() == 5);
            replay.resume();
            thread.join(TimeUnit.SECONDS.toMillis(30));
            assertThat(thread.isAlive()).isFalse();
            assertThat(replay.progress().trades()).isEqualTo(100);
        }
    }
}
