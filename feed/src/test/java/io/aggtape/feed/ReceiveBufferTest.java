package io.aggtape.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ReceiveBufferTest {
    @Test
    void shouldStampEachByteWithTheReadThatBroughtIt() {
        final ReceiveBuffer buffer = new ReceiveBuffer(64);
        receive(buffer, 10, 100);
        receive(buffer, 5, 200);

        assertThat(buffer.stampOf(10)).isEqualTo(100);
        assertThat(buffer.stampOf(11)).isEqualTo(200);
        assertThat(buffer.stampOf(15)).isEqualTo(200);
        assertThat(buffer.lastStamp()).isEqualTo(200);
    }

    @Test
    void shouldGiveNoRoomWhenItIsFull() {
        final ReceiveBuffer buffer = new ReceiveBuffer(64);
        receive(buffer, 64, 1);
        assertThat(buffer.writable()).isNull();
        buffer.consumed(40);
        assertThat(buffer.writable().remaining()).isEqualTo(40);
    }

    @Test
    void shouldKeepBytesAndStampsThroughAnyReadsAndConsumptions() {
        final long seed = Long.getLong("aggtape.seed", System.nanoTime());
        final SplittableRandom random = new SplittableRandom(seed);
        final ReceiveBuffer buffer = new ReceiveBuffer(256);
        final ArrayDeque<long[]> expected = new ArrayDeque<>();
        byte next = 0;
        for (int step = 0; step < 20_000; step++) {
            final ByteBuffer free = buffer.writable();
            if (free != null && random.nextBoolean()) {
                final int length = 1 + random.nextInt(Math.min(40, free.remaining()));
                for (int i = 0; i < length; i++) {
                    free.put(next);
                    expected.add(new long[] {next++, step});
                }
                buffer.received(length, step);
            } else if (buffer.length() > 0) {
                final int length = 1 + random.nextInt(buffer.length());
                for (int i = 0; i < length; i++) {
                    final long[] byteAndStamp = expected.remove();
                    final int at = buffer.start() + i;
                    assertThat(buffer.view().getByte(at)).as("seed %d", seed).isEqualTo((byte) byteAndStamp[0]);
                    assertThat(buffer.stampOf(at + 1))
                            .as("seed %d step %d", seed, step)
                            .isGreaterThanOrEqualTo(byteAndStamp[1]);
                }
                buffer.consumed(length);
            }
            assertThat(buffer.length()).as("seed %d", seed).isEqualTo(expected.size());
        }
    }

    private static void receive(final ReceiveBuffer buffer, final int length, final long receiveNs) {
        final ByteBuffer free = buffer.writable();
        free.position(free.position() + length);
        buffer.received(length, receiveNs);
    }
}
