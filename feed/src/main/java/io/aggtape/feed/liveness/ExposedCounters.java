package io.aggtape.feed.liveness;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.EpochClock;
import org.agrona.concurrent.status.CountersReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What other processes see of a run: its threads and its gauges, in the counters file. Owned by one thread. */
final class ExposedCounters implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ExposedCounters.class);
    /** Threads that may come, such as those of look-ups that hang. */
    private static final int MORE_THREADS = 64;

    private final CountersFile file;
    private final EpochClock clock;
    private final List<ThreadCounters> threads = new ArrayList<>();
    private long lost;
    private int lostId = CountersReader.NULL_COUNTER_ID;

    private int[] gaugeIds = {};

    /**
     * Makes the file.
     *
     * @throws IOException where it cannot be made.
     */
    ExposedCounters(
            final Path journal, final long stallAfterNs, final int threadsNow, final int gauges, final EpochClock clock)
            throws IOException {
        this.clock = clock;
        final int maxThreads = threadsNow + MORE_THREADS;
        final int maxCounters = maxThreads * ThreadCounters.COUNT + gauges + 1;
        file = CountersFile.make(journal, stallAfterNs, maxCounters, maxThreads, clock);
    }

    /** Writes how all stand now; of the gauges, none or all and always the same. */
    void update(final List<WatchedThread> watched, final List<Gauge> gauges, final long nowNs) {
        if (gaugeIds.length < gauges.size()) {
            gaugeIds = gauges.stream()
                    .mapToInt(gauge -> file.allocate(gauge.figure(), gauge.label()))
                    .toArray();
        }
        for (int i = threads.size(); i < watched.size(); i++) {
            threads.add(new ThreadCounters(file, watched.get(i), i));
        }
        final long nowMs = clock.time();
        for (final ThreadCounters thread : threads) {
            thread.update(nowNs, nowMs);
        }
        for (int i = 0; i < gaugeIds.length; i++) {
            file.set(gaugeIds[i], gauges.get(i).value().getAsLong());
        }
        file.updated();
    }

    /** From now on threads end because they are asked to. */
    void stopping() {
        file.stopping();
    }

    /** Keeps what has a stack, for as long as there is room. */
    void record(final ThreadTrace trace) {
        if (file.record(trace)) {
            return;
        }
        if (lost == 0) {
            lostId = file.allocate(Figure.RECORDER, "stack traces not kept");
            LOG.warn("there is no more room for stack traces of stalls and faults in what other processes see: this log"
                    + " has them, and where a thread stands that stalls is still shown");
        }
        lost++;
        file.set(lostId, lost);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
