package io.aggtape.pipeline;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.aggtape.journal.Decimals;
import io.aggtape.journal.Instrument;
import io.aggtape.pipeline.OrderFlowReport.Largest;
import io.aggtape.pipeline.OrderFlowReport.Side;
import io.aggtape.pipeline.OrderFlowReport.Window;
import java.math.BigDecimal;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * All that the report of a window holds, as bytes to hash: the same for the same numbers, whatever the exponents of the
 * trades were. Integers are 64 bits and decimals 320 bits of two's complement, little endian; decimals count units of
 * 10^-18, quote volumes of 10^-36. In this order: length of the window, start, end, late records; of buys, then of sells,
 * records, trades, base, quote; cumulative delta; id (-1 for none), price, quantity and side (1 bought) of the largest
 * trade; records, base and quote of the large ones.
 */
final class WindowContent {
    /** Digits after the point of a base volume, a quantity and a price. */
    static final int BASE_SCALE = -Decimals.MIN_EXPONENT;
    /** Digits after the point of a quote volume. */
    static final int QUOTE_SCALE = 2 * BASE_SCALE;

    private static final int CAPACITY = 512;
    private static final long NONE = -1;

    private final UnsafeBuffer bytes = new UnsafeBuffer(new byte[CAPACITY]);
    private final ExactSum number = new ExactSum();
    private final FlowTotals grown = new FlowTotals();
    private int length;

    /** Starts anew behind the hash of what came before. */
    void start(final long hashBefore) {
        length = 0;
        putLong(hashBefore);
    }

    /** The hash of what was put since the start. */
    long hash() {
        return XxHash64.of(bytes, 0, length);
    }

    void putLong(final long value) {
        bytes.putLong(length, value, LITTLE_ENDIAN);
        length += Long.BYTES;
    }

    void put(final Instrument instrument) {
        putLong(instrument.market().code());
        putLong(instrument.symbolLength());
        for (int i = 0; i < instrument.symbolLength(); i++) {
            bytes.putByte(length++, instrument.symbolByte(i));
        }
    }

    /** The window that closed last, in sums of these scales; allocates nothing. */
    void putClosed(final TumblingWindow window, final int priceScale, final int quantityScale) {
        final int baseDigits = BASE_SCALE - quantityScale;
        final int quoteDigits = QUOTE_SCALE - quantityScale - priceScale;
        putLong(window.kind.lengthUs());
        putLong(window.closedStartUs);
        putLong(window.closedStartUs + window.kind.lengthUs());
        putLong(window.closedLateCount);
        grown.setDifference(window.atOpen, window.atClosedOpen);
        putCounts(grown.buy);
        putVolumes(grown.buy, baseDigits, quoteDigits);
        putCounts(grown.sell);
        putVolumes(grown.sell, baseDigits, quoteDigits);
        number.setDifference(window.atOpen.buy.base, window.atOpen.sell.base);
        putNumber(baseDigits);
        put(window.closedLargest);
        putLong(grown.large.records);
        putVolumes(grown.large, baseDigits, quoteDigits);
    }

    /** The same of a window as reported; allocates. */
    void put(final Window window) {
        putLong(window.kind().lengthUs());
        putLong(window.span().startUs());
        putLong(window.span().endUs());
        putLong(window.span().lateCount());
        put(window.buy());
        put(window.sell());
        putDecimal(window.cvd(), BASE_SCALE);
        final Largest largest = window.largest();
        putLong(largest == null ? NONE : largest.id());
        putDecimal(largest == null ? BigDecimal.ZERO : largest.price(), BASE_SCALE);
        putDecimal(largest == null ? BigDecimal.ZERO : largest.quantity(), BASE_SCALE);
        putLong(largest != null && largest.isBuy() ? 1 : 0);
        putLong(window.large().records());
        putDecimal(window.large().base(), BASE_SCALE);
        putDecimal(window.large().quote(), QUOTE_SCALE);
    }

    private void put(final Side side) {
        putLong(side.records());
        putLong(side.trades());
        putDecimal(side.base(), BASE_SCALE);
        putDecimal(side.quote(), QUOTE_SCALE);
    }

    private void putCounts(final FlowSums sums) {
        putLong(sums.records);
        putLong(sums.trades);
    }

    private void putVolumes(final FlowSums sums, final int baseDigits, final int quoteDigits) {
        number.set(sums.base);
        putNumber(baseDigits);
        number.set(sums.quote);
        putNumber(quoteDigits);
    }

    /** A closed window has a trade, so it has a largest one. */
    private void put(final LargestTrade largest) {
        putLong(largest.id);
        number.set(largest.priceMantissa);
        putNumber(BASE_SCALE + largest.priceExponent);
        number.set(largest.quantityMantissa);
        putNumber(BASE_SCALE + largest.quantityExponent);
        putLong(largest.isBuyerMaker ? 0 : 1);
    }

    private void putDecimal(final BigDecimal value, final int scale) {
        number.set(value.setScale(scale).unscaledValue());
        putNumber(0);
    }

    private void putNumber(final int digitsToAdd) {
        number.scaleUp(digitsToAdd);
        number.get(bytes, length);
        length += ExactSum.BYTES;
    }
}
