package io.aggtape.pipeline;

import java.util.ArrayList;
import java.util.List;

/**
 * The longest latency of each stretch of a run. Where there are more intervals than a screen has columns, neighbours become
 * one stretch, so that no maximum is lost and a run of any length takes the same space. One thread.
 */
public final class MaxOverTime {
    /** More stretches than this are never kept. */
    public static final int MAX_STRETCHES = 1_024;

    private final List<Stretch> stretches = new ArrayList<>();
    private int intervalsAStretch = 1;
    private int intervalsInLast;

    /**
     * Some intervals in a row.
     *
     * @param startS seconds since the begin of the run.
     * @param endS likewise.
     * @param maxNs 0 where nothing was recorded.
     */
    public record Stretch(double startS, double endS, long maxNs) {
        private Stretch with(final Stretch next) {
            return new Stretch(startS, Math.max(endS, next.endS), Math.max(maxNs, next.maxNs));
        }
    }

    /** Adds an interval; one that begins where the last began is another recorder's share of the same. */
    void add(final Stretch interval) {
        final int last = stretches.size() - 1;
        if (last >= 0 && isSame(stretches.get(last), interval)) {
            stretches.set(last, stretches.get(last).with(interval));
            return;
        }
        if (last >= 0 && intervalsInLast < intervalsAStretch) {
            stretches.set(last, stretches.get(last).with(interval));
            intervalsInLast++;
            return;
        }
        if (stretches.size() == MAX_STRETCHES) {
            halve();
        }
        stretches.add(interval);
        intervalsInLast = 1;
    }

    /** What was added, in its order. */
    public List<Stretch> stretches() {
        return List.copyOf(stretches);
    }

    private boolean isSame(final Stretch last, final Stretch interval) {
        return interval.startS < last.endS || interval.startS == last.startS;
    }

    private void halve() {
        for (int i = 0; i < MAX_STRETCHES / 2; i++) {
            stretches.set(i, stretches.get(2 * i).with(stretches.get(2 * i + 1)));
        }
        stretches.subList(MAX_STRETCHES / 2, MAX_STRETCHES).clear();
        intervalsAStretch *= 2;
    }
}
