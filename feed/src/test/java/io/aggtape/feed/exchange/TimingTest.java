package io.aggtape.feed.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** When faults are in force, on a clock that is moved by hand; times in ns. */
final class TimingTest {
    private static final ArmedFault.Target FIRST = new ArmedFault.Target(1, 0);

    private long nowNs;

    private FaultBoard board(final String... faults) {
        final FaultBoard board = new FaultBoard(Faults.of(3, faults), () -> nowNs);
        board.start();
        return board;
    }

    private static boolean isOn(final FaultBoard board, final ArmedFault.Target target, final long nowMs) {
        return board.strikeTrade(target, "A", 1, nowMs * 1_000_000) != null;
    }

    private static ArmedFault.Target target(final long ordinal, final long openedMs) {
        return new ArmedFault.Target(ordinal, openedMs * 1_000_000);
    }

    @Test
    void shouldLastFromThenForSoLong() {
        final FaultBoard board = board("mute,after=100ms,for=50ms");

        assertThat(isOn(board, FIRST, 99)).isFalse();
        assertThat(isOn(board, FIRST, 100)).isTrue();
        assertThat(isOn(board, FIRST, 149)).isTrue();
        assertThat(isOn(board, FIRST, 150)).isFalse();
    }

    @Test
    void shouldFollowEachConnectionFromItsOpening() {
        final FaultBoard board = board("mute,after=100ms");

        assertThat(isOn(board, target(2, 1_000), 1_099)).isFalse();
        assertThat(isOn(board, target(2, 1_000), 1_100)).isTrue();
    }

    @Test
    void shouldFollowTheClockWhereItIsInjected() {
        final FaultBoard board = board();
        nowNs = 500_000_000;
        board.inject(Fault.parse("mute for=100ms"));

        assertThat(isOn(board, target(1, 0), 550)).isTrue();
        assertThat(isOn(board, target(2, 580), 590)).isTrue();
        assertThat(isOn(board, target(2, 580), 600)).isFalse();
    }

    @Test
    void shouldRecurOnceInEachCycleAtMomentsThatDifferByConnection() {
        final FaultBoard board = board("mute,every=1s,for=100ms");
        for (int cycle = 0; cycle < 20; cycle++) {
            int ms = 0;
            int both = 0;
            for (int at = cycle * 1_000; at < (cycle + 1) * 1_000; at++) {
                final boolean isFirst = isOn(board, FIRST, at);
                ms += isFirst ? 1 : 0;
                both += isFirst && isOn(board, target(2, 0), at) ? 1 : 0;
            }
            assertThat(ms).isBetween(99, 101);
            assertThat(both).isLessThan(101);
        }
    }

    @Test
    void shouldCountWindowsNotTradesWhereItRecurs() {
        final FaultBoard board = board("mute,every=10ms,for=10ms,times=3");

        assertThat(isOn(board, FIRST, 0)).isTrue();
        assertThat(isOn(board, FIRST, 29)).isTrue();
        assertThat(isOn(board, FIRST, 30)).isFalse();
    }

    @Test
    void shouldStrikeWithItsEventOnceInEachCycle() {
        final ConnectionEvents events = new ConnectionEvents(board("rst,every=1s"), target(1, 500));
        int strikes = 0;
        for (long ms = 500; ms < 10_500; ms++) {
            strikes += events.poll(ms * 1_000_000) == null ? 0 : 1;
        }
        assertThat(strikes).isEqualTo(10);
    }

    @Test
    void shouldStrikeOpenConnectionsOnlyWithAScriptsEvent() {
        nowNs = 0;
        final FaultBoard board = new FaultBoard(Faults.none().withScript(List.of("100ms rst")), () -> nowNs);
        board.start();
        final ConnectionEvents open = new ConnectionEvents(board, target(1, 20));
        final ConnectionEvents late = new ConnectionEvents(board, target(2, 101));

        assertThat(open.poll(99_000_000)).isNull();
        assertThat(open.poll(100_000_000)).isNotNull();
        assertThat(open.poll(101_000_000)).isNull();
        assertThat(late.poll(200_000_000)).isNull();
    }

    @Test
    void shouldKeepItsPlaceInTheCycleWhenOtherFaultsCome() {
        final FaultBoard board = board("rst,after=10ms");
        final ConnectionEvents events = new ConnectionEvents(board, FIRST);
        assertThat(events.poll(10_000_000)).isNotNull();

        board.inject(Fault.parse("masked"));
        assertThat(events.poll(11_000_000).kind()).isEqualTo(FaultKind.MASKED);
        assertThat(events.poll(12_000_000)).isNull();
    }

    @Test
    void shouldDrawByPlaceAndNotByTime() {
        final FaultBoard early = board("drop,p=0.3");
        final FaultBoard late = board("drop,p=0.3");
        int strikes = 0;
        for (long id = 0; id < 10_000; id++) {
            final boolean isStruck = early.strikeTrade(FIRST, "A", id, id) != null;
            assertThat(late.strikeTrade(FIRST, "A", 9_999 - id, id) != null)
                    .isEqualTo(early.strikeTrade(FIRST, "A", 9_999 - id, 0) != null);
            strikes += isStruck ? 1 : 0;
        }
        assertThat(strikes).isBetween(2_800, 3_200);
    }
}
