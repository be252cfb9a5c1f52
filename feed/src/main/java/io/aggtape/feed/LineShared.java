package io.aggtape.feed;

/**
 * What the connections of one line have in common, one after the other and, during a handover, two at a time; of two only
 * one connects at a time. Owned by the line's feed thread.
 */
final class LineShared {
    final LineConfig config;
    final FeedThread thread;
    final LineCounters counters;
    final LineJournal journal;
    final BackOff backOff;
    final ServerAddresses addresses;

    private int attempts;

    LineShared(final LineConfig config, final FeedThread thread) {
        this.config = config;
        this.thread = thread;
        counters = new LineCounters(config.symbols().size());
        journal = new LineJournal(config.context(), thread);
        backOff = new BackOff(thread.random().split());
        addresses = new ServerAddresses(
                thread.dialing().resolver(),
                thread.dialing().transports().hostToResolve(config.endpoint()),
                config.pair(),
                config.context().number());
    }

    /** The number of the next attempt, from 1. */
    int nextAttempt() {
        return ++attempts;
    }
}
