package io.aggtape.feed.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;

/**
 * One WebSocket connection of the exchange. Jetty's threads bring its client's frames, playback's thread its trades, the
 * supervisor's thread its pings and its end; control state is guarded by the connection itself.
 */
final class StreamConnection implements FrameHandler, Subscriber {
    /** A control message of this many bytes is not answered before the next ping, as on Binance. */
    static final int HANGING_LENGTH = 4_096;

    /** What may wait for a reader at pace {@code max}. */
    static final int WINDOW_BYTES = 256 << 10;

    private static final int MAX_MESSAGE_LENGTH = 1 << 20;
    private static final int MAX_HANGING = 16;
    private static final int POLICY_VIOLATION = 1008;
    private static final int GOING_AWAY = 1001;
    private static final long CLOSE_TIMEOUT_NS = 5_000_000_000L;

    private final StreamServer server;
    private final StreamPath path;
    private final FaultyEndPoint endPoint;
    private final ArmedFault.Target target;
    private final ConnectionFaults faults;
    private final boolean isMute;
    private final Subscriptions subscriptions;
    private final ControlProtocol control;
    private final MessageRate rate;
    private final PingWatch pings;
    private final long openedNs;
    private final ByteArrayOutputStream message = new ByteArrayOutputStream();
    private final ArrayDeque<String> hanging = new ArrayDeque<>();
    private final InFlight inFlight = new InFlight();

    private CoreSession session;
    private long closingSinceNs;
    private boolean isClosing;
    private int unflushedBytes;

    /** {@code isMute} for one that sends nothing at all once it is open; {@code ordinal} is its number among all. */
    StreamConnection(
            final StreamServer server,
            final StreamPath path,
            final FaultyEndPoint endPoint,
            final long ordinal,
            final boolean isMute) {
        this.server = server;
        this.path = path;
        this.endPoint = endPoint;
        this.isMute = isMute;
        this.openedNs = server.nowNs();
        this.target = new ArmedFault.Target(ordinal, openedNs);
        this.faults = new ConnectionFaults(server.board(), target, endPoint);
        this.subscriptions = new Subscriptions(server.tracks(path), this);
        this.control = new ControlProtocol(
                server.market(), server.limits().streamsPerConnection(), subscriptions, path.isCombined());
        this.rate = new MessageRate(server.limits().messagesPerSecond());
        this.pings = new PingWatch(server.limits(), openedNs);
    }

    @Override
    public synchronized void onOpen(final CoreSession coreSession, final Callback callback) {
        session = coreSession;
        callback.succeeded();
        faults.onOpen();
        if (isMute) {
            endPoint.silence();
        } else if (!path.streams().stream().allMatch(Subscriptions::isStreamName)) {
            close(POLICY_VIOLATION, "{\"code\":-1,\"msg\":\"Illegal format ws or stream\"}");
        } else if (path.streams().size() > server.limits().streamsPerConnection()) {
            close(POLICY_VIOLATION, "Too many streams");
        } else {
            subscriptions.add(path.streams());
            server.onSubscribed(this, subscriptions.attach());
        }
        server.onOpen(this);
        session.demand();
    }

    @Override
    public synchronized void onFrame(final Frame frame, final Callback callback) {
        switch (frame.getOpCode()) {
            case OpCode.PING -> onPing(frame);
            case OpCode.PONG -> onPong(frame);
            case OpCode.TEXT, OpCode.BINARY, OpCode.CONTINUATION -> onData(frame);
            default -> subscriptions.removeAll();
        }
        callback.succeeded();
        if (frame.getOpCode() != OpCode.CLOSE) {
            session.demand();
        }
    }

    @Override
    public void onError(final Throwable cause, final Callback callback) {
        callback.succeeded();
    }

    @Override
    public synchronized void onClosed(final CloseStatus closeStatus, final Callback callback) {
        isClosing = true;
        subscriptions.removeAll();
        server.onClosed(this);
        callback.succeeded();
    }

    @Override
    public ArmedFault.Target target() {
        return target;
    }

    @Override
    public boolean isCombined() {
        return control.isCombined();
    }

    @Override
    public boolean isMicroseconds() {
        return path.isMicroseconds();
    }

    @Override
    public boolean isReady() {
        return inFlight.bytes() < WINDOW_BYTES;
    }

    @Override
    public boolean send(final FrameChunk chunk, final int offset, final int length) {
        session.sendFrame(new Frame(OpCode.TEXT, chunk.frame(offset, length)), Callback.NOOP, true);
        unflushedBytes += length;
        return unflushedBytes == length;
    }

