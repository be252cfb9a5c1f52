package io.aggtape.bench.peer;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.net.URI;

/**
 * Netty as its WebSocket client example has it, with one event loop, over NIO or over epoll; TLS by the JDK's engine or by
 * Netty's OpenSSL. What is native is there for Linux on x86-64 alone.
 */
final class NettyPeer implements Peer {
    private static final int MAX_HANDSHAKE_BYTES = 8_192;

    private final boolean isEpoll;
    private final SslProvider engine;
    private EventLoopGroup group;

    NettyPeer(final boolean isEpoll, final SslProvider engine) {
        this.isEpoll = isEpoll;
        this.engine = engine;
    }

    @Override
    public void connect(final PeerConfig config, final PeerSession session) throws IOException, InterruptedException {
        group = new MultiThreadIoEventLoopGroup(1, isEpoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
        final SslContext tls = config.isSecure()
                ? SslContextBuilder.forClient()
                        .sslProvider(engine)
                        .trustManager(config.authority().toFile())
                        .build()
                : null;
        new Bootstrap()
                .group(group)
                .channel(isEpoll ? EpollSocketChannel.class : NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new Initializer(config.url(), tls, session))
                .connect(config.url().getHost(), config.url().getPort())
                .sync();
    }

    @Override
    public void close() {
        if (group != null) {
            group.shutdownGracefully();
        }
    }

    /** Builds the pipeline of the example. */
    private static final class Initializer extends ChannelInitializer<SocketChannel> {
        private final URI url;
        private final SslContext tls;
        private final PeerSession session;

        Initializer(final URI url, final SslContext tls, final PeerSession session) {
            this.url = url;
            this.tls = tls;
            this.session = session;
        }

        @Override
        protected void initChannel(final SocketChannel channel) {
            final ChannelPipeline pipeline = channel.pipeline();
            if (tls != null) {
                pipeline.addLast(tls.newHandler(channel.alloc(), url.getHost(), url.getPort()));
            }
            pipeline.addLast(
                    new HttpClientCodec(),
                    new HttpObjectAggregator(MAX_HANDSHAKE_BYTES),
                    new WebSocketClientProtocolHandler(WebSocketClientProtocolConfig.newBuilder()
                            .webSocketUri(url)
                            .build()),
                    new Handler(session));
        }
    }

    /** Gives what comes to the session. */
    private static final class Handler extends SimpleChannelInboundHandler<TextWebSocketFrame> {
        private final PeerSession session;

        Handler(final PeerSession session) {
            this.session = session;
        }

        @Override
        protected void channelRead0(final ChannelHandlerContext context, final TextWebSocketFrame frame) {
            session.onText(frame.text());
        }

        @Override
        public void channelInactive(final ChannelHandlerContext context) {
            session.onEnd(new IOException("closed"));
        }

        @Override
        public void exceptionCaught(final ChannelHandlerContext context, final Throwable fault) {
            session.onEnd(fault);
            context.close();
        }
    }
}
