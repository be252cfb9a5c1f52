package io.aggtape.pipeline;

/**
 * One tumbling window of one instrument: the open one and the one that closed last, as marks in the totals since start.
 */
final class TumblingWindow {
    final FlowWindow kind;

    long startUs;
    long endUs;
    long lateCount;

    boolean hasClosed;
    long closedStartUs;
    long closedLateCount;

    /** The totals when the open window opened, which is when the last one closed: nothing comes between. */
    FlowTotals atOpen = new FlowTotals();
    /** The totals when the last closed window opened. */
    FlowTotals atClosedOpen = new FlowTotals();
    /** Of the open window, less what its predecessor in {@link FlowWindow} has not handed on yet. */
    LargestTrade largest = new LargestTrade();

    LargestTrade closedLargest = new LargestTrade();

    TumblingWindow(final FlowWindow kind) {
        this.kind = kind;
    }

    void open(final long timeUs) {
        startUs = timeUs - timeUs % kind.lengthUs();
        endUs = startUs + kind.lengthUs();
        lateCount = 0;
    }

    /** Closes the open window at these totals, hands its largest trade on, and opens the one of {@code timeUs}. */
    void roll(final long timeUs, final FlowTotals totals, final LargestTrade next) {
        hasClosed = true;
        closedStartUs = startUs;
        closedLateCount = lateCount;
        final FlowTotals spareTotals = atClosedOpen;
        atClosedOpen = atOpen;
        atOpen = spareTotals;
        atOpen.set(totals);
        next.offer(largest);
        final LargestTrade spareLargest = closedLargest;
        closedLargest = largest;
        largest = spareLargest;
        largest.clear();
        open(timeUs);
    }

    void scaleUp(final int baseDigits, final int quoteDigits) {
        atOpen.scaleUp(baseDigits, quoteDigits);
        atClosedOpen.scaleUp(baseDigits, quoteDigits);
        largest.scaleUp(quoteDigits);
        closedLargest.scaleUp(quoteDigits);
    }
}
