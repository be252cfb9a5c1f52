package io.aggtape.feed.ws;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameEncoderTest {
    private final FrameEncoder encoder = new FrameEncoder(new SplittableRandom(7));

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 7, 8, 9, 15, 16, 17, 125, 126, 127, 65_535, 65_536, 70_001})
    void shouldWriteWhatAStrictServerReads(final int length) {
        final byte[] payload = Wire.bytes(length);
        final int index = 5;
        final UnsafeBuffer target = new UnsafeBuffer(new byte[index + (int) FrameEncoder.encodedLength(length)]);
        final byte[] around = Wire.concat(new byte[3], payload, new byte[3]);
        final int written = encoder.encode(target, index, OpCode.BINARY, new UnsafeBuffer(around), 3, length);
        assertThat(written).isEqualTo((int) FrameEncoder.encodedLength(length));
        assertThat(SentFrame.readAll(ByteBuffer.wrap(target.byteArray(), index, written)))
                .containsExactly(SentFrame.of(OpCode.BINARY, payload));
    }

    @Test
    void shouldMaskWithAFreshKeyEachTime() {
        final UnsafeBuffer target = new UnsafeBuffer(new byte[6]);
        final Set<Integer> keys = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            encoder.encode(target, 0, OpCode.PONG, target, 0, 0);
            keys.add(target.getInt(2));
        }
        assertThat(keys).hasSizeGreaterThan(990);
    }
}
