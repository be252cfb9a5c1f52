package io.aggtape.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.aggtape.journal.Market;
import io.aggtape.journal.RejectReason;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Bytes that nobody meant as a frame. */
class DecoderNoiseTest {
    private static final String JSON_BYTES = "{}[]\",:\\ue E+-.0123456789truefalsnsapqflTmM\u0000 ";

    private final long seed = Long.getLong("aggtape.seed", 20_261_123L);
    private final SplittableRandom random = new SplittableRandom(seed);
    private final DecoderRig rig = new DecoderRig();

    @Test
    void shouldNotThrowForRandomBytes() {
        for (int i = 0; i < 30_000; i++) {
            final byte[] noise = new byte[random.nextInt(300)];
            random.nextBytes(noise);
            check(noise);
        }
    }

    @Test
    void shouldNotThrowForRandomPiecesOfJson() {
        for (int i = 0; i < 30_000; i++) {
            final byte[] noise = new byte[random.nextInt(300)];
            for (int at = 0; at < noise.length; at++) {
                noise[at] = (byte) JSON_BYTES.charAt(random.nextInt(JSON_BYTES.length()));
            }
            check(noise);
        }
    }

    @Test
    void shouldNotThrowForFramesWhoseEndIsNoise() {
        final List<String> lines = DecoderRig.lines("trades.jsonl");
        for (int i = 0; i < 30_000; i++) {
            final String line = lines.get(random.nextInt(lines.size()));
            rig.decode(line);
            final byte[] frame = line.getBytes(StandardCharsets.UTF_8);
            for (int at = random.nextInt(frame.length); at < frame.length; at++) {
                frame[at] = (byte) random.nextInt(256);
            }
            check(frame);
        }
    }

    @Test
    void shouldGiveAReasonForNestingWithoutEnd() {
        for (final String opening : new String[] {"[", "{\"a\":", "{\"data\":[", "{\"e\":\"aggTrade\",\"x\":["}) {
            assertThat(rig.reasonOf(opening.repeat(200_000))).isEqualTo(RejectReason.NOT_JSON);
        }
    }

    @Test
    void shouldReadUnknownFieldsAsDeepAsTheLimit() {
        final String deepest = "[".repeat(GeneralPath.MAX_DEPTH - 1) + "]".repeat(GeneralPath.MAX_DEPTH - 1);

        assertThat(rig.decode("{\"e\":\"trade\",\"x\":" + deepest + "}")).isEqualTo(DecodeResult.FOREIGN);
        assertThat(rig.reasonOf("{\"e\":\"trade\",\"x\":[" + deepest + "]}")).isEqualTo(RejectReason.NOT_JSON);
    }

    @Test
    void shouldReadNumbersStringsAndNamesOfAnyLength() {
        final String digits = "9".repeat(300_000);

        assertThat(rig.decode("{\"e\":\"trade\",\"n\":" + digits + ",\"" + digits + "\":\"" + digits + "\"}"))
                .isEqualTo(DecodeResult.FOREIGN);
        assertThat(rig.reasonOf("{\"e\":\"aggTrade\",\"a\":" + digits + "}")).isEqualTo(RejectReason.INTEGER_OVERFLOW);
        assertThat(rig.reasonOf("{\"e\":\"aggTrade\",\"p\":\"" + digits + "\"}"))
                .isEqualTo(RejectReason.DECIMAL_OVERFLOW);
    }

    @Test
    void shouldRejectBytesThatAreNotUtf8() {
        final int[][] faults = {
            {0x80}, {0xC0, 0x80}, {0xC3, 0x28}, {0xE0, 0x80, 0x80}, {0xED, 0xA0, 0x80}, {0xF4, 0x90, 0x80, 0x80}, {0xFF}
        };
        for (final int[] fault : faults) {
            final byte[] frame = "{\"e\":\"trade\",\"x\":\"......\"}".getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < fault.length; i++) {
                frame[18 + i] = (byte) fault[i];
            }
            rig.decode(frame, Market.SPOT, WireTimeUnit.MILLISECONDS);
            assertThat(rig.decoder.rejectReason()).isEqualTo(RejectReason.INVALID_TEXT);
        }
    }

    private void check(final byte[] frame) {
        final WireTimeUnit unit = random.nextBoolean() ? WireTimeUnit.MILLISECONDS : WireTimeUnit.MICROSECONDS;
        assertThatCode(() -> rig.decode(frame, Market.ofCode(random.nextInt(3)), unit))
                .as("seed=%d %s", seed, HexFormat.of().formatHex(frame))
                .doesNotThrowAnyException();
    }
}
