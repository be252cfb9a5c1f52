package io.aggtape.feed.ws;

import static io.aggtape.feed.ws.Wire.frame;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Groups 9 and 10 of Autobahn's cases: long messages, many messages, odd fragments. */
class FuzzLimitsTest {
    private static final int MIB = 1 << 20;

    @ParameterizedTest
    @ValueSource(ints = {64 << 10, 256 << 10, MIB, 4 * MIB, 8 * MIB, 16 * MIB})
    void shouldEchoLongMessages(final int length) {
        FuzzCase.of("9.1").echoes("*".repeat(length)).play();
        final byte[] bytes = Wire.bytes(length);
        FuzzCase.of("9.2")
                .sends(Wire.binary(bytes))
                .answers(SentFrame.of(OpCode.BINARY, bytes))
                .play();
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 256, 1 << 10, 4 << 10, 16 << 10, 64 << 10, 256 << 10, MIB, 4 * MIB})
    void shouldEchoFourMebibytesInFragments(final int length) {
        final String text = "\u20ac*".repeat(MIB);
        FuzzCase.of("9.3")
                .sends(fragments(OpCode.TEXT, Wire.utf8(text), length))
                .answers(SentFrame.text(text))
                .play();
        final byte[] bytes = Wire.bytes(4 * MIB);
        FuzzCase.of("9.4")
                .sends(fragments(OpCode.BINARY, bytes, length))
                .answers(SentFrame.of(OpCode.BINARY, bytes))
                .play();
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 128, 256, 512, 1024, 2048})
    void shouldEchoAMebibyteInPieces(final int length) {
        final String text = "*".repeat(MIB);
        FuzzCase.of("9.5")
                .sendsChopped(length, Wire.text(text))
                .answers(SentFrame.text(text))
                .play();
        final byte[] bytes = Wire.bytes(MIB);
        FuzzCase.of("9.6")
                .sendsChopped(length, Wire.binary(bytes))
                .answers(SentFrame.of(OpCode.BINARY, bytes))
                .play();
    }

    @ParameterizedTest
    @CsvSource({"0", "16", "64", "256", "1024", "4096"})
    void shouldEchoAThousandMessages(final int length) {
        final FuzzCase texts = FuzzCase.of("9.7");
        final FuzzCase binaries = FuzzCase.of("9.8");
        for (int i = 0; i < 1000; i++) {
            texts.echoes("*".repeat(length));
            binaries.sends(Wire.binary(Wire.bytes(length))).answers(SentFrame.of(OpCode.BINARY, Wire.bytes(length)));
        }
        texts.play();
        binaries.play();
    }

    @Test
    void shouldEchoAMessageInOddFragments() {
        final String text = "*".repeat(65_536);
        FuzzCase.of("10.1.1")
                .sends(fragments(OpCode.TEXT, Wire.utf8(text), 1300))
                .answers(SentFrame.text(text))
                .play();
    }

    @Test
    void shouldFailAboveTheLimitOfSixteenMebibytes() {
        FuzzCase.of("limit").sends(Wire.header(0x82, 16L * MIB + 1)).fails(1009).play();
        FuzzCase.of("limit of fragments")
                .sends(frame(OpCode.BINARY, Wire.MORE, new byte[MIB]), Wire.header(0x80, 15L * MIB + 1))
                .fails(1009)
                .play();
    }

    private static byte[] fragments(final int opCode, final byte[] payload, final int length) {
        final List<byte[]> frames = new ArrayList<>();
        for (int at = 0; at < payload.length; at += length) {
            final int end = Math.min(payload.length, at + length);
            frames.add(frame(
                    at == 0 ? opCode : OpCode.CONTINUATION,
                    end == payload.length,
                    Arrays.copyOfRange(payload, at, end)));
        }
        return Wire.concat(frames.toArray(byte[][]::new));
    }
}
