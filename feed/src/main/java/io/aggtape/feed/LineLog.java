package io.aggtape.feed;

import io.aggtape.journal.AggTrade;
import io.aggtape.journal.Decimals;
import io.aggtape.journal.LineEvent;
import io.aggtape.journal.LineState;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.concurrent.ManyToOneConcurrentArrayQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes each stage of each line, with how long it took, and each stream's first trade as log lines for a person. Feed
 * threads only hand over; the reporter thread formats and writes, so that a slow terminal never holds up a feed.
 */
final class LineLog implements LineListener {
    private static final Logger LOG = LoggerFactory.getLogger(LineLog.class);
    private static final double NANOS_PER_MILLI = 1e6;
    private static final long LONG_NS = TimeUnit.SECONDS.toNanos(20);

    private static final int CAPACITY = 4_096;

    private final ManyToOneConcurrentArrayQueue<Runnable> waiting = new ManyToOneConcurrentArrayQueue<>(CAPACITY);
    private final AtomicLong dropped = new AtomicLong();
    /** By line and attempt: during a handover a line has two connections. */
    private final Map<Long, LineState> lastStates = new HashMap<>();
    /** Why connections are being closed, by the same. */
    private final Map<Long, Closing> closing = new HashMap<>();

    @Override
    public void onLine(final LineEvent event) {
        offer(() -> write(event));
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

    private void write(final LineEvent event) {
        final long connection = (long) event.line << 32 | event.attempt;
        final LineState left = lastStates.put(connection, event.state);
        if (event.state == LineState.BACKING_OFF || event.state == LineState.STOPPED) {
            lastStates.remove(connection);
        }
        if (left == event.state) {
            writeWithin(event, connection);
            return;
        }
        final String passed = left == null || event.stageNs == 0 ? "" : passed(left, event);
        switch (event.state) {
            case RESOLVING:
                LOG.info("line {}: connecting, {}", event.line, event.reason);
                break;
            case CONNECTING:
                LOG.info("line {}: {}TCP connect to {}", event.line, passed, event.reason);
                break;
            case CLOSING:
                closing.put(connection, new Closing(left, event));
                LOG.info("line {}: closing, {}", event.line, event.reason);
                break;
            case BACKING_OFF:
                writeFailure(left, event, closing.remove(connection));
                break;
            case STOPPED:
                closing.remove(connection);
                LOG.info("line {}: stopped, {}", event.line, event.reason);
                break;
            case LIVE:
                LOG.info("line {}: live, {}", event.line, event.reason);
                break;
            default:
                LOG.info(
                        "line {}: {}{}, {}",
                        event.line,
                        passed,
                        event.state.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                        event.reason);
                break;
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
    private static void writeFailure(final LineState left, final LineEvent event, final Closing closing) {
        if (closing == null || closing.left == null) {
            LOG.warn("line {}: {}", event.line, failure(left, event.stageNs, event.reason));
        } else {
            final boolean isSame = event.reason.startsWith(closing.reason);
            final String reason = isSame ? event.reason : closing.reason + "; " + event.reason;
            LOG.warn("line {}: {}", event.line, failure(closing.left, closing.stageNs, reason));
        }
    }

    private static String failure(final LineState left, final long stageNs, final String reason) {
        final String stage = left == null ? "" : stageOf(left);
        return stage.isEmpty() ? reason : stage + " failed after " + span(stageNs) + ": " + reason;
    }

    private static void write(final int line, final String symbol, final AggTrade trade, final long sinceConnectNs) {
        LOG.info(
                "line {}: {} live {} ms after the upgrade, first trade {}: {} {} @ {}",
                line,
                symbol,
                millis(sinceConnectNs),
                trade.id,
                trade.isBuyerMaker ? "SELL" : "BUY",
                Decimals.toString(trade.quantityMantissa, trade.quantityExponent),
                Decimals.toString(trade.priceMantissa, trade.priceExponent));
    }

    /** The stage that a connection left to be closed, how long it lasted, and why it is closed. */
    private record Closing(LineState left, long stageNs, String reason) {
        Closing(final LineState left, final LineEvent event) {
            this(left, event.stageNs, event.reason);
        }
    }

    private static String passed(final LineState left, final LineEvent event) {
        final String stage = left.isOpen() && left != LineState.SUBSCRIBING ? "" : stageOf(left);
        return stage.isEmpty() ? "" : stage + " took " + millis(event.stageNs) + " ms; ";
    }

    private static String stageOf(final LineState state) {
        switch (state) {
            case RESOLVING:
                return "DNS look-up";
            case CONNECTING:
                return "TCP connect";
            case PROXYING:
                return "proxy's CONNECT";
            case SECURING:
                return "TLS handshake";
            case UPGRADING:
                return "WebSocket upgrade";
            case SUBSCRIBING:
                return "SUBSCRIBE";
            case AWAITING_TRADES:
                return "first trade";
            case LIVE:
                return "stream";
            default:
                return "";
        }
    }

    private static String span(final long nanos) {
        return nanos < LONG_NS ? millis(nanos) + " ms" : TimeUnit.NANOSECONDS.toSeconds(nanos) + " s";
    }

    private static String millis(final long nanos) {
        return String.format(Locale.ROOT, "%.1f", nanos / NANOS_PER_MILLI);
    }
}
