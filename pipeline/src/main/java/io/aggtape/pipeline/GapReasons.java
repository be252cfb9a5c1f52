package io.aggtape.pipeline;

/** Why a Gap record was written, in words for a person; the recorder's own, so that code can tell them apart, too. */
public final class GapReasons {
    /** The hole between the last trade on the tape and the first one of this run. */
    public static final String BETWEEN_RUNS = "missed between two runs";
    /** The hole between two trades that came by different connections. */
    public static final String LINE_DOWN = "missed across a reconnect";
    /** The hole within one connection. */
    public static final String SKIPPED = "ids skipped on the stream";
    /** The hole that the journal itself made when it could not write. */
    public static final String NOT_WRITTEN = "not written while the disk was full";
    /** A trade of a hole that a line delivered after all. */
    public static final String ARRIVED_LATE = "arrived late";
    /** Trades of a hole that were fetched. */
    public static final String FETCHED = "fetched by REST";

    private GapReasons() {}
}
