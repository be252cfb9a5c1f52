package io.aggtape.journal;

/**
 * Which trades {@link TapeVerifier} judges.
 *
 * @param market only this one; null for all.
 * @param symbol only this one, in upper case; null for all.
 * @param fromUs only trade times from here, microseconds since the epoch.
 * @param toUs only trade times before this, microseconds since the epoch.
 */
public record VerifyFilter(Market market, String symbol, long fromUs, long toUs) {
    /** Every trade. */
    public static final VerifyFilter ALL = new VerifyFilter(null, null, Long.MIN_VALUE, Long.MAX_VALUE);

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException where it ends before it starts.
     */
    public VerifyFilter {
        if (toUs < fromUs) {
            throw new IllegalArgumentException("the time range ends before it starts");
        }
    }

    /** The same for one market. */
    public VerifyFilter withMarket(final Market only) {
        return new VerifyFilter(only, symbol, fromUs, toUs);
    }

    /** The same for one symbol. */
    public VerifyFilter withSymbol(final String only) {
        return new VerifyFilter(market, only, fromUs, toUs);
    }

    /** The same for a range of trade times, microseconds since the epoch, {@code to} not included. */
    public VerifyFilter between(final long newFromUs, final long newToUs) {
        return new VerifyFilter(market, symbol, newFromUs, newToUs);
    }

    /** Whether trades of an instrument are judged at all. */
    boolean accepts(final Instrument instrument) {
        return accepts(instrument.market(), instrument.symbol());
    }

    boolean accepts(final Market ofMarket, final String ofSymbol) {
        return (market == null || ofMarket == market) && (symbol == null || ofSymbol.equals(symbol));
    }

    /** Whether no time range is set. */
    boolean isAllTime() {
        return fromUs == Long.MIN_VALUE && toUs == Long.MAX_VALUE;
    }

    boolean accepts(final AggTrade trade) {
        return trade.tradeTimeUs >= fromUs && trade.tradeTimeUs < toUs && accepts(trade.instrument);
    }
}
