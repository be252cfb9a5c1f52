package io.aggtape.feed;

import io.aggtape.feed.net.TransportStage;
import io.aggtape.feed.ws.ClientSession;
import io.aggtape.feed.ws.CloseCode;
import io.aggtape.feed.ws.SessionFault;
import io.aggtape.feed.ws.SessionState;
import io.aggtape.journal.LineState;
import java.io.IOException;
import java.net.InetAddress;
import java.util.concurrent.TimeUnit;

/**
 * One line: connects, subscribes, reads, and begins again for ever. Owned by its feed thread, which polls it; reading
 * {@link #poll} is reading its life.
 */
final class Connection {
    private static final long CLOSE_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long SUSTAINED_NS = TimeUnit.SECONDS.toNanos(60);
    private static final long TELL_WAIT_NS = TimeUnit.SECONDS.toNanos(30);

    private final LineConfig config;
    private final FeedThread thread;
    private final LineCounters counters;
    private final LineJournal journal;
    private final LineSocket socket;
    private final ClientSession session;
    private final LineFrames frames;
    private final Subscriptions subscriptions;
    private final BackOff backOff;
    private final ServerAddresses addresses;

    private LineState state = LineState.IDLE;
    private long stateSinceNs;
    private long deadlineNs;
    private int attempt;
    private boolean isStopping;
    private boolean isWaitTold;
    private String refusedRequest;

    Connection(final LineConfig config, final FeedThread thread) {
        this.config = config;
        this.thread = thread;
        counters = new LineCounters(config.symbols().size());
        journal = new LineJournal(config.context(), thread, counters);
        socket = new LineSocket(
                config.receiveBufferBytes(),
                thread.nanoClock(),
                counters,
                thread.random().split());
        session = socket.session();
        frames = new LineFrames(config, socket.received(), thread, counters, this::onControl);
        subscriptions = new Subscriptions(config);
        backOff = new BackOff(thread.random().split());
        addresses = new ServerAddresses(thread.resolver(), thread.transports().hostToResolve(config.endpoint()));
    }

    LineCounters counters() {
        return counters;
    }

    LineState state() {
        return state;
    }

    /** Closes in order: the close handshake where the line is open, then nothing more. */
    void stop(final long nowNs) {
        isStopping = true;
        if (session.state() == SessionState.OPEN && state.isOpen()) {
            session.close(CloseCode.NORMAL, "");
            enterClosing("asked to stop", nowNs);
        } else if (state != LineState.CLOSING && state != LineState.STOPPED) {
            end("asked to stop", nowNs);
        }
    }

    /** One duty cycle: bounded work, no wait; returns how much was done. */
    int poll(final long nowNs) {
        journal.flush();
        try {
            switch (state) {
                case IDLE:
                    return resolve(nowNs);
                case RESOLVING:
                    return awaitAddresses(nowNs);
                case CONNECTING:
                case PROXYING:
                case SECURING:
                    return awaitTransport(nowNs);
                case UPGRADING:
                    return awaitUpgrade(nowNs);
                case SUBSCRIBING:
                    return pump(nowNs) + subscribe(nowNs);
                case AWAITING_TRADES:
                case LIVE:
                    return pump(nowNs) + supervise(nowNs);
                case CLOSING:
                    return pump(nowNs) + awaitClosed(nowNs);
                case BACKING_OFF:
                    return isExpired(nowNs) ? resolve(nowNs) : 0;
                default:
                    return 0;
            }
        } catch (final IOException e) {
            return end(LineFaults.describe(e), nowNs);
        }
    }

    private int resolve(final long nowNs) {
        attempt++;
        addresses.lookUp(config.context().number() + attempt - 1);
        return enter(
                LineState.RESOLVING,
                "attempt " + attempt + ", " + config.endpoint().withTarget(subscriptions.target()),
                nowNs);
    }

    private int awaitAddresses(final long nowNs) throws IOException {
        if (addresses.isAnswered()) {
            return connect(nowNs);
        }
        return isExpired(nowNs) ? endTimedOut("the DNS look-up of " + addresses + " did not answer", nowNs) : 0;
    }

    private int connect(final long nowNs) throws IOException {
        final InetAddress address = addresses.next();
        refusedRequest = null;
        socket.open(thread.transports().open(config.endpoint(), address));
        return enter(LineState.CONNECTING, address.getHostAddress(), nowNs);
    }

    private int awaitTransport(final long nowNs) throws IOException {
        final TransportStage stage = socket.connect();
        if (stage == TransportStage.OPEN) {
            socket.upgrade(config.endpoint().authority(), subscriptions.target(), nowNs);
            return enter(LineState.UPGRADING, socket.description(), nowNs);
        }
        final LineState next = LineFaults.stateOf(stage);
        if (next != state) {
            return enter(next, socket.description(), nowNs);
        }
        return isExpired(nowNs)
                ? endTimedOut(LineFaults.stageName(state) + " did not finish: " + socket.description(), nowNs)
                : 0;
    }

    private int awaitUpgrade(final long nowNs) {
        frames.opened(nowNs);
        final int work = pump(nowNs);
        if (state != LineState.UPGRADING) {
            return work;
        }
        if (session.state() == SessionState.OPEN) {
            counters.connected();
            subscriptions.reset(nowNs);
            final String status = "HTTP " + session.upgradeResponse().status();
            return enter(subscriptions.isComplete() ? LineState.AWAITING_TRADES : LineState.SUBSCRIBING, status, nowNs);
        }
        if (!isExpired(nowNs)) {
            return work;
        }
        // The header of a refusal can be here while its body never comes.
        return LineFaults.isRefusal(session)
                ? end(LineFaults.refusal(session.upgradeResponse()), nowNs)
                : endTimedOut("the WebSocket upgrade was not answered", nowNs);
    }

