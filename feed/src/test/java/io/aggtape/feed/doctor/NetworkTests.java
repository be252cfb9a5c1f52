package io.aggtape.feed.doctor;

import java.util.List;

/** The tests of the network as a user is to see them. */
public final class NetworkTests {
    /** Their names, in their order. */
    public static final List<String> NAMES = List.of(
            "Configuration",
            "DNS look-up",
            "TCP connect",
            "Proxy",
            "TLS handshake",
            "WebSocket upgrade",
            "Subscription",
            "First trade of every stream",
            "Trade ids",
            "REST",
            "Clock offset",
            "Ping");

    private NetworkTests() {}
}
