package io.aggtape.feed.exchange;

import com.fasterxml.jackson.jr.ob.JSON;
import io.aggtape.journal.Decimals;
import io.aggtape.journal.Market;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** {@code exchangeInfo}: the symbols on the exchange with their ticks and lots, and the rate limits. */
final class ExchangeInfo {
    private static final List<String> QUOTES =
            List.of("FDUSD", "USDT", "USDC", "TUSD", "BTC", "ETH", "BNB", "TRY", "EUR", "BRL", "JPY", "USD");
    private static final long LARGEST_MANTISSA = 9_000_000;

    private final Market market;
    private final Map<String, Track> tracks;
    private final int weightPerMinute;

    /** Takes the tracks by symbol. */
    ExchangeInfo(final Market market, final Map<String, Track> tracks, final int weightPerMinute) {
        this.market = market;
        this.tracks = tracks;
        this.weightPerMinute = weightPerMinute;
    }

    RestReply get(final Query query, final long serverTime) {
        Collection<Track> chosen = tracks.values();
        if (market == Market.SPOT && !(query.value("symbol") + query.value("symbols")).isEmpty()) {
            if (!query.value("symbol").isEmpty() && !query.value("symbols").isEmpty()) {
                return RestReply.error(-1128, "Combination of optional parameters invalid.");
            }
            chosen = new ArrayList<>();
            for (final Object symbol : symbols(query)) {
                final Track track = tracks.get(String.valueOf(symbol));
                if (track == null) {
                    return RestReply.error(-1121, "Invalid symbol.");
                }
                chosen.add(track);
            }
        }
        final StringBuilder out = new StringBuilder(1_024)
                .append("{\"timezone\":\"UTC\",\"serverTime\":")
                .append(serverTime)
                .append(
                        ",\"rateLimits\":[{\"rateLimitType\":\"REQUEST_WEIGHT\",\"interval\":\"MINUTE\",\"intervalNum\":1,")
                .append("\"limit\":")
                .append(weightPerMinute)
                .append("}],\"exchangeFilters\":[],\"symbols\":[");
        String separator = "";
        for (final Track track : chosen) {
            out.append(separator);
            symbol(out, track);
            separator = ",";
        }
        return RestReply.ok(out.append("]}").toString());
    }

    private static List<Object> symbols(final Query query) {
        if (!query.value("symbol").isEmpty()) {
            return List.of(query.value("symbol"));
        }
        try {
            return JSON.std.listFrom(query.value("symbols"));
        } catch (final IOException | IllegalArgumentException e) {
            return List.of("");
        }
    }

    private void symbol(final StringBuilder out, final Track track) {
        final String symbol = track.symbol();
        final int underscore = symbol.indexOf('_');
        final String pair = underscore < 0 ? symbol : symbol.substring(0, underscore);
        final String quote = QUOTES.stream()
                .filter(asset -> pair.endsWith(asset) && pair.length() > asset.length())
                .findFirst()
                .orElse("");
        final String base = pair.substring(0, pair.length() - quote.length());
        final int priceScale = track.store().priceScale();
        final int quantityScale = track.store().quantityScale();
        out.append("{\"symbol\":\"").append(symbol).append('"');
        if (market == Market.SPOT) {
            out.append(",\"status\":\"TRADING\",\"baseAsset\":\"").append(base);
            out.append("\",\"baseAssetPrecision\":8,\"quoteAsset\":\"").append(quote);
            out.append("\",\"quotePrecision\":8,\"quoteAssetPrecision\":8,\"isSpotTradingAllowed\":true");
        } else {
            final String status = market == Market.USDM ? "status" : "contractStatus";
            out.append(",\"pair\":\"")
                    .append(pair)
                    .append("\",\"contractType\":\"PERPETUAL\",\"")
                    .append(status);
            out.append("\":\"TRADING\",\"baseAsset\":\"")
                    .append(base)
                    .append("\",\"quoteAsset\":\"")
                    .append(quote);
            out.append("\",\"marginAsset\":\"").append(market == Market.USDM ? quote : base);
            out.append("\",\"pricePrecision\":").append(priceScale);
            out.append(",\"quantityPrecision\":").append(quantityScale);
        }
        out.append(",\"filters\":[");
        filter(out, "PRICE_FILTER", "Price", "tickSize", priceScale);
        out.append(',');
        filter(out, "LOT_SIZE", "Qty", "stepSize", quantityScale);
        out.append("],\"permissions\":[")
                .append(market == Market.SPOT ? "\"SPOT\"" : "")
                .append("]}");
    }

    private void filter(
            final StringBuilder out, final String type, final String what, final String step, final int scale) {
        final int digits = market == Market.SPOT ? Math.max(8, scale) : scale;
        final long one = Decimals.powerOfTen(digits - scale);
        out.append("{\"filterType\":\"")
                .append(type)
                .append("\",\"min")
                .append(what)
                .append("\":\"");
        Decimals.append(out, one, -digits).append("\",\"max").append(what).append("\":\"");
        Decimals.append(out, LARGEST_MANTISSA * Decimals.powerOfTen(Math.min(digits, 11)), -Math.min(digits, 11));
        out.append("\",\"").append(step).append("\":\"");
        Decimals.append(out, one, -digits).append("\"}");
    }
}
