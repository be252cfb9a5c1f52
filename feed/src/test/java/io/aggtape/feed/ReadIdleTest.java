package io.aggtape.feed;

import static org.assertj.core.api.Assertions.assertThat;

import org.agrona.concurrent.IdleStrategy;
import org.junit.jupiter.api.Test;

/** When a feed thread without work waits in the kernel. */
class ReadIdleTest {
    private static final int MANY = 1_000;

    private final FakeReads reads = new FakeReads();
    private final CountingIdle usual = new CountingIdle();
    private boolean isWaitingForBytes = true;
    private final ReadIdle idle = new ReadIdle(usual, () -> isWaitingForBytes, reads);

    @Test
    void shouldWaitForBytesWhereNothingElseCanGiveWork() {
        idleFor(MANY);
        assertThat(reads.waits).isBetween(1, MANY - 1);
        assertThat(usual.idles).isZero();
    }

    @Test
    void shouldNotWaitForBytesWhileALineWantsItsTurn() {
        isWaitingForBytes = false;
        idleFor(MANY);
        assertThat(reads.waits).isZero();
        assertThat(usual.idles).isPositive();
    }

    @Test
    void shouldLookAFewTimesMoreAfterWorkBeforeItWaits() {
        idleFor(MANY);
        final int waits = reads.waits;
        idle.idle(1);
        idle.idle(0);
        assertThat(reads.waits).isEqualTo(waits);
        idleFor(MANY);
        assertThat(reads.waits).isGreaterThan(waits);
    }

    private void idleFor(final int cycles) {
        for (int i = 0; i < cycles; i++) {
            idle.idle(0);
        }
    }

    /** Counts, and does not idle. */
    private static final class CountingIdle implements IdleStrategy {
        private int idles;

        @Override
        public void idle(final int workCount) {
            idles++;
        }

        @Override
        public void idle() {
            idles++;
        }

        @Override
        public void reset() {
            // It has no state.
        }
    }
}
