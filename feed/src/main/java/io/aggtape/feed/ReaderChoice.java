package io.aggtape.feed;

import io.aggtape.feed.net.ReadSet;
import io.aggtape.feed.net.SelectedReads;
import io.aggtape.pipeline.IdleStrategies;
import org.agrona.concurrent.IdleStrategy;

/**
 * How the feed threads of a run learn which lines have bytes.
 *
 * @param isSelecting whether they ask the kernel; else they read each line in each cycle.
 * @param isWaiting whether the kernel may also put them to sleep until bytes come.
 * @param reason why, in words.
 */
public record ReaderChoice(boolean isSelecting, boolean isWaiting, String reason) {
    /**
     * Up to how many lines a thread reads them all: a read that finds nothing costs more than one question to the kernel,
     * so that with more the question pays, as {@code io.aggtape.bench.ReaderSuite} measures.
     */
    static final int MAX_SPIN_LINES = 2;

    /** That of a run: from what was asked, from how many lines a thread has, and from how it waits, which its core decides. */
    public static ReaderChoice of(final RecorderConfig config) {
        final int threads = config.pipeline().feedThreads();
        final int groups = config.source().groups(threads).size();
        // The first thread has the most.
        final int lines = config.source().lines() * ((groups + threads - 1) / threads);
        return of(config.reader(), lines, config.feedIdle());
    }

    /** The same for so many lines on the thread that has most, and this idle strategy. */
    static ReaderChoice of(final ReaderMode mode, final int lines, final String idle) {
        // What sleeps sleeps better in the kernel, which wakes it up when bytes come.
        final boolean isSleeping = IdleStrategies.doesSleep(idle);
        final String count = lines + (lines == 1 ? " line" : " lines") + " a feed thread";
        if (mode != ReaderMode.AUTO) {
            final boolean isSelecting = mode == ReaderMode.SELECT;
            return new ReaderChoice(isSelecting, isSelecting && isSleeping, "as asked; " + count);
        }
        if (isSleeping) {
            return new ReaderChoice(true, true, "the feed has no core to itself: the kernel wakes it when bytes come");
        }
        return lines <= MAX_SPIN_LINES
                ? new ReaderChoice(false, false, count + ", and up to " + MAX_SPIN_LINES + " are read in each cycle")
                : new ReaderChoice(true, false, count + ": one question to the kernel costs less than a read each");
    }

    /** A new set of transports for one feed thread. */
    ReadSet newReadSet() {
        return isSelecting ? SelectedReads.open() : ReadSet.EVERY;
    }

    /** What this thread does in a cycle without work. */
    IdleStrategy idle(final String name, final FeedAgent agent, final ReadSet reads) {
        final IdleStrategy usual = IdleStrategies.byName(name);
        return isWaiting ? new ReadIdle(usual, agent::isWaitingForBytes, reads) : usual;
    }

    /** What is in force and why, in one line. */
    @Override
    public String toString() {
        return (isSelecting ? "select" : "spin") + " (" + reason + ")";
    }
}