    @Override
    public void flush(final FrameChunk chunk) {
        final int bytes = unflushedBytes;
        unflushedBytes = 0;
        session.flush(inFlight.flushed(chunk, bytes));
        if (inFlight.bytes() > server.limits().maxInFlightBytes()) {
            session.abort();
        }
    }

    /** Bytes of trades that have not left yet. */
    int inFlightBytes() {
        return inFlight.bytes();
    }

    /** Pings, answers what hangs, and ends what is silent or too old; the supervisor's thread. */
    synchronized void supervise(final long nowNs) {
        if (isClosing) {
            if (nowNs - closingSinceNs > CLOSE_TIMEOUT_NS) {
                session.abort();
            }
            return;
        }
        faults.poll(this, nowNs);
        if (isClosing || endPoint.isSilent()) {
            return;
        }
        if (pings.isTimedOut(nowNs)) {
            close(POLICY_VIOLATION, "Pong timeout");
        } else if (nowNs - openedNs > server.limits().lifeMs() * 1_000_000) {
            close(GOING_AWAY, null);
        } else if (pings.isPingDue(nowNs)) {
            final String payload = Long.toString(server.epochMs());
            pings.onPing(payload, nowNs);
            session.sendFrame(new Frame(OpCode.PING, payload), Callback.NOOP, false);
            while (!hanging.isEmpty()) {
                answer(hanging.remove());
            }
        }
    }

    /** Sends {@code serverShutdown} in the connection's shape. */
    synchronized void announceShutdown() {
        final long epochMs = server.epochMs();
        final long time = path.isMicroseconds() ? epochMs * 1_000 : epochMs;
        final String event = "{\"e\":\"serverShutdown\",\"E\":" + time + '}';
        sendText(control.isCombined() ? "{\"stream\":\"!serverShutdown\",\"data\":" + event + '}' : event);
    }

    /** Starts the close handshake; trades stop at once. */
    synchronized void close(final int code, final String reason) {
        if (!isClosing) {
            isClosing = true;
            closingSinceNs = server.nowNs();
            subscriptions.removeAll();
            session.close(code, reason, Callback.NOOP);
        }
    }

    /** Cuts the connection without a close frame. */
    synchronized void abort() {
        session.abort();
    }

    /** Sends a frame at once, of whatever length it claims to be; for faults. */
    synchronized void send(final Frame frame) {
        final long maxFrameSize = session.getMaxFrameSize();
        session.setMaxFrameSize(0);
        session.sendFrame(frame, Callback.NOOP, false);
        session.setMaxFrameSize(maxFrameSize);
    }

    /** Sends no more trades. */
    synchronized void unsubscribe() {
        subscriptions.removeAll();
    }

    private void onPing(final Frame frame) {
        if (isWithinRate()) {
            final byte[] payload = bytes(frame);
            session.sendFrame(new Frame(OpCode.PONG, java.nio.ByteBuffer.wrap(payload)), Callback.NOOP, false);
        }
    }

    private void onPong(final Frame frame) {
        if (isWithinRate()) {
            pings.onPong(new String(bytes(frame), UTF_8));
        }
    }

    private void onData(final Frame frame) {
        message.writeBytes(bytes(frame));
        if (message.size() > MAX_MESSAGE_LENGTH) {
            close(1009, "Message too long");
            message.reset();
        } else if (frame.isFin()) {
            final String text = message.toString(UTF_8);
            final int length = message.size();
            message.reset();
            if (!isWithinRate()) {
                return;
            }
            if (length < HANGING_LENGTH) {
                answer(text);
            } else if (hanging.size() < MAX_HANGING) {
                hanging.add(text);
            }
        }
    }

    private boolean isWithinRate() {
        if (isClosing) {
            return false;
        }
        final boolean isWithin = rate.accept(server.nowNs());
        if (!isWithin) {
            close(POLICY_VIOLATION, "Too many requests");
        }
        return isWithin;
    }

    private void answer(final String text) {
        sendText(control.onMessage(text));
        server.onSubscribed(this, subscriptions.attach());
        if (control.isBroken()) {
            close(POLICY_VIOLATION, "Invalid JSON");
        }
    }

    private void sendText(final String text) {
        session.sendFrame(new Frame(OpCode.TEXT, text), Callback.NOOP, false);
    }

    private static byte[] bytes(final Frame frame) {
        if (!frame.hasPayload()) {
            return new byte[0];
        }
        final byte[] bytes = new byte[frame.getPayload().remaining()];
        frame.getPayload().duplicate().get(bytes);
        return bytes;
    }
}
