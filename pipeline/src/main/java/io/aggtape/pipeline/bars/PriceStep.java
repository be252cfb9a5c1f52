package io.aggtape.pipeline.bars;

import io.aggtape.journal.Decimals;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * A width of price, {@code mantissa * 10^exponent}, exponent -18 to 0: row {@code i} holds the prices from {@code i} steps
 * to below {@code i + 1} steps.
 */
public record PriceStep(long mantissa, int exponent) {
    /** Eight digits after the point: no two prices of Binance's spot market share a row. */
    public static final PriceStep FINEST = new PriceStep(1, -8);

    private static final BigDecimal MOST_ROWS = BigDecimal.valueOf(Long.MAX_VALUE);

    /** Checks the ranges. */
    public PriceStep {
        if (mantissa < 1 || exponent > 0 || exponent < Decimals.MIN_EXPONENT) {
            throw new IllegalArgumentException("a step is above 0 and has at most 18 digits after the point");
        }
    }

    /**
     * From decimal text such as {@code 0.5}.
     *
     * @throws IllegalArgumentException where it is no decimal above 0 of at most 18 digits after the point.
     */
    public static PriceStep parse(final String decimal) {
        return parse(decimal, "a price step");
    }

    static PriceStep parse(final String decimal, final String what) {
        try {
            final BigDecimal value = new BigDecimal(decimal.trim()).stripTrailingZeros();
            if (value.scale() < Decimals.MIN_EXPONENT) {
                throw new ArithmeticException("more than 64 bits");
            }
            final BigDecimal scaled = value.scale() < 0 ? value.setScale(0) : value;
            final long mantissa = scaled.unscaledValue().longValueExact();
            if (mantissa > 0 && scaled.scale() <= -Decimals.MIN_EXPONENT) {
                return new PriceStep(mantissa, -scaled.scale());
            }
            throw new ArithmeticException("out of range");
        } catch (final ArithmeticException | NumberFormatException e) {
            throw new IllegalArgumentException(
                    what + " is a decimal above 0 such as 1000 or 0.5, of at most 18 digits after the point, not '"
                            + decimal + "'",
                    e);
        }
    }

    /**
     * The row of a price. Allocates nothing where price and step fit 63 bits in units of the finer of the two.
     *
     * @throws ArithmeticException where there are more than 2^63 rows below the price.
     */
    public long rowOf(final long priceMantissa, final int priceExponent) {
        final int finest = Math.min(exponent, priceExponent);
        final long priceUnits = Decimals.powerOfTen(priceExponent - finest);
        final long stepUnits = Decimals.powerOfTen(exponent - finest);
        if (fits(priceMantissa, priceUnits) && fits(mantissa, stepUnits)) {
            return priceMantissa * priceUnits / (mantissa * stepUnits);
        }
        final BigDecimal row = Decimals.toBigDecimal(priceMantissa, priceExponent)
                .divide(Decimals.toBigDecimal(mantissa, exponent), 0, RoundingMode.FLOOR);
        if (row.compareTo(MOST_ROWS) > 0) {
            throw new ArithmeticException("the price " + Decimals.toString(priceMantissa, priceExponent)
                    + " is too many steps of " + Decimals.toString(mantissa, exponent) + ": choose a wider step");
        }
        return row.longValueExact();
    }

    /** The lowest price of a row. */
    public BigDecimal priceOf(final long row) {
        return Numbers.plain(Decimals.toBigDecimal(mantissa, exponent).multiply(BigDecimal.valueOf(row)));
    }

    private static boolean fits(final long a, final long b) {
        return Math.multiplyHigh(a, b) == 0 && a * b >= 0;
    }
}
