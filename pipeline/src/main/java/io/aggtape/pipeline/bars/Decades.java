package io.aggtape.pipeline.bars;

import io.aggtape.journal.Decimals;
import java.math.BigDecimal;

/**
 * Ranges of decimals of 0 or more that grow by 2 and 2.5: {@code [1, 2)}, {@code [2, 5)}, {@code [5, 10)} times each power
 * of ten, from 10^-18 on, and one for 0 alone. Exact: a number lies in its range whatever its exponent.
 */
final class Decades {
    /** Range 0 is for 0; three a power of ten from 10^-18 to 10^18. */
    static final int RANGES = 1 + 3 * (2 * 18 + 1);

    private static final int[] STARTS = {1, 2, 5};

    private Decades() {}

    /** The range of {@code mantissa * 10^exponent}, 0 or more, exponent 0 to -18. */
    static int rangeOf(final long mantissa, final int exponent) {
        if (mantissa == 0) {
            return 0;
        }
        int digits = 0;
        while (digits < 18 && mantissa >= Decimals.powerOfTen(digits + 1)) {
            digits++;
        }
        final long lead = mantissa / Decimals.powerOfTen(digits);
        return 1 + 3 * (digits + exponent - Decimals.MIN_EXPONENT) + (lead >= 5 ? 2 : lead >= 2 ? 1 : 0);
    }

    /** Where a range begins, inclusive. */
    static BigDecimal from(final int range) {
        if (range == 0) {
            return BigDecimal.ZERO;
        }
        final int power = (range - 1) / 3 + Decimals.MIN_EXPONENT;
        return Numbers.plain(BigDecimal.valueOf(STARTS[(range - 1) % 3], -power));
    }

    /** Where it ends, exclusive; that of 0 ends where it begins. */
    static BigDecimal to(final int range) {
        return range == 0 ? BigDecimal.ZERO : from(range + 1);
    }
}
