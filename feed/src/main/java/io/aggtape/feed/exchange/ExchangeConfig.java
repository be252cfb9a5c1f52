package io.aggtape.feed.exchange;

import io.aggtape.journal.Market;
import java.util.Objects;

/**
 * How an embedded exchange listens and what it plays.
 *
 * @param host the address to bind, 127.0.0.1 by default.
 * @param port the port, 0 for any free one.
 * @param tls whether both REST and WebSocket speak TLS, with a certificate made at start.
 * @param market whose paths, fields and rules it has.
 * @param program what it plays.
 * @param pace how fast.
 * @param limits its rules for clients.
 */
public record ExchangeConfig(
        String host, int port, boolean tls, Market market, Program program, Pace pace, Limits limits) {
    public ExchangeConfig {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(program, "program");
        Objects.requireNonNull(pace, "pace");
        Objects.requireNonNull(limits, "limits");
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("a port is 0 to 65535, not " + port);
        }
    }

    /** On any free port of 127.0.0.1 with TLS, at the recorded pace, under Binance's limits. */
    public static ExchangeConfig of(final Market market, final Program program) {
        return new ExchangeConfig("127.0.0.1", 0, true, market, program, Pace.recorded(), Limits.of(market));
    }

    /** This configuration on another address and port. */
    public ExchangeConfig withAddress(final String newHost, final int newPort) {
        return new ExchangeConfig(newHost, newPort, tls, market, program, pace, limits);
    }

    /** This configuration with TLS on or off. */
    public ExchangeConfig withTls(final boolean isTls) {
        return new ExchangeConfig(host, port, isTls, market, program, pace, limits);
    }

    /** This configuration at another pace. */
    public ExchangeConfig withPace(final Pace newPace) {
        return new ExchangeConfig(host, port, tls, market, program, newPace, limits);
    }

    /** This configuration under other limits. */
    public ExchangeConfig withLimits(final Limits newLimits) {
        return new ExchangeConfig(host, port, tls, market, program, pace, newLimits);
    }
}
