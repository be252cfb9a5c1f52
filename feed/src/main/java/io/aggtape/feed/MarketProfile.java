package io.aggtape.feed;

import io.aggtape.journal.Market;
import io.aggtape.pipeline.WireTimeUnit;
import java.net.URI;
import java.util.Optional;

/**
 * What Binance's documents say of one market's streams: where they are and how a client has to behave.
 *
 * @param market the market.
 * @param webSocketBase the base of its stream URLs; what follows is {@code /ws/...} or {@code /stream...}.
 * @param route the path that a base without one gets; USD-M acks on any other and delivers nothing.
 * @param restBase the base of its REST URLs.
 * @param restPrefix the path before {@code /aggTrades} and {@code /time}.
 * @param timeUnit the finest unit that its streams offer.
 * @param messagesPerSecond how many SUBSCRIBE messages we send a second: the limit (5 on spot, 10 on USD-M) less room
 *     for pongs and the closing frame.
 * @param silenceMs how long a healthy connection can be silent, with room: spot pings every 20 s, futures every 3 min.
 */
public record MarketProfile(
        Market market,
        URI webSocketBase,
        String route,
        URI restBase,
        String restPrefix,
        WireTimeUnit timeUnit,
        int messagesPerSecond,
        long silenceMs) {
    private static final String DATA_STREAMS = "data-stream.binance.vision";
    private static final URI DATA_REST = URI.create("https://data-api.binance.vision");

    /**
     * The base of the REST URLs that have the trades of these streams; none where that is not one of Binance's own hosts.
     *
     * @param endpoint base of the stream URLs; null for the market's own.
     */
    Optional<URI> restBeside(final URI endpoint) {
        if (endpoint == null || webSocketBase.getHost().equalsIgnoreCase(endpoint.getHost())) {
            return Optional.of(restBase);
        }
        // Data without an account, and without the restrictions of the market's own hosts.
        return market == Market.SPOT && DATA_STREAMS.equalsIgnoreCase(endpoint.getHost())
                ? Optional.of(DATA_REST)
                : Optional.empty();
    }

    /** The profile of a market with Binance's own hosts. */
    public static MarketProfile of(final Market market) {
        switch (market) {
            case SPOT:
                return new MarketProfile(
                        market,
                        URI.create("wss://stream.binance.com:9443"),
                        "",
                        URI.create("https://api.binance.com"),
                        "/api/v3",
                        WireTimeUnit.MICROSECONDS,
                        3,
                        60_000);
            case USDM:
                return new MarketProfile(
                        market,
                        URI.create("wss://fstream.binance.com/market"),
                        "/market",
                        URI.create("https://fapi.binance.com"),
                        "/fapi/v1",
                        WireTimeUnit.MILLISECONDS,
                        6,
                        400_000);
            default:
                return new MarketProfile(
                        market,
                        URI.create("wss://dstream.binance.com"),
                        "",
                        URI.create("https://dapi.binance.com"),
                        "/dapi/v1",
                        WireTimeUnit.MILLISECONDS,
                        6,
                        400_000);
        }
    }
}
