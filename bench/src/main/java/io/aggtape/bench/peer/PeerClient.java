package io.aggtape.bench.peer;

import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Runs one peer against the load server and prints what it measured as one line of JSON: {@code PeerClient
 * okhttp|java-websocket|netty|netty-epoll|netty-openssl|jdk|jetty --url URL [--ca FILE] --frames N --mode saturation|latency
 * [--warm-up W] [--out FILE]}. In latency mode {@code l} of a trade is when it was due by {@link System#nanoTime}, and the first W
 * frames, a quarter where not said, are warm-up. Exit codes: 2 usage, 3 wrong data, 5 no connection.
 */
public final class PeerClient {
    static final Map<String, Supplier<Peer>> PEERS = Map.of(
            "okhttp", OkHttpPeer::new,
            "java-websocket", JavaWebSocketPeer::new,
            "netty", () -> new NettyPeer(false, SslProvider.JDK),
            "netty-epoll", () -> new NettyPeer(true, SslProvider.JDK),
            "netty-openssl", () -> new NettyPeer(false, SslProvider.OPENSSL),
            "jdk", JdkPeer::new,
            "jetty", JettyPeer::new);

    private PeerClient() {}

    /** Takes the name of the peer, then the options of the run. */
    public static void main(final String[] arguments) {
        final Supplier<Peer> peer = PEERS.get(arguments.length == 0 ? "" : arguments[0]);
        final PeerConfig config;
        try {
            if (peer == null) {
                throw new IllegalArgumentException("name one peer of " + PEERS.keySet());
            }
            config = PeerConfig.parse(arguments, 1);
        } catch (final IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        System.exit(run(peer.get(), config));
    }

    private static int run(final Peer peer, final PeerConfig config) {
        try (peer) {
            final PeerSession session = new PeerSession(config);
            peer.connect(config, session);
            final String result = session.await();
            System.out.println(result);
            if (config.out() != null) {
                Files.writeString(config.out(), result + '\n', StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            }
            return 0;
        } catch (final PeerDataException e) {
            System.err.println(e.getMessage());
            return 3;
        } catch (final IOException e) {
            System.err.println(e);
            return 5;
        } catch (final Exception e) {
            e.printStackTrace();
            return 1;
        }
    }
}
