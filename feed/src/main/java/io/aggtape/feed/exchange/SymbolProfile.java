package io.aggtape.feed.exchange;

import io.aggtape.journal.Market;
import java.util.Map;

/**
 * What sets one generated symbol apart from another.
 *
 * @param symbol in upper case.
 * @param startTicks the first price in ticks.
 * @param tickScale a tick is 10 to the power of minus this.
 * @param priceDigits fraction digits that the wire shows, {@code tickScale} or more.
 * @param lotScale a lot is 10 to the power of minus this.
 * @param quantityDigits fraction digits that the wire shows, {@code lotScale} or more.
 * @param activity how busy it is beside BTCUSDT, 1 as busy.
 */
record SymbolProfile(
        String symbol,
        long startTicks,
        int tickScale,
        int priceDigits,
        int lotScale,
        int quantityDigits,
        double activity) {
    /** Round starting prices in hundredths, quantity scale of spot, and activity. */
    private record Seed(long cents, int lotScale, double activity) {}

    private static final Map<String, Seed> KNOWN = Map.of(
            "BTC", new Seed(9_100_000, 5, 1.0),
            "ETH", new Seed(310_000, 4, 0.9),
            "BNB", new Seed(91_000, 3, 0.35),
            "SOL", new Seed(14_000, 3, 0.5));
    private static final Seed OTHER = new Seed(2_500, 2, 0.25);
    private static final int CONTRACT_VALUE_CENTS = 10_000;

    /** The profile of a symbol: its base asset decides, others than the demo's start at 25. */
    static SymbolProfile of(final Market market, final String symbol) {
        final Seed seed = symbol.length() > 3 ? KNOWN.getOrDefault(symbol.substring(0, 3), OTHER) : OTHER;
        return switch (market) {
            case SPOT -> new SymbolProfile(symbol, seed.cents, 2, 8, seed.lotScale, 8, seed.activity);
            case USDM -> new SymbolProfile(symbol, seed.cents, 2, 2, 3, 3, seed.activity);
            case COINM -> new SymbolProfile(symbol, seed.cents / 10, 1, 1, 0, 0, seed.activity);
        };
    }

    /** The price of a lot in quote currency at the starting price; a COIN-M contract is 100 (Binance's BTCUSD). */
    double lotValue() {
        return quantityDigits == 0
                ? CONTRACT_VALUE_CENTS / 100.0
                : startTicks / Math.pow(10, tickScale) / Math.pow(10, lotScale);
    }
}
