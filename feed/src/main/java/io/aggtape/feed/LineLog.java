package io.aggtape.feed;

import io.aggtape.journal.AggTrade;
import io.aggtape.journal.LineEvent;
import io.aggtape.journal.LineState;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.concurrent.ManyToOneConcurrentArrayQueue;
import org.agrona.concurrent.NanoClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes each stage of each line, with how long it took, and each stream's first trade as log lines for a person. Feed
 * threads only hand over; the reporter thread formats and writes, so that a slow terminal never holds up a feed.
 */
final class LineLog implements LineListener {
    private static final Logger LOG = LoggerFactory.getLogger(LineLog.class);
    private static final int CAPACITY = 4_096;

    private final ManyToOneConcurrentArrayQueue<Runnable> waiting = new ManyToOneConcurrentArrayQueue<>(CAPACITY);
    private final NanoClock clock;
    private final Map<Integer, Told> lines = new ConcurrentHashMap<>();
    private final AtomicLong dropped = new AtomicLong();
    /** By line and attempt: during a handover a line has two connections. */
    private final Map<Long, LineState> lastStates = new HashMap<>();
    /** Why connections are being closed, by the same. */
    private final Map<Long, Closing> closing = new HashMap<>();
    /** How long attempts have taken until now, by the same. */
    private final Map<Long, Long> tookNs = new HashMap<>();

    LineLog(final NanoClock clock) {
        this.clock = clock;
    }

    /** Takes note of what a line carries, before the line is run. */
    void add(final LineConfig config) {
        lines.put(config.context().number(), new Told(config));
    }

    /** Where a line that was added stands; reporter thread. */
    LineStatus status(final int line) {
        return lines.get(line).status;
    }

    @Override
    public void onLine(final LineEvent event) {
        final long atNs = clock.nanoTime();
        offer(() -> write(event, atNs));
    }

    @Override
    public void onFirstTrade(final int line, final AggTrade trade, final long sinceConnectNs) {
        final AggTrade first = new AggTrade();
        first.copyFrom(trade);
        final String symbol = trade.instrument.symbol();
        offer(() -> write(line, symbol, first, sinceConnectNs));
    }

    /** Writes what waits; reporter thread. */
    void drain() {
        waiting.drain(Runnable::run);
        final long lost = dropped.getAndSet(0);
        if (lost > 0) {
            LOG.warn("{} log lines of the feed were dropped: the lines change state faster than can be written", lost);
        }
    }

    private void offer(final Runnable writing) {
        if (!waiting.offer(writing)) {
            dropped.incrementAndGet();
        }
    }

    private void write(final LineEvent event, final long atNs) {
        final Told line = lines.get(event.line);
        final long connection = (long) event.line << 32 | event.attempt;
        final LineState left = lastStates.put(connection, event.state);
        if (left == event.state) {
            writeWithin(event, connection);
            return;
        }
        tookNs.merge(connection, event.state == LineState.RESOLVING ? 0 : event.stageNs, Long::sum);
        final Closing closed = closing.get(connection);
        final LineState leftStage = closed == null ? left : closed.left;
        line.status.entered(event, leftStage == null ? "" : LineStages.nameOf(leftStage), reason(event, closed), atNs);
        write(event, left, line);
        if (event.state == LineState.CLOSING) {
            closing.put(connection, new Closing(left, event));
        } else if (event.state == LineState.BACKING_OFF || event.state == LineState.STOPPED) {
            lastStates.remove(connection);
            closing.remove(connection);
            tookNs.remove(connection);
        }
    }

