package io.aggtape.feed.soak;

import io.aggtape.journal.AggTrade;
import io.aggtape.journal.TapeListener;
import io.aggtape.journal.TapeReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.agrona.collections.Long2LongHashMap;

/**
 * Follows a tape through the deaths of its writers, as {@code cat --follow} does, on a thread of its own, and keeps what it
 * has shown: each id with its receive time, by which a trade that was fetched anew is told from the one that was shown.
 */
final class TapeFollower implements AutoCloseable, TapeListener {
    private static final long NOT_SHOWN = Long.MIN_VALUE;
    private static final long IDLE_NS = 200_000;
    private static final int DOCUMENTS_A_POLL = 64;

    private final Path journal;
    private final Map<String, Long2LongHashMap> shown = new HashMap<>();
    private final Thread thread = new Thread(this::follow, "follower");
    private volatile long shownCount;
    private volatile long repeatedCount;
    private volatile long faultCount;
    private volatile boolean isEnding;
    private volatile Throwable fault;

    TapeFollower(final Path journal) {
        this.journal = journal;
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void onAggTrade(final AggTrade trade) {
        final Long2LongHashMap ids =
                shown.computeIfAbsent(trade.instrument.symbol(), symbol -> new Long2LongHashMap(NOT_SHOWN));
        if (ids.put(trade.id, trade.receiveTimeNs) == NOT_SHOWN) {
            shownCount = shownCount + 1;
        } else {
            repeatedCount = repeatedCount + 1;
        }
    }

    /** How many trades it has shown; from any thread. */
    long shownCount() {
        return shownCount;
    }

    /** How many it has shown twice; from any thread. */
    long repeatedCount() {
        return repeatedCount;
    }

    /** How many faults of the tape it has met; from any thread. */
    long faultCount() {
        return faultCount;
    }

    /** What ended it before its time, or null; from any thread. */
    Throwable fault() {
        return fault;
    }

    /** Whether it has shown exactly this trade; after {@link #finish()}. */
    boolean hasShown(final AggTrade trade) {
        final Long2LongHashMap ids = shown.get(trade.instrument.symbol());
        return ids != null && ids.get(trade.id) == trade.receiveTimeNs;
    }

    /** Ends when it has shown all that is there. */
    void finish() {
        isEnding = true;
        try {
            thread.join(TimeUnit.SECONDS.toMillis(60));
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        finish();
    }

    private void follow() {
        try {
            while (!isEnding && !Files.exists(journal.resolve("metadata.cq4t"))) {
                LockSupport.parkNanos(IDLE_NS);
            }
            if (Files.exists(journal)) {
                read();
            }
        } catch (final RuntimeException e) {
            fault = e;
        }
    }

    private void read() {
        try (TapeReader reader = TapeReader.open(journal)) {
            boolean isLastRound = false;
            while (!isLastRound) {
                isLastRound = isEnding;
                do {
                    reader.poll(this, DOCUMENTS_A_POLL);
                } while (!reader.isAtEnd());
                faultCount = reader.faults();
                LockSupport.parkNanos(IDLE_NS);
            }
        }
    }
}
