package io.aggtape.journal;

import java.math.BigDecimal;

/** Exact decimals as a mantissa and a power of ten: text, comparison and change of scale. */
public final class Decimals {
    /** The least exponent that a price or a quantity may have. */
    public static final int MIN_EXPONENT = -18;

    private static final long[] POWERS_OF_TEN = new long[19];

    static {
        POWERS_OF_TEN[0] = 1;
        for (int i = 1; i < POWERS_OF_TEN.length; i++) {
            POWERS_OF_TEN[i] = POWERS_OF_TEN[i - 1] * 10;
        }
    }

    private Decimals() {}

    /** 10 to the power of {@code n}, {@code n} from 0 to 18. */
    public static long powerOfTen(final int n) {
        return POWERS_OF_TEN[n];
    }

    /** Plain decimal text with exactly {@code -exponent} fraction digits: 9123456000000, -8 gives 91234.56000000. */
    public static String toString(final long mantissa, final int exponent) {
        return append(new StringBuilder(24), mantissa, exponent).toString();
    }

    /** Appends what {@link #toString(long, int)} gives, without an object of its own. */
    public static StringBuilder append(final StringBuilder out, final long mantissa, final int exponent) {
        if (exponent == 0) {
            return out.append(mantissa);
        }
        final long power = POWERS_OF_TEN[-exponent];
        final long whole = mantissa / power;
        final long fraction = Math.abs(mantissa % power);
        if (mantissa < 0 && whole == 0) {
            out.append('-');
        }
        out.append(whole).append('.');
        for (int digits = -exponent - 1; digits > 0 && fraction < POWERS_OF_TEN[digits]; digits--) {
            out.append('0');
        }
        return out.append(fraction);
    }

    /** The same value as a {@link BigDecimal} of scale {@code -exponent}. */
    public static BigDecimal toBigDecimal(final long mantissa, final int exponent) {
        return BigDecimal.valueOf(mantissa, -exponent);
    }

    /** Compares two values that are 0 or more as numbers: 1.50 equals 1.5. Allocates nothing. */
    public static int compare(final long mantissaA, final int exponentA, final long mantissaB, final int exponentB) {
        if (exponentA == exponentB) {
            return Long.compare(mantissaA, mantissaB);
        }
        if (exponentA > exponentB) {
            return -compare(mantissaB, exponentB, mantissaA, exponentA);
        }
        final long power = POWERS_OF_TEN[exponentB - exponentA];
        final long high = Math.multiplyHigh(mantissaB, power);
        final long low = mantissaB * power;
        if (high != 0) {
            return -1;
        }
        return Long.compareUnsigned(mantissaA, low);
    }
}
