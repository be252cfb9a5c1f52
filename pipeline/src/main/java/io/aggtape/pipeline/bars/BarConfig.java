package io.aggtape.pipeline.bars;

import io.aggtape.journal.Decimals;
import java.math.BigDecimal;
import java.util.Objects;

/**
 * Which bars to make: of this type and of size {@code sizeMantissa * 10^sizeExponent}. A size of time is in microseconds
 * and one of trades a count, both with exponent 0; those of volume are in base or quote units, exponents -18 to 0.
 */
public record BarConfig(BarType type, long sizeMantissa, int sizeExponent, BarRules rules) {
    /** Checks the ranges. */
    public BarConfig {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(rules, "rules");
        final boolean isVolume = type == BarType.VOLUME || type == BarType.QUOTE;
        if (sizeMantissa < 1) {
            throw new IllegalArgumentException("the size of a " + type.label() + " bar is above 0");
        }
        if (sizeExponent > 0 || sizeExponent < (isVolume ? Decimals.MIN_EXPONENT : 0)) {
            throw new IllegalArgumentException("the size of a " + type.label() + " bar is a whole number"
                    + (isVolume ? " or has at most 18 digits after the point" : ""));
        }
        if (type == BarType.TIME && sizeMantissa % rules.unitUs() != 0) {
            throw new IllegalArgumentException("a bar of " + sizeMantissa + " us is no whole number of its unit, "
                    + rules.unitUs() + " us: choose the unit us");
        }
        if (type == BarType.TIME && (rules.offsetUs() >= sizeMantissa || rules.offsetUs() % rules.unitUs() != 0)) {
            throw new IllegalArgumentException(
                    "the offset of time bars is a whole number of units below their size, not " + rules.offsetUs()
                            + " us");
        }
    }

    /** Bars of so many microseconds, as Binance's klines. */
    public static BarConfig time(final long sizeUs) {
        return new BarConfig(BarType.TIME, sizeUs, 0, BarRules.DEFAULT);
    }

    /** Bars of so many aggregate trades. */
    public static BarConfig tick(final long records) {
        return new BarConfig(BarType.TICK, records, 0, BarRules.DEFAULT);
    }

    /**
     * Bars of so much of the base asset.
     *
     * @throws IllegalArgumentException where it is no decimal above 0 of at most 18 digits after the point.
     */
    public static BarConfig volume(final String base) {
        return of(BarType.VOLUME, base, BarRules.DEFAULT);
    }

    /**
     * Bars of so much of the quote asset.
     *
     * @throws IllegalArgumentException where it is no decimal above 0 of at most 18 digits after the point.
     */
    public static BarConfig quote(final String quote) {
        return of(BarType.QUOTE, quote, BarRules.DEFAULT);
    }

    /**
     * Bars of any type; a size of time is given in microseconds.
     *
     * @throws IllegalArgumentException where the size is no decimal, or does not fit the type.
     */
    public static BarConfig of(final BarType type, final String size, final BarRules rules) {
        final PriceStep decimal = PriceStep.parse(size, "the size of a " + type.label() + " bar");
        return new BarConfig(type, decimal.mantissa(), decimal.exponent(), rules);
    }

    /** The same bars by other rules. */
    public BarConfig with(final BarRules others) {
        return new BarConfig(type, sizeMantissa, sizeExponent, others);
    }

    /** The size as a number. */
    public BigDecimal size() {
        return Decimals.toBigDecimal(sizeMantissa, sizeExponent);
    }
}
