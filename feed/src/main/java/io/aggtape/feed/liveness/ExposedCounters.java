package io.aggtape.feed.liveness;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.EpochClock;

/** What other processes see of a run: its threads and its gauges, in the counters file. Owned by one thread. */
final class ExposedCounters implements AutoCloseable {
    /** Threads that may come, such as those of look-ups that hang. */
    private static final int MORE_THREADS = 64;

    private final CountersFile file;
    private final EpochClock clock;
    private final List<Gauge> gauges;
    private final int[] gaugeIds;
    private final List<ThreadCounters> threads = new ArrayList<>();

    /**
     * Makes the file.
     *
     * @throws IOException where it cannot be made.
     */
    ExposedCounters(
            final Path journal,
            final long stallAfterNs,
            final int threadsNow,
            final List<Gauge> gauges,
            final EpochClock clock)
            throws IOException {
        this.clock = clock;
        this.gauges = gauges;
        file = CountersFile.make(
                journal, stallAfterNs, (threadsNow + MORE_THREADS) * ThreadCounters.COUNT + gauges.size(), clock);
        gaugeIds = new int[gauges.size()];
        for (int i = 0; i < gaugeIds.length; i++) {
            gaugeIds[i] = file.allocate(gauges.get(i).figure(), gauges.get(i).label());
        }
    }

    /** Writes how all stand now. */
    void update(final List<WatchedThread> watched, final long nowNs) {
        for (int i = threads.size(); i < watched.size(); i++) {
            threads.add(new ThreadCounters(file, watched.get(i)));
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

    /** Keeps what has a stack. */
    void record(final ThreadTrace trace) {
        file.record(trace);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
