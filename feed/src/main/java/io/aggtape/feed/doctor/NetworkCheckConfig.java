package io.aggtape.feed.doctor;

import io.aggtape.feed.LineConfig;
import io.aggtape.feed.NetworkConfig;
import io.aggtape.feed.StreamNames;
import io.aggtape.journal.Market;
import java.util.List;

/**
 * What the tests of the network are to reach, and how long each may take. Look-up, TCP, proxy, TLS, upgrade, subscription
 * and ping each have the network's connect time-out.
 *
 * @param market the market.
 * @param symbols the symbols whose streams are tried, 1 to 1,024, in any letter case.
 * @param network how to reach the exchange.
 * @param tradeTimeoutMs how long the first trade of every stream may take, milliseconds, from 1.
 * @param sampleMs how long trades are collected at most before their ids are compared, milliseconds, from 1.
 * @param restTimeoutMs how long a question to REST may take, milliseconds, from 1.
 */
public record NetworkCheckConfig(
        Market market,
        List<String> symbols,
        NetworkConfig network,
        long tradeTimeoutMs,
        long sampleMs,
        long restTimeoutMs) {
    /** How long a first trade may take where nobody says otherwise. */
    public static final long DEFAULT_TRADE_TIMEOUT_MS = 60_000;

    private static final long DEFAULT_SAMPLE_MS = 5_000;
    private static final long DEFAULT_REST_TIMEOUT_MS = 15_000;

    /** Checks the ranges and brings the symbols to upper case, each once. */
    public NetworkCheckConfig {
        symbols = StreamNames.normalise(symbols);
        if (symbols.isEmpty() || symbols.size() > LineConfig.MAX_STREAMS) {
            throw new IllegalArgumentException(
                    "a connection carries 1 to " + LineConfig.MAX_STREAMS + " streams, not " + symbols.size());
        }
        if (tradeTimeoutMs < 1 || sampleMs < 1 || restTimeoutMs < 1) {
            throw new IllegalArgumentException("every time-out is at least 1 ms");
        }
    }

    /** With 60 s for first trades, 5 s of trades to compare, and 15 s for each question to REST. */
    public static NetworkCheckConfig of(final Market market, final List<String> symbols, final NetworkConfig network) {
        return new NetworkCheckConfig(
                market, symbols, network, DEFAULT_TRADE_TIMEOUT_MS, DEFAULT_SAMPLE_MS, DEFAULT_REST_TIMEOUT_MS);
    }

    /** The same with another time-out for first trades, milliseconds. */
    public NetworkCheckConfig withTradeTimeoutMs(final long ms) {
        return new NetworkCheckConfig(market, symbols, network, ms, sampleMs, restTimeoutMs);
    }

    /** The same with another time-out for REST, milliseconds. */
    public NetworkCheckConfig withRestTimeoutMs(final long ms) {
        return new NetworkCheckConfig(market, symbols, network, tradeTimeoutMs, sampleMs, ms);
    }
}
