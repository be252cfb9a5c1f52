package io.aggtape.bench;

import io.aggtape.journal.Decimals;
import io.aggtape.journal.Market;
import java.util.Locale;

/** What a line delivers: the aggregate trades of a market, raw or wrapped by a combined stream, as Binance writes them. */
public enum FrameKind {
    /** A spot line of one stream. */
    SPOT_RAW("spot-raw", Market.SPOT, -8, -8),
    /** A spot line of many streams. */
    SPOT_COMBINED("spot-combined", Market.SPOT, -8, -8),
    /** A USD-M line of one stream: id before symbol, {@code nq} and {@code st}. */
    USDM_RAW("usdm-raw", Market.USDM, -2, -3),
    /** A COIN-M line of one stream: quantities are whole contracts. */
    COINM_RAW("coinm-raw", Market.COINM, -1, 0);

    private final String label;
    private final Market market;
    private final int priceExponent;
    private final int quantityExponent;

    FrameKind(final String label, final Market market, final int priceExponent, final int quantityExponent) {
        this.label = label;
        this.market = market;
        this.priceExponent = priceExponent;
        this.quantityExponent = quantityExponent;
    }

    /**
     * The kind of a label.
     *
     * @throws IllegalArgumentException where no kind has it.
     */
    public static FrameKind ofLabel(final String label) {
        for (final FrameKind kind : values()) {
            if (kind.label.equals(label)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("no kind of frames is called '" + label + "'");
    }

    /** The name in results. */
    public String label() {
        return label;
    }

    /** The market of the frames. */
    public Market market() {
        return market;
    }

    /** Whether the trade is wrapped in an object with the name of its stream. */
    public boolean isCombined() {
        return this == SPOT_COMBINED;
    }

    /** By how many powers of ten the mantissas of prices differ: a spot price has eight decimal places, 0.0001 to 100,000. */
    int priceMagnitudes() {
        return market == Market.SPOT ? 9 : 4;
    }

    /** The text of a frame; the price is a mantissa, the quantity in units of the base asset or in contracts. */
    String frame(
            final int symbol,
            final long timeMs,
            final long id,
            final long price,
            final double quantity,
            final long firstTradeId,
            final long fills,
            final boolean isBuyerMaker) {
        final String name = symbol(symbol);
        final long units = Math.max(1, (long) (quantity * Decimals.powerOfTen(-quantityExponent)));
        final String sizes = Decimals.toString(units, quantityExponent);
        final String amounts = "\"p\":\"" + Decimals.toString(price, priceExponent) + "\",\"q\":\"" + sizes + "\",";
        final String rest = "\"f\":" + firstTradeId + ",\"l\":" + (firstTradeId + fills - 1) + ",\"T\":" + (timeMs - 1)
                + ",\"m\":" + isBuyerMaker;
        final String start = "{\"e\":\"aggTrade\",\"E\":" + timeMs;
        switch (this) {
            case USDM_RAW:
                return start + ",\"a\":" + id + ",\"s\":\"" + name + "\"," + amounts + "\"nq\":\"" + sizes + "\","
                        + rest + ",\"st\":1}";
            case COINM_RAW:
                return start + ",\"a\":" + id + ",\"s\":\"" + name + "\"," + amounts + rest + ",\"st\":2}";
            default:
                final String raw =
                        start + ",\"s\":\"" + name + "\",\"a\":" + id + "," + amounts + rest + ",\"M\":true}";
                return isCombined()
                        ? "{\"stream\":\"" + name.toLowerCase(Locale.ROOT) + "@aggTrade\",\"data\":" + raw + "}"
                        : raw;
        }
    }

    private String symbol(final int at) {
        final String coin = at == 0 ? "BTC" : "C" + (char) ('A' + at % 26) + at;
        return coin + (market == Market.COINM ? "USD_PERP" : "USDT");
    }
}
