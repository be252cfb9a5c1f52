package io.aggtape.pipeline;

/** The windows of {@link OrderFlow}: four that tumble, aligned to the epoch, and the one that never closes. */
public enum FlowWindow {
    /** One second. */
    ONE_SECOND("1s", 1_000_000L),
    /** Ten seconds. */
    TEN_SECONDS("10s", 10_000_000L),
    /** One minute. */
    ONE_MINUTE("1m", 60_000_000L),
    /** Five minutes. */
    FIVE_MINUTES("5m", 300_000_000L),
    /** From the first trade on. */
    SINCE_START("start", 0L);

    /**
     * How many of them tumble; each is a whole number of its predecessor, so a window closes only with all before it.
     */
    static final int TUMBLING = 4;

    private final String label;
    private final long lengthUs;

    FlowWindow(final String label, final long lengthUs) {
        this.label = label;
        this.lengthUs = lengthUs;
    }

    /** The name in every output: {@code 1s}, {@code 10s}, {@code 1m}, {@code 5m}, {@code start}. */
    public String label() {
        return label;
    }

    /** The length in microseconds; 0 for {@link #SINCE_START}. */
    public long lengthUs() {
        return lengthUs;
    }
}
