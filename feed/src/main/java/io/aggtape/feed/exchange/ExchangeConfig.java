package io.aggtape.feed.exchange;

import io.aggtape.journal.Market;
import java.util.List;
import java.util.Objects;

/**
 * How an embedded exchange listens and what it plays.
 *
 * @param address where it listens.
 * @param tls whether both REST and WebSocket speak TLS, with a certificate made at start.
 * @param market whose paths, fields and rules it has.
 * @param program what it plays.
 * @param pace how fast.
 * @param limits its rules for clients.
 * @param faults what it does wrong.
 */
public record ExchangeConfig(
        Address address, boolean tls, Market market, Program program, Pace pace, Limits limits, Faults faults) {
    /**
     * Where an exchange listens.
     *
     * @param host the address to bind, or several of this machine, divided by commas.
     * @param port the port, 0 for any free one.
     */
    public record Address(String host, int port) {
        public Address {
            Objects.requireNonNull(host, "host");
            if (port < 0 || port > 65_535) {
                throw new IllegalArgumentException("a port is 0 to 65535, not " + port);
            }
            if (List.of(host.split(",", -1)).contains("")) {
                throw new IllegalArgumentException("an address is missing in '" + host + "'");
            }
        }

        /** The addresses to bind, one or more. */
        List<String> hosts() {
            return List.of(host.split(","));
        }
    }

    public ExchangeConfig {
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(program, "program");
        Objects.requireNonNull(pace, "pace");
        Objects.requireNonNull(limits, "limits");
        Objects.requireNonNull(faults, "faults");
        program.tape().ifPresent(played -> requireMarket(played.tape(), market));
        if (!tls && !faults.certificate().isEmpty()) {
            throw new IllegalArgumentException(
                    "fault 'certificate=" + faults.certificate() + "': there is no certificate without TLS");
        }
    }

    private static void requireMarket(final ServedTape tape, final Market market) {
        if (tape.market() != market) {
            throw new IllegalArgumentException(
                    "the tape holds trades of " + tape.market().label() + ", not of " + market.label());
        }
    }

    /** On any free port of 127.0.0.1 with TLS, at the recorded pace, under Binance's limits, without faults. */
    public static ExchangeConfig of(final Market market, final Program program) {
        return new ExchangeConfig(
                new Address("127.0.0.1", 0), true, market, program, Pace.recorded(), Limits.of(market), Faults.none());
    }

    /** This configuration on another address, or several divided by commas, and port. */
    public ExchangeConfig withAddress(final String newHost, final int newPort) {
        return new ExchangeConfig(new Address(newHost, newPort), tls, market, program, pace, limits, faults);
    }

    /** This configuration with TLS on or off. */
    public ExchangeConfig withTls(final boolean isTls) {
        return new ExchangeConfig(address, isTls, market, program, pace, limits, faults);
    }

    /** This configuration at another pace. */
    public ExchangeConfig withPace(final Pace newPace) {
        return new ExchangeConfig(address, tls, market, program, newPace, limits, faults);
    }

    /** This configuration under other limits. */
    public ExchangeConfig withLimits(final Limits newLimits) {
        return new ExchangeConfig(address, tls, market, program, pace, newLimits, faults);
    }

    /** This configuration with other faults. */
    public ExchangeConfig withFaults(final Faults newFaults) {
        return new ExchangeConfig(address, tls, market, program, pace, limits, newFaults);
    }
}
