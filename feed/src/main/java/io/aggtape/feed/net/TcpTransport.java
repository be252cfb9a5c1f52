package io.aggtape.feed.net;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnsupportedAddressTypeException;

/** A TCP connection over a non-blocking channel; nothing allocated to read or write. */
public final class TcpTransport implements Transport {
    private final SocketChannel channel;
    private final String peer;
    private TransportStage stage = TransportStage.CONNECTING;
    /** Null for nobody. */
    private SelectedReads watchedBy;
    /** Null where nobody watches, or not yet. */
    private SelectedReads.Readiness readiness;

    private long bytesRead;
    private long bytesWritten;

    private TcpTransport(final SocketChannel channel, final String peer) {
        this.channel = channel;
        this.peer = peer;
    }

    /**
     * Begins to connect.
     *
     * @param host the name the address was found under, for messages.
     */
    public static TcpTransport connect(
            final String host, final InetAddress address, final int port, final SocketOptions options)
            throws IOException {
        final String named = Hosts.withPort(host, port);
        final String peer = Hosts.isIpLiteral(host) ? named : named + " (" + address.getHostAddress() + ")";
        final SocketChannel channel = SocketChannel.open();
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            if (options.receiveBufferBytes() > 0) {
                // Before connect, because the window scale is agreed on there.
                channel.setOption(StandardSocketOptions.SO_RCVBUF, options.receiveBufferBytes());
            }
            channel.connect(new InetSocketAddress(address, port));
            return new TcpTransport(channel, peer);
        } catch (final IOException | UnsupportedAddressTypeException e) {
            channel.close();
            throw connectFault(peer, e);
        }
    }

    @Override
    public TransportStage poll() throws IOException {
        if (stage == TransportStage.CONNECTING) {
            try {
                if (channel.finishConnect()) {
                    readiness = watchedBy == null ? null : watchedBy.register(channel);
                    stage = TransportStage.OPEN;
                }
            } catch (final IOException e) {
                throw connectFault(peer, e);
            }
        }
        return stage;
    }

    @Override
    public int read(final ByteBuffer destination) throws IOException {
        if (stage != TransportStage.OPEN) {
            return TransportException.unlessClosed(stage, peer);
        }
        try {
            final int count = channel.read(destination);
            if (count > 0) {
                bytesRead += count;
            }
            return count;
        } catch (final IOException e) {
            throw streamFault(e);
        }
    }

    @Override
    public int write(final ByteBuffer source) throws IOException {
        if (stage != TransportStage.OPEN) {
            return TransportException.unlessClosed(stage, peer);
        }
        try {
            final int count = channel.write(source);
            bytesWritten += count;
            return count;
        } catch (final IOException e) {
            throw streamFault(e);
        }
    }

    @Override
    public boolean flush() {
        return true;
    }

    @Override
    public boolean isReady() {
        return readiness == null || readiness.isReady();
    }

    @Override
    public void watchBy(final SelectedReads reads) {
        watchedBy = reads;
    }

    @Override
    public String description() {
        return peer + " tcp";
    }

    @Override
    public long bytesRead() {
        return bytesRead;
    }

    @Override
    public long bytesWritten() {
        return bytesWritten;
    }

    @Override
    public void close() {
        stage = TransportStage.CLOSED;
        try {
            channel.close();
        } catch (final IOException e) {
            // The descriptor is gone all the same, and nobody is left to care about this stream.
            return;
        }
    }

    /** Host, port and address of the other side, for messages. */
    String peer() {
        return peer;
    }

    private TransportException streamFault(final IOException cause) {
        return new TransportException(
                TransportStage.OPEN, "the connection to " + peer + " broke: " + cause.getMessage(), cause);
    }

    private static TransportException connectFault(final String peer, final Exception cause) {
        return new TransportException(TransportStage.CONNECTING, connectMessage(peer, cause), cause);
    }

    private static String connectMessage(final String peer, final Exception cause) {
        final String said = String.valueOf(cause.getMessage());
        if (cause instanceof UnsupportedAddressTypeException || said.contains("family not supported")) {
            return "unreachable: " + peer + ": this machine or JVM does not speak that IP version";
        }
        if (cause instanceof NoRouteToHostException || said.contains("unreachable")) {
            return "unreachable: " + peer + ": no route (" + said + "); check the network, VPN and firewall";
        }
        if (said.contains("timed out")) {
            return "no answer from " + peer + ": check the port and the firewall; a proxy is given by --proxy";
        }
        if (cause instanceof ConnectException && said.contains("refused")) {
            return "connection refused by " + peer + ": nothing listens there; check the host and the port";
        }
        return "cannot connect to " + peer + ": " + said;
    }
}
