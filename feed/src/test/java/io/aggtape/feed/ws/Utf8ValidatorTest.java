package io.aggtape.feed.ws;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8ValidatorTest {
    private static final int[] BOUNDARIES = {
        0, 0x41, 0x7F, 0x80, 0x7FF, 0x800, 0xFFF, 0x1000, 0xCFFF, 0xD000, 0xD7FF, 0xE000, 0xFFFD, 0xFFFF, 0x10000,
        0x3FFFF, 0x40000, 0xFFFFF, 0x100000, 0x10FFFF
    };

    private final Utf8Validator validator = new Utf8Validator();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "80",
                "bf",
                "c0 80",
                "c0 af",
                "c1 bf",
                "e0 80 80",
                "e0 9f bf",
                "ed a0 80",
                "ed bf bf",
                "ed a0 80 ed b0 80",
                "f0 80 80 80",
                "f0 8f bf bf",
                "f4 90 80 80",
                "f5 80 80 80",
                "f8 88 80 80 80",
                "fc 84 80 80 80 80",
                "fe",
                "ff",
                "c2 41",
                "e1 80 41",
                "f1 80 80 41",
                "61 80",
                "c2 c2",
                "e2 28 a1"
            })
    void shouldRefuseWhatIsNoUtf8(final String bytes) {
        assertThat(isValidInOne(Wire.hex(bytes))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"c2", "e0", "e0 a0", "ed 9f", "f0 90", "f0 90 80", "f4 8f bf", "61 62 f0 9f 98"})
    void shouldTakeACutCharacterForIncompleteOnly(final String bytes) {
        assertThat(update(Wire.hex(bytes))).isTrue();
        assertThat(validator.isComplete()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"e0 80", "ed a0", "f0 8f", "f4 90", "c0", "c1", "f5", "f1 80 c0"})
    void shouldFailAtTheFirstByteThatCannotBe(final String bytes) {
        assertThat(update(Wire.hex(bytes))).isFalse();
    }

    @Test
    void shouldAcceptEveryCodePoint() {
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            if (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE) {
                assertThat(isValidInOne(Wire.utf8(Character.toString(c)))).isTrue();
            }
        }
    }

    @Test
    void shouldFindOneBadByteAtEachPlaceOfALongText() {
        for (int length = 1; length < 100; length++) {
            for (int at = 0; at < length; at++) {
                final byte[] text = "a".repeat(length).getBytes(StandardCharsets.US_ASCII);
                assertThat(isValidInOne(text)).isTrue();
                text[at] = (byte) 0xFF;
                assertThat(isValidInOne(text)).isFalse();
            }
        }
    }

    @Test
    void shouldAgreeWithTheDecoderOfTheJdkWhereverTheTextIsCut() {
        SeededRuns.repeat(40_000, random -> {
            final byte[] bytes = text(random);
            if (random.nextInt(3) > 0) {
                mutate(bytes, random);
            }
            final int agreed = jdkValidPrefixVerdict(bytes);
            final int ours = verdictInPieces(bytes, random);
            assertThat(ours).as(HexFormat.of().formatHex(bytes)).isEqualTo(agreed);
        });
    }

    // 0: invalid, 1: valid so far but cut, 2: valid.
    private static int jdkValidPrefixVerdict(final byte[] bytes) {
        final CharsetDecoder jdk = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        final ByteBuffer in = ByteBuffer.wrap(bytes);
        final CoderResult result = jdk.decode(in, CharBuffer.allocate(bytes.length + 1), false);
        if (result.isError()) {
            return 0;
        }
        if (!in.hasRemaining()) {
            return 2;
        }
        final byte[] cut = new byte[in.remaining()];
        in.get(cut);
        return canBeCompleted(cut) ? 1 : 0;
    }

    /** The JDK tells a surrogate (ed a0..bf) only by its third byte: so tries whether any character begins like this. */
    private static boolean canBeCompleted(final byte[] cut) {
        for (int missing = 1; missing <= 3; missing++) {
            for (final int next : new int[] {0x80, 0x90, 0xA0}) {
                final byte[] whole = Arrays.copyOf(cut, cut.length + missing);
                Arrays.fill(whole, cut.length, whole.length, (byte) 0x80);
                whole[cut.length] = (byte) next;
                final String decoded = new String(whole, StandardCharsets.UTF_8);
                if (decoded.codePointCount(0, decoded.length()) == 1 && decoded.indexOf('\uFFFD') < 0) {
                    return true;
                }
            }
        }
        return false;
    }

    private int verdictInPieces(final byte[] bytes, final SplittableRandom random) {
        final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
        validator.reset();
        int at = 0;
        while (at < bytes.length) {
            final int length = 1 + random.nextInt(bytes.length - at);
            if (!validator.update(buffer, at, length)) {
                return 0;
            }
            at += length;
        }
        return validator.isComplete() ? 2 : 1;
    }

    private static byte[] text(final SplittableRandom random) {
        final StringBuilder text = new StringBuilder();
        final int characters = random.nextInt(60);
        for (int i = 0; i < characters; i++) {
            if (random.nextInt(4) > 0) {
                text.append("ascii run ".repeat(1 + random.nextInt(3)));
            }
            text.appendCodePoint(BOUNDARIES[random.nextInt(BOUNDARIES.length)]);
        }
        return Wire.utf8(text.toString());
    }

    private static void mutate(final byte[] bytes, final SplittableRandom random) {
        final int changes = Math.min(bytes.length, 1 + random.nextInt(3));
        for (int i = 0; i < changes; i++) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(0x70, 0x100);
        }
    }

    private boolean isValidInOne(final byte[] bytes) {
        return update(bytes) && validator.isComplete();
    }

    private boolean update(final byte[] bytes) {
        validator.reset();
        return validator.update(new UnsafeBuffer(bytes), 0, bytes.length);
    }
}
