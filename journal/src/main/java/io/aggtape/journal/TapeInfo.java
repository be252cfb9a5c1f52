package io.aggtape.journal;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a tape holds, in numbers.
 *
 * @param directory where it lies.
 * @param files its files, one a cycle, in their order.
 * @param sessions the runs that wrote it, in their order.
 * @param contents what there is of each type of record.
 * @param instruments what there is of each instrument with trades, in the order of first sight.
 * @param writer who writes it now, if anyone.
 */
public record TapeInfo(
        Path directory,
        List<File> files,
        List<Session> sessions,
        Contents contents,
        List<Trades> instruments,
        Optional<LockOwner> writer) {
    /** The types of record. */
    public enum RecordType {
        /** {@link AggTrade}. */
        AGG_TRADE,
        /** {@link Gap}. */
        GAP,
        /** {@link Rejected}. */
        REJECTED,
        /** {@link LineEvent}. */
        LINE,
        /** {@link SessionEvent}. */
        SESSION,
        /** {@link ClockEvent}. */
        CLOCK,
        /** {@link Checkpoint}: one part. */
        CHECKPOINT,
        /** {@link HourSeal}. */
        HOUR_SEAL,
        /** One that only a later version can read. */
        UNKNOWN
    }

    /**
     * The records.
     *
     * @param counts how many of each type, only those that occur.
     * @param span from when to when, over all trades; empty where there are none.
     * @param checkpoint the newest whole one, if any.
     */
    public record Contents(Map<RecordType, Long> counts, Optional<Span> span, Optional<CheckpointSummary> checkpoint) {}

    /**
     * A whole checkpoint.
     *
     * @param throughSequence of which documents it speaks: all up to this sequence.
     * @param timeNs when it was made, nanoseconds since the epoch.
     * @param instruments how many instruments it tells of.
     * @param trades how many different trades it tells of.
     * @param openHoles how many holes were open.
     * @param openIds how many ids were missing.
     */
    public record CheckpointSummary(
            long throughSequence, long timeNs, int instruments, long trades, long openHoles, long openIds) {}

    /**
     * One file.
     *
     * @param name its name.
     * @param startMs when its cycle starts, milliseconds since the epoch.
     * @param apparentBytes its length as directories show it: files are sparse.
     * @param usedBytes how much of it is written, up to the end of its last document; 0 without documents.
     * @param documents how many intact documents it holds.
     * @param records how many readable records it holds.
     */
    public record File(String name, long startMs, long apparentBytes, long usedBytes, long documents, long records) {}

    /**
     * One run of a recorder.
     *
     * @param runId its number.
     * @param startNs when it started, nanoseconds since the epoch; {@link #UNKNOWN} where that is not on the tape.
     * @param stopNs when it stopped in order, nanoseconds since the epoch; {@link #UNKNOWN} where it did not, or runs.
     * @param version the recorder's version.
     * @param configuration its configuration, name=value lines.
     */
    public record Session(long runId, long startNs, long stopNs, String version, String configuration) {
        /** A time that is not on the tape. */
        public static final long UNKNOWN = -1;
    }

    /**
     * The least and the greatest times of trades.
     *
     * @param firstReceiveNs nanoseconds since the epoch by the recorder's clock.
     * @param lastReceiveNs nanoseconds since the epoch by the recorder's clock.
     * @param firstTradeUs microseconds since the epoch by the exchange's clock.
     * @param lastTradeUs microseconds since the epoch by the exchange's clock.
     */
    public record Span(long firstReceiveNs, long lastReceiveNs, long firstTradeUs, long lastTradeUs) {}

    /**
     * The trades of one instrument.
     *
     * @param market its market.
     * @param symbol its symbol.
     * @param count how many.
     * @param ids the least and the greatest id.
     */
    public record Trades(Market market, String symbol, long count, IdRange ids) {}

    /**
     * Reads a whole tape.
     *
     * @throws JournalUnreadableException where there is none.
     */
    public static TapeInfo read(final Path directory) {
        return new TapeCensus(directory).take();
    }

    /** How many records of each type, only those that occur. */
    public Map<RecordType, Long> records() {
        return contents.counts();
    }

    /** From when to when, over all trades; empty where there are none. */
    public Optional<Span> span() {
        return contents.span();
    }

    /** The newest whole checkpoint, if any. */
    public Optional<CheckpointSummary> checkpoint() {
        return contents.checkpoint();
    }

    /** How many bytes the files take, up to the end of their last documents. */
    public long usedBytes() {
        return files.stream().mapToLong(File::usedBytes).sum();
    }
}
