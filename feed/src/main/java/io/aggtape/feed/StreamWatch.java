package io.aggtape.feed;

import java.util.concurrent.TimeUnit;

/**
 * Judges one stream of one line by its own rate: how long may it be silent, and when is it worth while to ask? Driven once
 * a second or so by the watchdog's thread; knows nothing of threads, REST or lines.
 */
final class StreamWatch {
    /** What to do about a stream. */
    enum Advice {
        /** Nothing: it delivers, or is quiet as it often is. */
        NONE,
        /** Ask the exchange for its newest trade of this symbol. */
        ASK
    }

    /** A stream that trades at random is silent for this many of its mean intervals once in e^20. */
    private static final int INTERVALS = 20;

    private static final long LEAST_NS = TimeUnit.SECONDS.toNanos(10);
    private static final long MOST_NS = TimeUnit.MINUTES.toNanos(10);
    /** Before the first trade nothing is known of the rate. */
    private static final long FIRST_TRADE_NS = TimeUnit.SECONDS.toNanos(30);
    /** What was under way when the exchange answered has arrived by then. */
    private static final long CONFIRM_NS = TimeUnit.SECONDS.toNanos(3);

    private long trades;
    private long changedNs;
    private double meanIntervalNs;
    private long patienceNs = FIRST_TRADE_NS;
    private long suspectId = -1;
    private long suspectedNs;
    private long confirmNs;
    private boolean isNoAnswerTold;

    /** The stream is expected to deliver from now on. */
    StreamWatch(final long nowNs) {
        changedNs = nowNs;
    }

    /** Looks at what has come; {@code totalTrades} never falls. */
    Advice poll(final long totalTrades, final long nowNs) {
        if (totalTrades != trades) {
            learn(totalTrades - trades, nowNs);
            trades = totalTrades;
            changedNs = nowNs;
            suspectId = -1;
            return Advice.NONE;
        }
        if (suspectId >= 0) {
            return nowNs - suspectedNs >= confirmNs ? Advice.ASK : Advice.NONE;
        }
        return nowNs - changedNs >= patienceNs ? Advice.ASK : Advice.NONE;
    }

    /**
     * The exchange's newest trade, and the last one that the line delivered, -1 for none. True where the stream is proved
     * mute: the exchange has traded since, and a while later that has still not come.
     */
    boolean onNewest(final long newestId, final long lastId, final long nowNs) {
        if (suspectId >= 0) {
            // Of a stream that never delivered, only a trade of which we know that it came afterwards counts.
            final boolean isMute = lastId >= 0 ? lastId < suspectId : newestId > suspectId;
            if (isMute) {
                begin(nowNs);
                return true;
            }
            if (lastId < 0) {
                suspectedNs = nowNs;
                confirmNs = Math.min(2 * confirmNs, MOST_NS);
                return false;
            }
        }
        if (newestId > lastId) {
            suspectId = newestId;
            suspectedNs = nowNs;
            confirmNs = CONFIRM_NS;
        } else {
            bePatient(nowNs);
        }
        return false;
    }

    /** Nobody could say: ask again later. True where that is worth a word: the first time on a connection. */
    boolean onNoAnswer(final long nowNs) {
        final boolean isFirst = !isNoAnswerTold;
        isNoAnswerTold = true;
        bePatient(nowNs);
        return isFirst;
    }

    /** How long it has been silent, nanoseconds. */
    long silentNs(final long nowNs) {
        return nowNs - changedNs;
    }

    /** A new connection has begun, so that its silence begins anew. */
    void begin(final long nowNs) {
        changedNs = nowNs;
        suspectId = -1;
        patienceNs = trades == 0 ? FIRST_TRADE_NS : patienceNs;
        isNoAnswerTold = false;
    }

    private void bePatient(final long nowNs) {
        suspectId = -1;
        patienceNs = Math.min(MOST_NS, Math.max(2 * patienceNs, nowNs - changedNs + LEAST_NS));
    }

    private void learn(final long count, final long nowNs) {
        final double intervalNs = (double) (nowNs - changedNs) / count;
        meanIntervalNs = trades == 0 ? intervalNs : 0.9 * meanIntervalNs + 0.1 * intervalNs;
        patienceNs = Math.max(LEAST_NS, Math.min(MOST_NS, (long) (INTERVALS * meanIntervalNs)));
    }
}
