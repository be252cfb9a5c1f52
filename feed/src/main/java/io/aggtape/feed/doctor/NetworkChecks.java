package io.aggtape.feed.doctor;

import io.aggtape.feed.net.Resolver;
import java.util.ArrayList;
import java.util.List;

/**
 * The direct connection test in stages, from the configuration to the first trade of every stream and what REST says of
 * it. They share what the earlier ones found, so that they run once, in order and on one thread; what needs a stage that
 * has failed is not tried. The last one, whatever it comes to, closes the connection.
 */
public final class NetworkChecks {
    static final String CONFIGURATION = "Configuration";
    static final String DNS = "DNS look-up";
    static final String TCP = "TCP connect";
    static final String PROXY = "Proxy";
    static final String TLS = "TLS handshake";
    static final String UPGRADE = "WebSocket upgrade";
    static final String ACK = "Subscription";
    static final String FIRST_TRADES = "First trade of every stream";
    static final String IDS = "Trade ids";
    static final String REST = "REST";
    static final String CLOCK = "Clock offset";
    static final String PING = "Ping";

    private static final List<String> NAMES =
            List.of(CONFIGURATION, DNS, TCP, PROXY, TLS, UPGRADE, ACK, FIRST_TRADES, IDS, REST, CLOCK, PING);

    private static final String NONE = "";

    private NetworkChecks() {}

    /** The tests, which have not begun; nothing connects before the first is run, and without the JVM's flags none does. */
    public static List<Check> of(final NetworkCheckConfig config) {
        final String without = JvmFacts.withoutFlags();
        if (!without.isEmpty()) {
            return NAMES.stream()
                    .<Check>map(name -> new NotTried(name, Area.NETWORK, without))
                    .toList();
        }
        return of(config, new Resolver());
    }

    /** The same with another way to look names up, which the last test closes. */
    static List<Check> of(final NetworkCheckConfig config, final Resolver resolver) {
        final NetworkProbe probe = new NetworkProbe(config, resolver);
        final List<Check> checks = new ArrayList<>();
        checks.add(new NetworkCheck(probe, CONFIGURATION, NONE, Area.MACHINE, new ConfigurationStage()));
        checks.add(network(probe, DNS, CONFIGURATION, new DnsStage()));
        checks.add(network(probe, TCP, DNS, new TcpStage()));
        checks.add(network(probe, PROXY, TCP, new ProxyStage()));
        checks.add(network(probe, TLS, PROXY, new TlsStage()));
        checks.add(network(probe, UPGRADE, TLS, new UpgradeStage()));
        checks.add(network(probe, ACK, UPGRADE, new SubscriptionStage()));
        checks.add(network(probe, FIRST_TRADES, ACK, new FirstTradesStage()));
        checks.add(network(probe, IDS, FIRST_TRADES, new IdsStage()));
        checks.add(network(probe, REST, CONFIGURATION, new RestStage()));
        checks.add(network(probe, CLOCK, REST, new ClockStage()));
        checks.add(new LastCheck(network(probe, PING, ACK, new PingStage()), probe));
        return List.copyOf(checks);
    }

    private static Check network(
            final NetworkProbe probe, final String name, final String needs, final NetworkStage stage) {
        return new NetworkCheck(probe, name, needs, Area.NETWORK, stage);
    }

    /** Closes what all have used. */
    private record LastCheck(Check check, NetworkProbe probe) implements Check {
        @Override
        public String name() {
            return check.name();
        }

        @Override
        public Area area() {
            return check.area();
        }

        @Override
        public Finding run() throws InterruptedException {
            try {
                return check.run();
            } finally {
                probe.close();
            }
        }
    }
}
