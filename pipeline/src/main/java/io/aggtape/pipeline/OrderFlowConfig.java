package io.aggtape.pipeline;

import io.aggtape.journal.Decimals;
import java.math.BigDecimal;

/**
 * What {@link OrderFlow} can be told: a trade is large from {@code largeTradeMantissa * 10^largeTradeExponent} on, in
 * units of the quote asset (price times quantity; on COIN-M price times contracts). The exponent is from -18 to 0.
 */
public record OrderFlowConfig(long largeTradeMantissa, int largeTradeExponent) {
    /** Large from 100,000 quote units on. */
    public static final OrderFlowConfig DEFAULT = new OrderFlowConfig(100_000, 0);

    public OrderFlowConfig {
        if (largeTradeMantissa < 0) {
            throw new IllegalArgumentException("the large-trade threshold is 0 or more, not " + largeTradeMantissa);
        }
        if (largeTradeExponent < Decimals.MIN_EXPONENT || largeTradeExponent > 0) {
            throw new IllegalArgumentException("the exponent of the large-trade threshold is from "
                    + Decimals.MIN_EXPONENT + " to 0, not " + largeTradeExponent);
        }
    }

    /**
     * From decimal text such as {@code 100000} or {@code 2.5}.
     *
     * @throws IllegalArgumentException where it is no decimal, is negative, or does not fit 64 bits and 18 digits after
     *     the point.
     */
    public static OrderFlowConfig ofLargeTrade(final String decimal) {
        try {
            final BigDecimal value = new BigDecimal(decimal.trim()).stripTrailingZeros();
            if (value.scale() < Decimals.MIN_EXPONENT) {
                throw new ArithmeticException("more than 64 bits");
            }
            final BigDecimal scaled = value.scale() < 0 ? value.setScale(0) : value;
            return new OrderFlowConfig(scaled.unscaledValue().longValueExact(), -scaled.scale());
        } catch (final ArithmeticException | NumberFormatException e) {
            throw new IllegalArgumentException(
                    "the large-trade threshold '" + decimal + "' is no decimal such as 100000 or 2.5", e);
        }
    }
}
