package io.aggtape.pipeline;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;

/**
 * Records the latencies of one hop, 3 significant digits from 1 ns to {@link #MAX_NS}. One thread records; one other,
 * the reporter, takes intervals and reads the counts. Recording allocates nothing.
 */
public final class HopRecorder {
    /** An hour: a longer latency is recorded as this long and counted in {@link #overflowCount}. */
    public static final long MAX_NS = 3_600_000_000_000L;

    /** How many stamps may wait for one {@link #flush}, unless a recorder is made for more. */
    public static final int GROUP = 64;

    static final int DIGITS = 3;

    /** A gap is recorded in at most so many parts, however long it is. */
    private static final int GAP_PARTS = 64;

    private static final VarHandle OVERFLOWS;
    private static final VarHandle NEGATIVES;

    static {
        try {
            final MethodHandles.Lookup lookup = MethodHandles.lookup();
            OVERFLOWS = lookup.findVarHandle(HopRecorder.class, "overflows", long.class);
            NEGATIVES = lookup.findVarHandle(HopRecorder.class, "negatives", long.class);
        } catch (final ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Hop hop;
    private final HopRecorder ofNegatives;
    private final SingleWriterRecorder recorder = new SingleWriterRecorder(1, MAX_NS, DIGITS);
    private final long[] pendingNs;

    private int pending;
    private long runNs;
    private long runLength;
    private long overflows;
    private long negatives;

    /** Counts negative latencies and records them nowhere. */
    public HopRecorder(final Hop hop) {
        this(hop, null);
    }

    /** Records the magnitude of a negative latency in another recorder of the same thread. */
    public HopRecorder(final Hop hop, final HopRecorder ofNegatives) {
        this(hop, ofNegatives, GROUP);
    }

    /** Lets this many stamps wait for one {@link #flush}: as many as what they wait for takes together. */
    public HopRecorder(final Hop hop, final int group) {
        this(hop, null, group);
    }

    private HopRecorder(final Hop hop, final HopRecorder ofNegatives, final int group) {
        this.hop = hop;
        this.ofNegatives = ofNegatives;
        this.pendingNs = new long[group];
    }

    /** Which hop it records. */
    public Hop hop() {
        return hop;
    }

    /** Records one latency in nanoseconds. Writer thread. */
    public void record(final long ns) {
        record(ns, 1);
    }

    /**
     * Records one latency in nanoseconds, together with those just before it that were equal, once another one comes or
     * {@link #endRun}: trades of one read and one millisecond cost one pass of the recorder. Writer thread.
     */
    public void repeat(final long ns) {
        if (ns != runNs || runLength == 0) {
            endRun();
            runNs = ns;
        }
        runLength++;
    }

    /** Records what {@link #repeat} holds back. Writer thread. */
    public void endRun() {
        if (runLength > 0) {
            record(runNs, runLength);
            runLength = 0;
        }
    }

    /**
     * Remembers that a hop began then, by the monotonic clock, until {@link #flush}. Writer thread.
     *
     * @throws ArrayIndexOutOfBoundsException where {@link #isFull}.
     */
    public void stamp(final long beginNs) {
        pendingNs[pending] = beginNs;
        pending++;
    }

    /** Whether as many stamps wait as may: flush before the next. Writer thread. */
    public boolean isFull() {
        return pending == pendingNs.length;
    }

    /** Whether any stamp waits: nothing else is worth a look at the clock. Writer thread. */
    public boolean hasPending() {
        return pending != 0;
    }

    /**
     * Records {@code nowNs} less each stamp that waits. As the clock is read once for the group, what is recorded is
     * exact for the last of them and an upper bound for those before it. Writer thread.
     */
    public void flush(final long nowNs) {
        // What came with one read has one stamp: its run takes one pass of the recorder.
        int begin = 0;
        while (begin < pending) {
            final long beginNs = pendingNs[begin];
            int end = begin + 1;
            while (end < pending && pendingNs[end] == beginNs) {
                end++;
            }
            record(nowNs - beginNs, end - begin);
            begin = end;
        }
        pending = 0;
    }

    /**
     * Records what trades that came so many nanoseconds apart would each have waited in a gap of this length: the whole of
     * it, a step less, two less, and so on. More than 64 steps are recorded in 64 groups, each as long as its longest.
     * Writer thread.
     *
     * @param gapNs 0 or more.
     * @param stepNs 1 or more.
     */
    void recordGap(final long gapNs, final long stepNs) {
        long left = gapNs / stepNs + 1;
        long longestNs = gapNs;
        for (int parts = (int) Math.min(left, GAP_PARTS); parts > 0; parts--) {
            final long count = (left + parts - 1) / parts;
            record(longestNs, count);
            longestNs -= count * stepNs;
            left -= count;
        }
    }

    /** How many latencies were longer than {@link #MAX_NS}, since start. Any thread. */
    public long overflowCount() {
        return (long) OVERFLOWS.getOpaque(this);
    }

    /** How many latencies were negative, since start. Any thread. */
    public long negativeCount() {
        return (long) NEGATIVES.getOpaque(this);
    }

    /**
     * What was recorded since the last call, tagged; {@code recycled} is what the last call gave, or null at first. It
     * is valid until the next call. Reporter thread.
     */
    Histogram interval(final Histogram recycled) {
        final Histogram interval = recorder.getIntervalHistogram(recycled);
        interval.setTag(hop.tag());
        return interval;
    }

    private void record(final long ns, final long count) {
        if (ns >= 0 && ns <= MAX_NS) {
            recorder.recordValueWithCount(ns, count);
        } else if (ns > MAX_NS) {
            OVERFLOWS.setOpaque(this, overflows + count);
            recorder.recordValueWithCount(MAX_NS, count);
        } else {
            NEGATIVES.setOpaque(this, negatives + count);
            if (ofNegatives != null) {
                ofNegatives.record(ns == Long.MIN_VALUE ? Long.MAX_VALUE : -ns, count);
            }
        }
    }

    /** An empty histogram of the same range. */
    static Histogram newHistogram() {
        return new Histogram(1, MAX_NS, DIGITS);
    }
}
