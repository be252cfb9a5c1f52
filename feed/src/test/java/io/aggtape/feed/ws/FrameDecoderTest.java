package io.aggtape.feed.ws;

import static io.aggtape.feed.ws.Wire.FINAL;
import static io.aggtape.feed.ws.Wire.MORE;
import static io.aggtape.feed.ws.Wire.concat;
import static io.aggtape.feed.ws.Wire.frame;
import static io.aggtape.feed.ws.Wire.header;
import static io.aggtape.feed.ws.Wire.hex;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameDecoderTest {
    private static final int LIMIT = 100_000;

    private final FrameDecoder decoder = new FrameDecoder(LIMIT);
    private final List<String> frames = new ArrayList<>();
    private boolean isRefusing;

    @ParameterizedTest
    @CsvSource({
        "81 05 48656c6c6f, 1 final 48656c6c6f",
        "82 05 48656c6c6f, 2 final 48656c6c6f",
        "01 03 48656c, 1 more 48656c",
        "81 00, 1 final ''",
        "89 05 48656c6c6f, 9 final 48656c6c6f",
        "89 00, 9 final ''",
        "8a 01 61, 10 final 61",
        "88 02 03e8, 8 final 03e8",
    })
    void shouldDecodeTheExamplesOfTheRfc(final String wire, final String frame) {
        assertThat(decode(hex(wire))).isEqualTo(hex(wire).length);
        assertThat(frames).containsExactly(frame.replace("''", ""));
        assertThat(decoder.frameCount()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125, 126, 127, 128, 255, 256, 65_535, 65_536, LIMIT})
    void shouldDecodeEachFormOfTheLength(final int length) {
        final byte[] payload = Wire.bytes(length);
        assertThat(decode(frame(OpCode.BINARY, FINAL, payload))).isEqualTo(header(0, length).length + length);
        assertThat(frames).containsExactly("2 final " + HexFormat.of().formatHex(payload));
    }

    @ParameterizedTest
    @CsvSource({
        "c1 00, a reserved bit is set",
        "a1 00, a reserved bit is set",
        "91 00, a reserved bit is set",
        "f1 00, a reserved bit is set",
        "d9 00, a reserved bit is set",
        "83 00, reserved opcode",
        "84 00, reserved opcode",
        "85 00, reserved opcode",
        "86 00, reserved opcode",
        "87 00, reserved opcode",
        "8b 00, reserved opcode",
        "8c 00, reserved opcode",
        "8d 00, reserved opcode",
        "8e 00, reserved opcode",
        "8f 00, reserved opcode",
        "81 80 01020304, a server frame is masked",
        "89 85 01020304, a server frame is masked",
        "09 00, a control frame is fragmented",
        "0a 00, a control frame is fragmented",
        "08 00, a control frame is fragmented",
        "89 7e 007e, a control frame has more than 125 bytes",
        "8a 7e 007e, a control frame has more than 125 bytes",
        "88 7f 0000000000010000, a control frame has more than 125 bytes",
        "81 7e 0000, a length is not in its shortest form",
        "81 7e 007d, a length is not in its shortest form",
        "81 7f 0000000000000000, a length is not in its shortest form",
        "81 7f 000000000000007e, a length is not in its shortest form",
        "81 7f 000000000000ffff, a length is not in its shortest form",
        "81 7f 8000000000000000, a length has its highest bit set",
        "81 7f ffffffffffffffff, a length has its highest bit set",
        "80 00, a continuation without a start",
        "00 01 61, a continuation without a start",
    })
    void shouldRefuseWhatBreaksARule(final String wire, final String rule) {
        assertThat(decode(hex(wire))).isZero();
        assertThat(decoder.closeCode()).isEqualTo(1002);
        assertThat(decoder.violation()).isEqualTo(rule);
        assertThat(frames).isEmpty();
    }

    @Test
    void shouldRefuseAMessageInsideAnother() {
        assertThat(decode(concat(frame(OpCode.TEXT, MORE, "a"), frame(OpCode.TEXT, FINAL, "b"))))
                .isEqualTo(3);
        assertThat(decoder.closeCode()).isEqualTo(1002);
        assertThat(frames).containsExactly("1 more 61");
    }

    @Test
    void shouldRefuseAContinuationAfterTheLastFragment() {
        decode(concat(
                frame(OpCode.TEXT, MORE, "a"),
                frame(OpCode.CONTINUATION, FINAL, "b"),
                frame(OpCode.CONTINUATION, FINAL, "c")));
        assertThat(decoder.closeCode()).isEqualTo(1002);
        assertThat(frames).containsExactly("1 more 61", "0 final 62");
    }

    @ParameterizedTest
    @ValueSource(longs = {LIMIT + 1, 1L << 31, 1L << 32, Long.MAX_VALUE})
    void shouldRefuseTooLongAMessageAsSoonAsTheHeaderSaysSo(final long length) {
        decode(header(0x82, length));
        assertThat(decoder.closeCode()).isEqualTo(1009);
        assertThat(frames).isEmpty();
    }

    @Test
    void shouldRefuseFragmentsThatAddUpAboveTheLimit() {
        decode(concat(frame(OpCode.BINARY, MORE, new byte[60_000]), header(0, 40_000)));
        assertThat(decoder.closeCode()).isZero();
        decoder.reset();
        decode(concat(frame(OpCode.BINARY, MORE, new byte[60_000]), header(0, 40_001)));
        assertThat(decoder.closeCode()).isEqualTo(1009);
        decoder.reset();
        final byte[] more = frame(OpCode.CONTINUATION, MORE, new byte[20_000]);
        decode(concat(frame(OpCode.BINARY, MORE, new byte[60_000]), more, more, header(0, 1)));
        assertThat(decoder.closeCode()).isEqualTo(1009);
    }

    @Test
    void shouldCountTheLimitForEachMessageAlone() {
        final byte[] whole = frame(OpCode.BINARY, FINAL, new byte[LIMIT]);
        assertThat(decode(concat(whole, whole))).isEqualTo(2 * whole.length);
        assertThat(decoder.closeCode()).isZero();
    }

    @Test
    void shouldPassControlFramesBetweenFragments() {
        decode(concat(
                frame(OpCode.TEXT, MORE, "a"),
                frame(OpCode.PING, FINAL, "p"),
                frame(OpCode.CONTINUATION, MORE, "b"),
                frame(OpCode.PONG, FINAL, "q"),
                frame(OpCode.CONTINUATION, FINAL, "c")));
        assertThat(frames).containsExactly("1 more 61", "9 final 70", "0 more 62", "10 final 71", "0 final 63");
        assertThat(decoder.frameCount()).isEqualTo(5);
    }

    @Test
    void shouldHandOnALongFrameInPartsAsIfItWereFragmented() {
        final byte[] wire = frame(OpCode.BINARY, FINAL, hex("010203040506"));
        assertThat(decode(wire, 0, 1)).isZero();
        assertThat(decode(wire, 0, 2)).isZero();
        assertThat(decode(wire, 0, 4)).isEqualTo(4);
        assertThat(decoder.frameCount()).isZero();
        assertThat(decode(wire, 4, 3)).isEqualTo(3);
        assertThat(decode(wire, 7, 1)).isEqualTo(1);
        assertThat(frames).containsExactly("2 more 0102", "0 more 030405", "0 final 06");
        assertThat(decoder.frameCount()).isEqualTo(1);
        assertThat(decode(hex("81 00"))).isEqualTo(2);
    }

    @Test
    void shouldWaitForAControlFrameToBeWhole() {
        final byte[] wire = frame(OpCode.PING, FINAL, "ping");
        for (int length = 0; length < wire.length; length++) {
            assertThat(decode(wire, 0, length)).isZero();
        }
        assertThat(decode(wire)).isEqualTo(wire.length);
        assertThat(frames).hasSize(1);
    }

    @Test
    void shouldOfferARefusedFrameAgain() {
        final byte[] wire = concat(frame(OpCode.TEXT, FINAL, "a"), frame(OpCode.TEXT, FINAL, "b"));
        isRefusing = true;
        assertThat(decode(wire)).isZero();
        assertThat(decode(wire)).isZero();
        assertThat(decoder.frameCount()).isZero();
        isRefusing = false;
        assertThat(decode(wire)).isEqualTo(6);
        assertThat(frames).containsExactly("1 final 61", "1 final 62");
    }

    @Test
    void shouldDecodeNothingAfterAViolationUntilReset() {
        decode(hex("c1 00"));
        assertThat(decode(frame(OpCode.TEXT, FINAL, "a"))).isZero();
        decoder.reset();
        assertThat(decode(frame(OpCode.TEXT, FINAL, "a"))).isEqualTo(3);
        assertThat(decoder.closeCode()).isZero();
        assertThat(decoder.violation()).isEmpty();
    }

    private int decode(final byte[] bytes) {
        return decode(bytes, 0, bytes.length);
    }

    private int decode(final byte[] bytes, final int offset, final int length) {
        final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
        return decoder.decode(buffer, offset, length, this::onFrame);
    }

    private boolean onFrame(
            final int opCode, final boolean isFinal, final DirectBuffer buffer, final int offset, final int length) {
        if (isRefusing) {
            return false;
        }
        final byte[] payload = new byte[length];
        buffer.getBytes(offset, payload);
        frames.add(opCode + (isFinal ? " final " : " more ") + HexFormat.of().formatHex(payload));
        return true;
    }
}
