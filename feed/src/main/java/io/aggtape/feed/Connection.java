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
 * One connection of a line: connects, subscribes, reads, and begins again for ever, until it is told to stop because the
 * recorder does or because another one has taken its place. Owned by its feed thread; reading {@link #poll} is reading
 * its life.
 */
final class Connection {
    private static final long CLOSE_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(1);
    /** A connection that delivered for so long is worth a try at once: the other line may be down, too. */
    private static final long SOUND_NS = TimeUnit.SECONDS.toNanos(1);

    private final LineConfig config;
    private final LineShared line;
    private final LineProgress progress;
    private final LineSocket socket;
    private final ClientSession session;
    private final LineFrames frames;
    private final LineVitals vitals;
    private final Subscriptions subscriptions;

    private boolean isStopping;
    private boolean isShutdownAnnounced;
    private String refusedRequest;

    Connection(final LineShared line) {
        this.line = line;
        config = line.config;
        progress = new LineProgress(line);
        socket = new LineSocket(
                config.rules().receiveBufferBytes(),
                line.thread.nanoClock(),
                line.counters,
                line.thread.random().split());
        session = socket.session();
        frames = new LineFrames(line, socket.received(), this::onControl);
        vitals = new LineVitals(line, progress, socket, frames);
        subscriptions = new Subscriptions(config);
    }

    LineState state() {
        return progress.state();
    }

    /** What it has delivered. */
    LineFrames frames() {
        return frames;
    }

    /** Whether the server has said that it will close this connection. */
    boolean isShutdownAnnounced() {
        return isShutdownAnnounced;
    }

    /** Makes this the connection that the line's figures speak of, or no longer. */
    void lead(final boolean isLead) {
        progress.lead(isLead);
        progress.showLive(frames.streams().live());
    }

    /** Takes note of something about this connection. */
    void tell(final String what, final long nowNs) {
        progress.tell(what, nowNs);
    }

    /** Closes in order: the close handshake where the connection is open, then nothing more. */
    void stop(final String reason, final long nowNs) {
        isStopping = true;
        if (session.state() == SessionState.OPEN && state().isOpen()) {
            session.close(CloseCode.NORMAL, "");
            enterClosing(reason, nowNs);
        } else if (state() != LineState.CLOSING && state() != LineState.STOPPED) {
            end(reason, nowNs);
        }
    }

    /** Whether it wants this duty cycle; one that only waits for bytes or for its time is polled for its timers alone. */
    boolean isDue() {
        return switch (state()) {
            case AWAITING_TRADES, LIVE -> socket.isDue();
            case BACKING_OFF, STOPPED -> false;
            default -> true;
        };
    }

    /** One duty cycle: bounded work, no wait; returns how much was done. What breaks in it is thrown, with line and stage. */
    int poll(final long nowNs) {
        line.journal.flush();
        try {
            return switch (state()) {
                case IDLE -> resolve(nowNs);
                case RESOLVING -> awaitAddresses(nowNs);
                case CONNECTING, PROXYING, SECURING -> awaitTransport(nowNs);
                case UPGRADING -> awaitUpgrade(nowNs);
                case SUBSCRIBING -> pump(nowNs) + subscribe(nowNs);
                case AWAITING_TRADES, LIVE -> pump(nowNs) + supervise(nowNs);
                case CLOSING -> pump(nowNs) + awaitClosed(nowNs);
                case BACKING_OFF -> progress.isExpired(nowNs) ? resolve(nowNs) : 0;
                default -> 0;
            };
        } catch (final IOException e) {
            return end(LineFaults.describe(e), nowNs);
        } catch (final RuntimeException | LinkageError e) {
            throw progress.broken(e);
        }
    }

    private int resolve(final long nowNs) {
        progress.beginAttempt();
        line.addresses.lookUp(config.context().number() + progress.attempt() - 1);
        return enter(
                LineState.RESOLVING,
                "attempt " + progress.attempt() + ", " + config.endpoint().withTarget(subscriptions.target()),
                nowNs);
    }

    private int awaitAddresses(final long nowNs) throws IOException {
        if (line.addresses.isAnswered()) {
            return connect(nowNs);
        }
        return progress.isExpired(nowNs)
                ? endTimedOut("the DNS look-up of " + line.addresses + " did not answer", nowNs)
                : 0;
    }

    private int connect(final long nowNs) throws IOException {
        final long stormWaitNs = line.thread.dialing().budget().take(nowNs);
        if (stormWaitNs > 0) {
            final long waitMs = line.backOff.nextMs(TimeUnit.NANOSECONDS.toMillis(stormWaitNs));
            return await("this process has connected too often", waitMs, nowNs);
        }
        final InetAddress address = line.addresses.next();
        refusedRequest = null;
        isShutdownAnnounced = false;
        // First the state: a refusal can come at once, and is one of the TCP connect.
        enter(LineState.CONNECTING, address.getHostAddress(), nowNs);
        socket.open(line.thread.dialing().transports().open(config.endpoint(), address));
        return 1;
    }

    private int awaitTransport(final long nowNs) throws IOException {
        final TransportStage stage = socket.connect();
        if (stage == TransportStage.OPEN) {
            socket.upgrade(config.endpoint().authority(), subscriptions.target(), nowNs);
            return enter(LineState.UPGRADING, socket.description(), nowNs);
        }
        final LineState next = LineFaults.stateOf(stage);
        if (next != state()) {
            return enter(next, socket.description(), nowNs);
        }
        return progress.isExpired(nowNs)
                ? end(LineFaults.unfinished(state(), config.rules().connectTimeoutMs(), socket.description()), nowNs)
                : 0;
    }

    private int awaitUpgrade(final long nowNs) {
        frames.opened(nowNs);
        final int work = pump(nowNs);
        if (state() != LineState.UPGRADING) {
            return work;
        }
        if (session.state() == SessionState.OPEN || socket.isRefused()) {
            frames.admit();
            subscriptions.reset(nowNs);
            final String status = "HTTP " + session.upgradeResponse().status();
            return enter(subscriptions.isComplete() ? LineState.AWAITING_TRADES : LineState.SUBSCRIBING, status, nowNs);
        }
        if (!progress.isExpired(nowNs)) {
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
        progress.showLive(frames.streams().live());
        final SessionState sessionState = session.state();
        if (sessionState == SessionState.CLOSED && !socket.isRefused()) {
            return end(reasonOfEnd(), nowNs);
        }
        if (sessionState == SessionState.CLOSING && state() != LineState.CLOSING) {
            if (session.fault() == SessionFault.VIOLATION) {
                line.counters.violated();
            }
            return enterClosing(reasonOfEnd(), nowNs);
        }
        return moved;
    }

    private int subscribe(final long nowNs) {
        if (state() != LineState.SUBSCRIBING) {
            return 0;
        }
        if (subscriptions.isComplete()) {
            return enter(LineState.AWAITING_TRADES, subscriptions.progress(), nowNs);
        }
        final int sent = subscriptions.poll(session, nowNs);
        if (sent > 0 || socket.isRefused()) {
            progress.extend(nowNs);
        }
        return progress.isExpired(nowNs) ? endTimedOut("no ack came: " + subscriptions.progress(), nowNs) : sent;
    }

    private int supervise(final long nowNs) {
        if (state() == LineState.AWAITING_TRADES && frames.streams().awaited() == 0) {
            return enter(LineState.LIVE, frames.streams().live() + " streams", nowNs);
        }
        final String fault = vitals.fault(nowNs);
        return fault == null ? 0 : end(fault, nowNs);
    }

    /** Frames that wait for the ring leave first; then the connection does. */
    private int awaitClosed(final long nowNs) {
        final boolean isWaiting = state() != LineState.CLOSING || socket.isRefused() || !progress.isExpired(nowNs);
        return isWaiting ? 0 : end("the close handshake was not finished", nowNs);
    }

    private void onControl(final ControlMessage message) {
        if (message.kind() == ControlMessage.Kind.ACK) {
            subscriptions.onAck(message.id());
        } else if (message.kind() == ControlMessage.Kind.ERROR) {
            refusedRequest = "the server refused a request: " + message.text();
            session.close(CloseCode.NORMAL, "");
        } else {
            isShutdownAnnounced = true;
            tell("the server announced its shutdown", line.thread.nanoClock().nanoTime());
        }
    }

    /** Gives this connection up: the next address at once where one is left untried, else the back-off. */
    private int end(final String reason, final long nowNs) {
        final boolean isRefused = state() == LineState.UPGRADING && LineFaults.isRefusal(session);
        final boolean mayTryNext = !state().isOpen() && !isRefused && line.addresses.hasNext();
        final boolean mayHurry = state().isOpen() && frames.hasDelivered(nowNs, SOUND_NS);
        socket.drop();
        frames.streams().reset();
        progress.showLive(frames.streams().live());
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
        final boolean isHurrying = mayHurry && line.thread.dialing().budget().isAmple(nowNs);
        final long atLeastMs = isRefused ? LineFaults.retryAfterMs(session, line.journal.epochMs(nowNs)) : 0;
        return await(reason, isHurrying ? line.backOff.hurriedMs() : line.backOff.nextMs(atLeastMs), nowNs);
    }

    private int await(final String reason, final long waitMs, final long nowNs) {
        enter(LineState.BACKING_OFF, LineFaults.withNextAttempt(reason, waitMs), nowNs);
        progress.extend(nowNs, TimeUnit.MILLISECONDS.toNanos(waitMs));
        return 1;
    }

    private String reasonOfEnd() {
        if (refusedRequest != null) {
            return refusedRequest;
        }
        return isStopping && session.fault() == SessionFault.NONE ? "in order" : LineFaults.describe(socket);
    }

    private int endTimedOut(final String what, final long nowNs) {
        return end(what + " within " + config.rules().connectTimeoutMs() + " ms", nowNs);
    }

    private int enterClosing(final String reason, final long nowNs) {
        enter(LineState.CLOSING, reason, nowNs);
        progress.extend(nowNs, CLOSE_TIMEOUT_NS);
        return 1;
    }

    private int enter(final LineState next, final String reason, final long nowNs) {
        vitals.onState();
        return progress.enter(next, reason, nowNs);
    }
}
