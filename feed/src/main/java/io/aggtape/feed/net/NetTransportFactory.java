package io.aggtape.feed.net;

import java.io.IOException;
import java.net.InetAddress;
import java.util.Optional;
import java.util.concurrent.Executor;

/** Real transports: TCP, a CONNECT proxy where the rules ask for one, TLS for wss. May be shared between threads. */
public final class NetTransportFactory implements TransportFactory {
    private final TlsConfig tls;
    private final ProxyRules proxyRules;
    private final SocketOptions options;
    private final Executor handshakeExecutor;

    /**
     * Keeps what all transports share.
     *
     * @param handshakeExecutor runs the arithmetic of TLS handshakes, such as {@link HandshakeThreads}.
     */
    public NetTransportFactory(
            final TlsConfig tls,
            final ProxyRules proxyRules,
            final SocketOptions options,
            final Executor handshakeExecutor) {
        this.tls = tls;
        this.proxyRules = proxyRules;
        this.options = options;
        this.handshakeExecutor = handshakeExecutor;
    }

    /** Through a proxy the target's name is left to the proxy, and only the proxy's own is resolved here. */
    @Override
    public String hostToResolve(final Endpoint endpoint) {
        final Optional<ProxyConfig> proxy = proxyRules.proxyFor(endpoint);
        return proxy.isPresent() ? proxy.get().host() : endpoint.host();
    }

    @Override
    public Transport open(final Endpoint endpoint, final InetAddress address) throws IOException {
        final Optional<ProxyConfig> proxy = proxyRules.proxyFor(endpoint);
        final Transport stream = proxy.isPresent()
                ? throughProxy(proxy.get(), endpoint, address)
                : TcpTransport.connect(endpoint.host(), address, endpoint.port(), options);
        if (!endpoint.isSecure()) {
            return stream;
        }
        return new TlsTransport(stream, endpoint.hostAndPort(), tls.newEngine(endpoint), handshakeExecutor);
    }

    private Transport throughProxy(final ProxyConfig proxy, final Endpoint endpoint, final InetAddress address)
            throws IOException {
        return new ProxyTransport(TcpTransport.connect(proxy.host(), address, proxy.port(), options), proxy, endpoint);
    }
}