    private void write(final LineEvent event, final LineState left, final Told line) {
        final long connection = (long) event.line << 32 | event.attempt;
        final String passed = left == null || event.stageNs == 0 ? "" : passed(left, event);
        switch (event.state) {
            case RESOLVING:
                LOG.info("line {}: Attempting to connect to {}... {}", event.line, line.streams, line.uri);
                LOG.info(
                        "line {}: Connecting (attempt {}), time-out {} a stage",
                        event.line,
                        event.attempt,
                        line.timeout);
                break;
            case CONNECTING:
                LOG.info("line {}: {}TCP connect to {}", event.line, passed, event.reason);
                break;
            case CLOSING:
                LOG.info("line {}: closing, {}", event.line, event.reason);
                break;
            case BACKING_OFF:
                writeFailure(left, event, closing.get(connection));
                break;
            case STOPPED:
                LOG.info("line {}: stopped, {}", event.line, event.reason);
                break;
            case LIVE:
                LOG.info("line {}: live, {}", event.line, event.reason);
                break;
            default:
                final String state = event.state.name().toLowerCase(Locale.ROOT).replace('_', ' ');
                LOG.info("line {}: {}{}, {}", event.line, passed, state, event.reason);
                writeConnected(event, left, line, tookNs.get(connection));
                break;
        }
    }

    /** An open WebSocket is a connection; a stream is live only when its first trade has come. */
    private static void writeConnected(
            final LineEvent event, final LineState left, final Told line, final long sinceAttemptNs) {
        if (left == LineState.UPGRADING) {
            LOG.info("line {}: Connection established in {}s", event.line, LineStages.seconds(sinceAttemptNs, 2));
        }
        if (event.state == LineState.AWAITING_TRADES) {
            LOG.info("line {}: Connected to {}, awaiting {}", event.line, line.streams, line.awaited);
        }
    }

    /** Something about a connection that stays where it is, or an address that is given up while another one is left. */
    private void writeWithin(final LineEvent event, final long connection) {
        if (event.state.isOpen()) {
            LOG.warn("line {}: {}", event.line, event.reason);
            return;
        }
        // What comes next is the next address, not more about this one.
        lastStates.remove(connection);
        LOG.warn("line {}: {}, trying the next address", event.line, failure(event.state, event.stageNs, event.reason));
    }

    /** One line with stage, cause and when it is tried again, whether or not the close handshake came first. */
    private static void writeFailure(final LineState left, final LineEvent event, final Closing closed) {
        if (closed == null || closed.left == null) {
            LOG.warn("line {}: {}", event.line, failure(left, event.stageNs, event.reason));
        } else {
            LOG.warn("line {}: {}", event.line, failure(closed.left, closed.stageNs, reason(event, closed)));
        }
    }

    /** Why a connection ended: what began its close, too, where that is something else. */
    private static String reason(final LineEvent event, final Closing closed) {
        final boolean isSame = closed == null || closed.left == null || event.reason.startsWith(closed.reason);
        return isSame ? event.reason : closed.reason + "; " + event.reason;
    }

    private static String failure(final LineState left, final long stageNs, final String reason) {
        final String stage = left == null ? "" : LineStages.nameOf(left);
        return stage.isEmpty() ? reason : stage + " failed after " + LineStages.span(stageNs) + ": " + reason;
    }

    private static void write(final int line, final String symbol, final AggTrade trade, final long sinceConnectNs) {
        LOG.info(
                "line {}: {} live {} ms after the upgrade, Trade #1: {} (id {})",
                line,
                symbol,
                LineStages.millis(sinceConnectNs),
                TradeText.of(symbol, trade),
                trade.id);
    }

    /** What a person is told of one line again and again, and where it stands. */
    private static final class Told {
        private final String streams;
        private final String uri;
        private final String timeout;
        private final String awaited;
        private final LineStatus status = new LineStatus();

        private Told(final LineConfig config) {
            awaited = config.symbols().size() == 1 ? "its first trade" : "the first trade of each";
            streams = LineStages.streams(config.symbols());
            uri = config.endpoint()
                    .withTarget(new Subscriptions(config).target())
                    .toString();
            timeout = LineStages.timeout(config.rules().connectTimeoutMs());
        }
    }

    /** The stage that a connection left to be closed, how long it lasted, and why it is closed. */
    private record Closing(LineState left, long stageNs, String reason) {
        Closing(final LineState left, final LineEvent event) {
            this(left, event.stageNs, event.reason);
        }
    }

    private static String passed(final LineState left, final LineEvent event) {
        final String stage = left.isOpen() && left != LineState.SUBSCRIBING ? "" : LineStages.nameOf(left);
        return stage.isEmpty() ? "" : stage + " took " + LineStages.millis(event.stageNs) + " ms; ";
    }
}
