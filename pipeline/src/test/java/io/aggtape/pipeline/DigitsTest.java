package io.aggtape.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DigitsTest {
    private static final int TRIES = 200_000;

    private final long seed = Long.getLong("aggtape.seed", 20_261_123L);
    private final SplittableRandom random = new SplittableRandom(seed);

    @Test
    void shouldCountTheDigitsBeforeAnyOtherByte() {
        for (int i = 0; i < TRIES; i++) {
            final long word = randomWord();
            int expected = 0;
            while (expected < 8 && isDigit(word, expected)) {
                expected++;
            }
            final long nibbles = Digits.nibbles(word);
            assertThat(Digits.leading(nibbles))
                    .as("seed=%d word=%x", seed, word)
                    .isEqualTo(expected);
            assertThat(Digits.others(nibbles) == 0).isEqualTo(expected == 8);
            if (expected > 0) {
                assertThat(Digits.valueOfFirst(expected, nibbles)).isEqualTo(value(word, expected));
            }
            if (expected < 8) {
                assertThat(Digits.valueOfFew(expected, nibbles)).isEqualTo(value(word, expected));
            }
        }
    }

    @Test
    void shouldFindTheFirstQuotationMark() {
        for (int i = 0; i < TRIES; i++) {
            final long word = randomWord();
            int expected = 0;
            while (expected < 8 && (word >>> 8 * expected & 0xFF) != '"') {
                expected++;
            }
            assertThat(Digits.indexOfQuote(word))
                    .as("seed=%d word=%x", seed, word)
                    .isEqualTo(expected);
        }
    }

    @Test
    void shouldKnowPlainText() {
        for (int i = 0; i < TRIES; i++) {
            final long word = random.nextInt(3) == 0 ? random.nextLong() : randomWord();
            boolean isPlain = true;
            for (int at = 0; at < 8; at++) {
                final int b = (int) (word >>> 8 * at & 0xFF);
                isPlain &= b >= ' ' && b < 0x80 && b != '\\';
            }
            assertThat(Digits.arePlain(word)).as("seed=%d word=%x", seed, word).isEqualTo(isPlain);
        }
    }

    /** Mostly digits; the others are neighbours of digits, quotation marks, control characters and high bytes. */
    private long randomWord() {
        long word = 0;
        for (int at = 0; at < 8; at++) {
            final int b = random.nextInt(6) != 0
                    ? '0' + random.nextInt(10)
                    : "/:.\",\\ \u0000\u001f\u0080\u00ff\u00b0!#".charAt(random.nextInt(14));
            word |= (long) (b & 0xFF) << 8 * at;
        }
        return word;
    }

    private static boolean isDigit(final long word, final int at) {
        final long b = word >>> 8 * at & 0xFF;
        return b >= '0' && b <= '9';
    }

    private static long value(final long word, final int count) {
        long value = 0;
        for (int at = 0; at < count; at++) {
            value = 10 * value + (word >>> 8 * at & 0xFF) - '0';
        }
        return value;
    }
}
