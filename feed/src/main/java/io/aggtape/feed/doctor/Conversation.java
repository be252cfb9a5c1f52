package io.aggtape.feed.doctor;

import io.aggtape.feed.LineCounters;
import io.aggtape.feed.LineFaults;
import io.aggtape.feed.LineSocket;
import io.aggtape.feed.net.Transport;
import io.aggtape.feed.net.TransportException;
import io.aggtape.feed.net.TransportStage;
import io.aggtape.feed.ws.ClientSession;
import io.aggtape.feed.ws.CloseCode;
import io.aggtape.feed.ws.SessionState;
import java.io.IOException;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.agrona.concurrent.NanoClock;

/** One connection as a recorder's line has it, polled by the doctor's thread while it waits for whatever it waits for. */
final class Conversation implements AutoCloseable {
    private static final int RECEIVE_BUFFER_BYTES = 1 << 18;
    private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long FAREWELL_MS = 200;

    private final NanoClock clock;
    private final TradeSample sample;
    private final LineSocket socket;

    private Transport transport;
    private TransportStage stage = TransportStage.CONNECTING;
    private boolean isUpgraded;
    private long openedNs;
    private long upgradedNs;

    Conversation(final NanoClock clock, final TradeSample sample, final int streams) {
        this.clock = clock;
        this.sample = sample;
        socket = new LineSocket(RECEIVE_BUFFER_BYTES, clock, new LineCounters(streams), new SplittableRandom());
    }

    boolean isOpened() {
        return transport != null;
    }

    /** Takes a transport that has begun to connect. */
    void open(final Transport begun) {
        transport = begun;
        openedNs = clock.nanoTime();
        socket.open(begun);
    }

    Transport transport() {
        return transport;
    }

    /**
     * Drives the transport until it has come to this stage, or beyond.
     *
     * @throws TransportException where it broke, or did not come so far in time.
     */
    void reach(final TransportStage wanted, final long timeoutMs) throws IOException, InterruptedException {
        final long startNs = clock.nanoTime();
        stage = socket.connect();
        while (stage.compareTo(wanted) < 0) {
            if (clock.nanoTime() - startNs >= TimeUnit.MILLISECONDS.toNanos(timeoutMs)) {
                throw new TransportException(
                        stage, LineFaults.unfinished(LineFaults.stateOf(stage), timeoutMs, socket.description()));
            }
            pause();
            stage = socket.connect();
        }
    }

    /** Sends the upgrade request. */
    void upgrade(final String authority, final String target) {
        isUpgraded = true;
        socket.upgrade(authority, target, clock.nanoTime());
    }

    /** The WebSocket stands since now. */
    void upgraded() {
        upgradedNs = clock.nanoTime();
    }

    /** How long it took from the first packet to the WebSocket, nanoseconds. */
    long connectNs() {
        return upgradedNs - openedNs;
    }

    ClientSession session() {
        return socket.session();
    }

    /** Whether the connection that stood, or was about to, is over. */
    boolean hasEnded() {
        final SessionState state = socket.session().state();
        return isUpgraded && (state == SessionState.CLOSED || state == SessionState.CLOSING);
    }

    /** How it ended, in words for a person. */
    String end() {
        return LineFaults.describe(socket);
    }

    /** Moves bytes until this holds, which is what it returns; false when the time is up or the connection has ended. */
    boolean await(final BooleanSupplier condition, final long timeoutMs) throws InterruptedException {
        return await(condition, timeoutMs, true);
    }

    /** The same for what does not depend on the connection, which is kept alive meanwhile, if it lives. */
    boolean awaitBeside(final BooleanSupplier condition, final long timeoutMs) throws InterruptedException {
        return await(condition, timeoutMs, false);
    }

    private boolean await(final BooleanSupplier condition, final long timeoutMs, final boolean needsConnection)
            throws InterruptedException {
        final long startNs = clock.nanoTime();
        while (!condition.getAsBoolean()) {
            if (clock.nanoTime() - startNs >= TimeUnit.MILLISECONDS.toNanos(timeoutMs)) {
                return false;
            }
            if (needsConnection && hasEnded()) {
                return false;
            }
            if (pump() == 0) {
                pause();
            }
        }
        return true;
    }

    private int pump() {
        return isUpgraded && socket.session().state() != SessionState.CLOSED ? socket.pump(sample) : 0;
    }

    /** Says farewell as far as that goes without waiting long. */
    @Override
    public void close() {
        if (transport == null) {
            return;
        }
        if (socket.session().close(CloseCode.NORMAL, "")) {
            final long startNs = clock.nanoTime();
            while (socket.session().state() != SessionState.CLOSED
                    && clock.nanoTime() - startNs < TimeUnit.MILLISECONDS.toNanos(FAREWELL_MS)) {
                if (socket.pump(sample) == 0) {
                    LockSupport.parkNanos(PAUSE_NS);
                }
            }
        }
        socket.drop();
        isUpgraded = false;
    }

    /** Lets other threads work for a moment. */
    static void pause() throws InterruptedException {
        LockSupport.parkNanos(PAUSE_NS);
        if (Thread.interrupted()) {
            throw new InterruptedException("the doctor was told to stop");
        }
    }
}
