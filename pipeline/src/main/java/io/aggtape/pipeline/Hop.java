package io.aggtape.pipeline;

/**
 * A part of a trade's way whose latency is recorded; its tag names it in the {@code .hlog} file and in every output.
 */
public enum Hop {
    /** From the stamp of the socket read to the frame's slot in the ring. */
    RECEIVE_TO_PUBLISH("receive-publish"),
    /** To the end of the parser's listeners. */
    RECEIVE_TO_PARSED("receive-parsed"),
    /** To the end of the order flow. */
    RECEIVE_TO_METRICS("receive-metrics"),
    /** To the end of the write to the mapped file. */
    RECEIVE_TO_JOURNALED("receive-journaled"),
    /** From the exchange's event time {@code E} to the socket read: two clocks that nobody promised to agree. */
    EXCHANGE_TO_RECEIVE("exchange-receive"),
    /** The magnitudes of those that came before they were sent, by these clocks: counted apart, never clamped. */
    EXCHANGE_TO_RECEIVE_NEGATIVE("exchange-receive-negative"),
    /**
     * No part of the way, but what the machine does to it: how long a trade that comes at any moment would wait because
     * the core does something else, by {@link IdleGaps} or {@link SleepGaps}.
     */
    HICCUP("hiccup");

    private final String tag;

    Hop(final String tag) {
        this.tag = tag;
    }

    /** Its name in files and outputs. */
    public String tag() {
        return tag;
    }
}
