package io.aggtape.journal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** What several tapes tell besides trades and holes, the first of their heads by time next; owned by one thread. */
final class OrderedEvents implements AutoCloseable {
    private static final long NANOS_PER_MICRO = 1_000;

    private final Function<String, Path> files;
    private final TapeSelection selection;
    private final List<EventSpool> spools = new ArrayList<>();

    /** Puts them aside in files that are made by name. */
    OrderedEvents(final Function<String, Path> files, final TapeSelection selection) {
        this.files = files;
        this.selection = selection;
    }

    /** Takes the events of one more tape, and hands the gaps on. */
    TapeListener ofTape(final TapeListener gaps) {
        return new Collector(gaps);
    }

    /** Goes to the first event at or behind a time, microseconds since the epoch. */
    void seek(final long timeUs) {
        final long timeNs = nanos(timeUs);
        for (final EventSpool spool : spools) {
            spool.rewind();
            while (spool.nextTimeNs() < timeNs) {
                spool.take(null);
            }
        }
    }

    /** Delivers the next event unless it happened behind a trade; null stands behind all. False where there is none. */
    boolean takeBefore(final AggTrade trade, final TapeListener listener) {
        final long untilNs = trade == null ? EventSpool.NOTHING - 1 : nanos(trade.tradeTimeUs);
        EventSpool first = null;
        for (int i = 0; i < spools.size(); i++) {
            final EventSpool candidate = spools.get(i);
            if (candidate.nextTimeNs() <= untilNs && (first == null || candidate.nextTimeNs() < first.nextTimeNs())) {
                first = candidate;
            }
        }
        if (first == null) {
            return false;
        }
        first.take(listener);
        return true;
    }

    @Override
    public void close() {
        spools.forEach(EventSpool::close);
    }

    /** As near as nanoseconds come, and never as late as nothing. */
    private static long nanos(final long timeUs) {
        return timeUs <= Long.MIN_VALUE / NANOS_PER_MICRO
                ? Long.MIN_VALUE
                : Math.min(timeUs, Long.MAX_VALUE / NANOS_PER_MICRO) * NANOS_PER_MICRO;
    }

    /** Makes the file of a tape at its first event. */
    private final class Collector implements TapeListener {
        private final TapeListener gaps;
        private EventSpool spool;

        Collector(final TapeListener gaps) {
            this.gaps = gaps;
        }

        @Override
        public void onGap(final Gap gap) {
            gaps.onGap(gap);
        }

        @Override
        public void onRejected(final Rejected rejected) {
            spool().onRejected(rejected);
        }

        @Override
        public void onLine(final LineEvent line) {
            spool().onLine(line);
        }

        @Override
        public void onSession(final SessionEvent session) {
            spool().onSession(session);
        }

        @Override
        public void onClock(final ClockEvent clock) {
            spool().onClock(clock);
        }

        private EventSpool spool() {
            if (spool == null) {
                spool = new EventSpool(files.apply("events-" + spools.size()), selection);
                spools.add(spool);
            }
            return spool;
        }
    }
}
