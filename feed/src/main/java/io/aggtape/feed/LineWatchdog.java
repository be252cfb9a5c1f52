package io.aggtape.feed;

import io.aggtape.pipeline.StreamActivity;
import io.aggtape.pipeline.StreamCell;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.NanoClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks every second or so, on a thread of its own, for what a feed thread cannot see: a stream that is mute although its
 * connection lives, and a line that falls behind and does not catch up. Before it acts on silence it asks somebody who must
 * know: the other line of the pair, else the exchange.
 */
final class LineWatchdog {
    /** Asks the exchange for the newest trade of a symbol; called on the watchdog's thread. */
    interface Newest {
        /** Nobody could say. */
        long UNKNOWN = Long.MIN_VALUE;
        /** There is no such symbol. */
        long NO_SYMBOL = Long.MIN_VALUE + 1;

        /** The newest id, -1 for none yet, or one of the constants. */
        long newestId(String symbol) throws InterruptedException;
    }

    /** Puts a new connection in the place of a line's present one. */
    interface Replacement {
        /** Asks for it, with the reason. */
        void replace(int line, String reason);
    }

    private static final Logger LOG = LoggerFactory.getLogger(LineWatchdog.class);
    /** A thousand quiet streams must not spend the whole budget of requests. */
    private static final int ASKS_PER_POLL = 5;

    private final List<Watched> lines = new ArrayList<>();
    private final StreamActivity activity;
    private final Newest newest;
    private final Replacement replacement;
    private final NanoClock clock;

    private int asksLeft;

    LineWatchdog(
            final List<LineConfig> configs,
            final List<LineCounters> counters,
            final StreamActivity activity,
            final Newest newest,
            final Replacement replacement,
            final NanoClock clock) {
        this.activity = activity;
        this.newest = newest;
        this.replacement = replacement;
        this.clock = clock;
        for (int i = 0; i < configs.size(); i++) {
            lines.add(new Watched(configs.get(i), counters.get(i), clock.nanoTime()));
        }
    }

    /** Looks at every line once. */
    void poll() throws InterruptedException {
        asksLeft = ASKS_PER_POLL;
        for (final Watched line : lines) {
            if (line.isOnItsOldConnection()) {
                watchStreams(line);
                watchLag(line);
            } else {
                line.begin(clock.nanoTime());
            }
        }
    }

    private void watchStreams(final Watched line) throws InterruptedException {
        for (int i = 0; i < line.streams.length; i++) {
            final StreamWatch stream = line.streams[i];
            final String symbol = line.config.symbols().get(i);
            final StreamCell cell = activity.cell(line.number, symbol);
            final long trades = cell == null ? 0 : cell.trades();
            if (stream != null && stream.poll(trades, clock.nanoTime()) == StreamWatch.Advice.ASK && asksLeft > 0) {
                final long lastId = cell == null ? -1 : cell.lastId();
                line.streams[i] = judge(line, stream, symbol, lastId) ? stream : null;
            }
        }
    }

    /** Asks and acts; false where there is no such symbol, so that nobody need ask again. */
    private boolean judge(final Watched line, final StreamWatch stream, final String symbol, final long lastId)
            throws InterruptedException {
        final StreamCell others = activity.cell(line.number ^ 1, symbol);
        final boolean isOtherAhead = others != null && others.lastId() > lastId;
        final long newestId = isOtherAhead ? others.lastId() : ask(symbol);
        final long nowNs = clock.nanoTime();
        if (newestId == Newest.NO_SYMBOL) {
            LOG.error(
                    "{} does not trade on {}: the exchange acks its stream and will never deliver",
                    symbol,
                    line.config.context().market().label());
            return false;
        }
        final long silentS = TimeUnit.NANOSECONDS.toSeconds(stream.silentNs(nowNs));
        if (newestId == Newest.UNKNOWN) {
            if (stream.onNoAnswer(nowNs)) {
                LOG.warn(
                        "line {}: {} is silent for {} s, and nobody can say whether it trades",
                        line.number,
                        symbol,
                        silentS);
            }
            return true;
        }
        if (stream.onNewest(newestId, lastId, nowNs)) {
            replacement.replace(
                    line.number,
                    symbol + " is mute for " + silentS + " s: "
                            + (lastId < 0 ? "it delivered nothing" : "last id " + lastId) + ", but "
                            + (isOtherAhead ? "the other line" : "the exchange") + " has id " + newestId);
        }
        return true;
    }

    private long ask(final String symbol) throws InterruptedException {
        asksLeft--;
        return newest.newestId(symbol);
    }

    private void watchLag(final Watched line) {
        final long lagNs = activity.lagNs(line.number);
        final long messages = line.counters.messages();
        final long refused = line.counters.refused();
        if (refused != line.refused) {
            // A full ring holds the line up: that is no fault of the connection.
            line.refused = refused;
            line.lag.reset();
        } else if (lagNs != Long.MIN_VALUE && messages != line.messages && line.lag.poll(lagNs, clock.nanoTime())) {
            replacement.replace(
                    line.number,
                    "it lags by " + TimeUnit.NANOSECONDS.toMillis(lagNs) + " ms and has not caught up for "
                            + TimeUnit.NANOSECONDS.toSeconds(LagWatch.PATIENCE_NS) + " s");
        }
        line.messages = messages;
    }

    /** What is known of one line. */
    private static final class Watched {
        private final LineConfig config;
        private final LineCounters counters;
        private final int number;
        private final StreamWatch[] streams;
        private final LagWatch lag = new LagWatch();

        private long connections;
        private long messages;
        private long refused;

        private Watched(final LineConfig config, final LineCounters counters, final long nowNs) {
            this.config = config;
            this.counters = counters;
            number = config.context().number();
            streams = new StreamWatch[config.symbols().size()];
            for (int i = 0; i < streams.length; i++) {
                streams[i] = new StreamWatch(nowNs);
            }
        }

        /** Whether it is open, and was so when last looked at. */
        private boolean isOnItsOldConnection() {
            final long before = connections;
            connections = counters.connects();
            return before == connections && counters.state().isOpen();
        }

        private void begin(final long nowNs) {
            lag.reset();
            for (final StreamWatch stream : streams) {
                if (stream != null) {
                    stream.begin(nowNs);
                }
            }
        }
    }
}
