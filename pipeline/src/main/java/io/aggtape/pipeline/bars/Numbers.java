package io.aggtape.pipeline.bars;

import io.aggtape.pipeline.ExactSum;
import io.aggtape.pipeline.OrderFlowReport;
import java.math.BigDecimal;

/** Exact sums as decimals for reports: without trailing zeros, so that equal numbers are equal and print the same. */
final class Numbers {
    /** Digits after the point of a base volume. */
    static final int BASE_SCALE = 18;
    /** Digits after the point of a quote volume. */
    static final int QUOTE_SCALE = 36;

    private Numbers() {}

    static BigDecimal base(final ExactSum sum) {
        return plain(new BigDecimal(sum.toBigInteger(), BASE_SCALE));
    }

    static BigDecimal quote(final ExactSum sum) {
        return plain(new BigDecimal(sum.toBigInteger(), QUOTE_SCALE));
    }

    static BigDecimal plain(final BigDecimal value) {
        final BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    /** To 16 digits, half to even; null where the divisor is 0. */
    static BigDecimal quotient(final BigDecimal dividend, final BigDecimal divisor) {
        return divisor.signum() == 0 ? null : plain(dividend.divide(divisor, OrderFlowReport.QUOTIENTS));
    }

    static String text(final BigDecimal value) {
        return value == null ? null : value.toPlainString();
    }
}