    /** Moves bytes both ways and notices the session's end; all that a working line does. */
    private int pump(final long nowNs) {
        final int moved = socket.pump(frames);
        frames.endOfRead();
        final SessionState sessionState = session.state();
        if (sessionState == SessionState.CLOSED && !socket.isRefused()) {
            return end(reasonOfEnd(), nowNs);
        }
        if (sessionState == SessionState.CLOSING && state != LineState.CLOSING) {
            if (session.fault() == SessionFault.VIOLATION) {
                counters.violated();
            }
            return enterClosing(reasonOfEnd(), nowNs);
        }
        return moved;
    }

    private int subscribe(final long nowNs) {
        if (state != LineState.SUBSCRIBING) {
            return 0;
        }
        if (subscriptions.isComplete()) {
            return enter(LineState.AWAITING_TRADES, subscriptions.progress(), nowNs);
        }
        final int sent = subscriptions.poll(session, nowNs);
        if (sent > 0 || socket.isRefused()) {
            deadlineNs = nowNs + TimeUnit.MILLISECONDS.toNanos(config.connectTimeoutMs());
        }
        return isExpired(nowNs) ? endTimedOut("no ack came: " + subscriptions.progress(), nowNs) : sent;
    }

    private int supervise(final long nowNs) {
        if (state == LineState.AWAITING_TRADES && frames.streams().awaited() == 0) {
            return enter(LineState.LIVE, frames.streams().live() + " streams", nowNs);
        }
        if (backOff.failures() > 0 && frames.hasDelivered(nowNs, SUSTAINED_NS)) {
            backOff.reset();
        }
        if (state == LineState.AWAITING_TRADES && !isWaitTold && nowNs - stateSinceNs > TELL_WAIT_NS) {
            isWaitTold = true;
            tell(frames.streams().silence(), nowNs);
        }
        final long silenceMs = TimeUnit.NANOSECONDS.toMillis(nowNs - socket.lastReceiveNs());
        return state.isOpen() && silenceMs > config.profile().silenceMs() && !socket.isRefused()
                ? end("no byte for " + silenceMs / 1_000 + " s, not even a ping", nowNs)
                : 0;
    }

    /** Frames that wait for the ring leave first; then the connection does. */
    private int awaitClosed(final long nowNs) {
        if (state != LineState.CLOSING || socket.isRefused() || !isExpired(nowNs)) {
            return 0;
        }
        return end("the close handshake was not finished", nowNs);
    }

    private void onControl(final ControlMessage message) {
        switch (message.kind()) {
            case ACK:
                subscriptions.onAck(message.id());
                break;
            case ERROR:
                refusedRequest = "the server refused a request: " + message.text();
                session.close(CloseCode.NORMAL, "");
                break;
            default:
                tell("the server announced its shutdown", thread.nanoClock().nanoTime());
                break;
        }
    }

    /** Gives this connection up: the next address at once where one is left untried, else the back-off. */
    private int end(final String reason, final long nowNs) {
        final boolean isRefused = state == LineState.UPGRADING && LineFaults.isRefusal(session);
        final boolean mayTryNext = !state.isOpen() && !isRefused && addresses.hasNext();
        socket.drop();
        counters.liveStreams(0);
        if (isStopping) {
            return enter(LineState.STOPPED, reason, nowNs);
        }
        if (mayTryNext) {
            tell(reason, nowNs);
            try {
                return connect(nowNs);
            } catch (final IOException e) {
                return end(LineFaults.describe(e), nowNs);
            }
        }
        final long waitMs = backOff.nextMs(isRefused ? LineFaults.retryAfterMs(session, journal.epochMs(nowNs)) : 0);
        enter(LineState.BACKING_OFF, reason + "; next attempt in " + waitMs + " ms", nowNs);
        deadlineNs = nowNs + TimeUnit.MILLISECONDS.toNanos(waitMs);
        return 1;
    }

    private String reasonOfEnd() {
        if (refusedRequest != null) {
            return refusedRequest;
        }
        return isStopping && session.fault() == SessionFault.NONE ? "in order" : LineFaults.describe(socket);
    }

    private int endTimedOut(final String what, final long nowNs) {
        return end(what + " within " + config.connectTimeoutMs() + " ms", nowNs);
    }

    private int enterClosing(final String reason, final long nowNs) {
        enter(LineState.CLOSING, reason, nowNs);
        deadlineNs = nowNs + CLOSE_TIMEOUT_NS;
        return 1;
    }

    private int enter(final LineState next, final String reason, final long nowNs) {
        final long stageNs = state == LineState.IDLE ? 0 : nowNs - stateSinceNs;
        state = next;
        stateSinceNs = nowNs;
        isWaitTold = false;
        deadlineNs = nowNs + TimeUnit.MILLISECONDS.toNanos(config.connectTimeoutMs());
        journal.entered(next, attempt, reason, nowNs, stageNs);
        return 1;
    }

    /** Takes note of something within a state. */
    private void tell(final String what, final long nowNs) {
        journal.entered(state, attempt, what, nowNs, nowNs - stateSinceNs);
    }

    private boolean isExpired(final long nowNs) {
        return nowNs - deadlineNs >= 0;
    }
}
