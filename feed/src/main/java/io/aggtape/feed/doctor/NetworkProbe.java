package io.aggtape.feed.doctor;

import io.aggtape.feed.RecorderNetwork;
import io.aggtape.feed.StreamNames;
import io.aggtape.feed.net.Endpoint;
import io.aggtape.feed.net.Resolver;
import io.aggtape.pipeline.Heartbeats;
import java.io.IOException;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.SystemEpochClock;
import org.agrona.concurrent.SystemNanoClock;

/** What the tests of the network have found so far, each for those behind it. For the doctor's thread. */
final class NetworkProbe implements AutoCloseable {
    private final NetworkCheckConfig config;
    private final Resolver resolver;
    private final NanoClock clock = SystemNanoClock.INSTANCE;
    private final TradeSample sample;
    private final Conversation conversation;
    /** By the name of a test, the one whose failure kept it from passing: itself or one before it. */
    private final Map<String, String> failures = new HashMap<>();

    private RecorderNetwork network;
    private RestDesk rest;
    private List<InetAddress> addresses = List.of();
    private long lookUpNs;
    private long subscribedMs;

    NetworkProbe(final NetworkCheckConfig config, final Resolver resolver) {
        this.config = config;
        this.resolver = resolver;
        sample = new TradeSample(config.market(), config.symbols());
        conversation = new Conversation(clock, sample, config.symbols().size());
    }

    NetworkCheckConfig config() {
        return config;
    }

    Resolver resolver() {
        return resolver;
    }

    long nanoTime() {
        return clock.nanoTime();
    }

    /** The test whose failure keeps this one from being of use; empty for none. */
    String failedBefore(final String test) {
        return failures.getOrDefault(test, "");
    }

    /** A test has failed, or was not tried because of this failure. */
    void fail(final String test, final String failed) {
        failures.put(test, failed);
    }

    /**
     * Reads what the configuration names; connects nowhere.
     *
     * @throws IOException where the file of authorities cannot be read.
     */
    RecorderNetwork begin() throws IOException {
        network = new RecorderNetwork(config.market(), config.network(), config.weightShare(), new Heartbeats());
        rest = new RestDesk(network.rest(), conversation, config.limits().restMs());
        return network;
    }

    RecorderNetwork network() {
        return network;
    }

    /** Where questions to REST are put. */
    RestDesk rest() {
        return rest;
    }

    /** The path and query of the upgrade request. */
    String target() {
        return StreamNames.target(
                network.endpoint().target(),
                config.symbols(),
                isInUrl(),
                network.profile().timeUnit());
    }

    /** Whether the URL names the streams. */
    boolean isInUrl() {
        return StreamNames.fitsUrl(config.symbols());
    }

    /** The host to which TCP connects: the exchange's or the proxy's. */
    String peerHost() {
        return network.proxy()
                .map(proxy -> proxy.host())
                .orElseGet(() -> network.endpoint().host());
    }

    /** Its port. */
    int peerPort() {
        return network.proxy()
                .map(proxy -> proxy.port())
                .orElseGet(() -> network.endpoint().port());
    }

    /** What the look-up found, then those of it that accept connections, in the order to try them. */
    List<InetAddress> addresses() {
        return addresses;
    }

    void addresses(final List<InetAddress> found) {
        addresses = List.copyOf(found);
    }

    /** How long the look-up took, nanoseconds. */
    long lookUpNs() {
        return lookUpNs;
    }

    void lookedUp(final long tookNs) {
        lookUpNs = tookNs;
    }

    /** The exchange has been asked for the streams that are to be judged, and has taken it, by now. */
    void subscribed() {
        subscribedMs = SystemEpochClock.INSTANCE.time();
    }

    /** When that was, milliseconds since the epoch by this machine's clock. */
    long subscribedMs() {
        return subscribedMs;
    }

    /** The one connection that the tests share. */
    Conversation conversation() {
        return conversation;
    }

    /** Begins that connection where no test before has. */
    Conversation opened() throws IOException {
        if (!conversation.isOpened()) {
            final Endpoint endpoint = network.endpoint();
            conversation.open(network.transports().open(endpoint, addresses.get(0)));
        }
        return conversation;
    }

    /** The trades that have come. */
    TradeSample sample() {
        return sample;
    }

    @Override
    public void close() {
        conversation.close();
        resolver.close();
        if (network != null) {
            network.close();
        }
    }
}
