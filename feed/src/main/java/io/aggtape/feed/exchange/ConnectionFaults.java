package io.aggtape.feed.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;

/** Does to one WebSocket connection what faults want of it. Guarded by it. */
final class ConnectionFaults {
    private static final int GOING_AWAY = 1001;
    private static final int NO_CLOSE_FRAME = 1006;
    private static final int UNLIMITED = Integer.MAX_VALUE;
    private static final byte[] MASK = {0x12, 0x34, 0x56, 0x78};
    private static final String TEXT = "{\"e\":\"fault\"}";

    private final FaultBoard board;
    private final ArmedFault.Target target;
    private final FaultyEndPoint endPoint;
    private final ConnectionEvents events;
    private int writeBound = UNLIMITED;
    private boolean isShuttingDown;
    private long shutdownNs;

    ConnectionFaults(final FaultBoard board, final ArmedFault.Target target, final FaultyEndPoint endPoint) {
        this.board = board;
        this.target = target;
        this.endPoint = endPoint;
        this.events = new ConnectionEvents(board, target);
    }

    /** Lets lie on it from the first byte on what does. */
    void onOpen() {
        limitWrites(target.openedNs());
    }

    /** Lets strike what is due. */
    void poll(final StreamConnection connection, final long nowNs) {
        limitWrites(nowNs);
        if (isShuttingDown && nowNs - shutdownNs >= 0) {
            connection.close(GOING_AWAY, null);
            return;
        }
        final ArmedFault due = endPoint.isSilent() ? null : events.poll(nowNs);
        if (due != null) {
            strike(due.fault(), connection, nowNs);
        }
    }

    private void strike(final Fault fault, final StreamConnection connection, final long nowNs) {
        final int number = (int) fault.number();
        switch (fault.kind()) {
            case DISCONNECT -> {
                if (number == NO_CLOSE_FRAME) {
                    connection.abort();
                } else {
                    connection.close(number, null);
                }
            }
            case SHUTDOWN -> {
                connection.announceShutdown();
                isShuttingDown = true;
                shutdownNs = nowNs + fault.number() * 1_000_000;
            }
            case RST -> {
                endPoint.resetInNextWrite();
                connection.send(new Frame(OpCode.PING, "reset"));
            }
            case HALF_OPEN -> {
                connection.unsubscribe();
                endPoint.silence();
            }
            case OVERSIZED -> connection.send(new OversizedFrame(number));
            default -> connection.send(new Frame(OpCode.TEXT, TEXT).setMask(MASK));
        }
    }

    private void limitWrites(final long nowNs) {
        int bound = UNLIMITED;
        for (final ArmedFault armed : board.of(FaultScope.LINK)) {
            if (armed.isOnLink(target, nowNs)) {
                bound = Math.min(bound, (int) armed.fault().number());
            }
        }
        if (bound != writeBound) {
            if (writeBound == UNLIMITED) {
                board.count(FaultKind.DRIBBLE);
            }
            writeBound = bound;
            endPoint.limitWrites(bound);
        }
    }

    /** A frame whose header announces more than follows. */
    private static final class OversizedFrame extends Frame {
        private final int announcedBytes;

        OversizedFrame(final int announcedBytes) {
            super(OpCode.TEXT, ByteBuffer.wrap(TEXT.getBytes(UTF_8)));
            this.announcedBytes = announcedBytes;
        }

        @Override
        public int getPayloadLength() {
            return announcedBytes;
        }
    }
}
