package io.aggtape.journal;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Stretches of a tape, one behind the other, with the least and the greatest times in each; owned by one thread. */
final class TimeBlocks {
    /** Longs of one block. */
    static final int FIELDS = 9;

    private static final int FILE = 0;
    private static final int START = 1;
    private static final int END = 2;
    private static final int SEQUENCE = 3;
    private static final int LEAST_TRADE_US = 4;
    private static final int GREATEST_TRADE_US = 5;
    private static final int LEAST_EVENT_NS = 6;
    private static final int GREATEST_EVENT_NS = 7;
    private static final int HAS_ABSENCE = 8;

    private static final long NANOS_PER_MICRO = 1_000;

    private long[] fields = new long[FIELDS * 64];
    private int size;

    int size() {
        return size;
    }

    /** Begins a block, which is the last one until the next. */
    void begin(final int file, final long start, final long expectedSequence) {
        final int at = size * FIELDS;
        if (at == fields.length) {
            fields = Arrays.copyOf(fields, 2 * at);
        }
        size++;
        fields[at + FILE] = file;
        fields[at + START] = start;
        fields[at + END] = start;
        fields[at + SEQUENCE] = expectedSequence;
        fields[at + LEAST_TRADE_US] = Long.MAX_VALUE;
        fields[at + GREATEST_TRADE_US] = Long.MIN_VALUE;
        fields[at + LEAST_EVENT_NS] = Long.MAX_VALUE;
        fields[at + GREATEST_EVENT_NS] = Long.MIN_VALUE;
        fields[at + HAS_ABSENCE] = 0;
    }

    void endAt(final long end) {
        fields[(size - 1) * FIELDS + END] = end;
    }

    void onTrade(final long timeUs) {
        final int at = (size - 1) * FIELDS;
        fields[at + LEAST_TRADE_US] = Math.min(fields[at + LEAST_TRADE_US], timeUs);
        fields[at + GREATEST_TRADE_US] = Math.max(fields[at + GREATEST_TRADE_US], timeUs);
    }

    void onEvent(final long timeNs) {
        final int at = (size - 1) * FIELDS;
        fields[at + LEAST_EVENT_NS] = Math.min(fields[at + LEAST_EVENT_NS], timeNs);
        fields[at + GREATEST_EVENT_NS] = Math.max(fields[at + GREATEST_EVENT_NS], timeNs);
    }

    void onAbsence() {
        fields[(size - 1) * FIELDS + HAS_ABSENCE] = 1;
    }

    /** Of which of the index's files it is a part. */
    int file(final int block) {
        return (int) fields[block * FIELDS + FILE];
    }

    long start(final int block) {
        return fields[block * FIELDS + START];
    }

    long end(final int block) {
        return fields[block * FIELDS + END];
    }

    /** The sequence that the first document should have; 0 where nobody knows. */
    long expectedSequence(final int block) {
        return fields[block * FIELDS + SEQUENCE];
    }

    /** Whether it may hold a trade or an event of a time, or says what is absent, which concerns trades anywhere. */
    boolean mayHold(final int block, final long fromUs, final long toUs) {
        final int at = block * FIELDS;
        return fields[at + HAS_ABSENCE] != 0
                || fields[at + GREATEST_TRADE_US] >= fromUs && fields[at + LEAST_TRADE_US] < toUs
                || fields[at + LEAST_EVENT_NS] <= fields[at + GREATEST_EVENT_NS]
                        && Math.floorDiv(fields[at + GREATEST_EVENT_NS], NANOS_PER_MICRO) >= fromUs
                        && Math.floorDiv(fields[at + LEAST_EVENT_NS], NANOS_PER_MICRO) < toUs;
    }

    /** Takes the blocks of the first files away, and counts the others from 0. */
    void removeFiles(final int count) {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (file(i) >= count) {
                System.arraycopy(fields, i * FIELDS, fields, kept * FIELDS, FIELDS);
                fields[kept * FIELDS + FILE] -= count;
                kept++;
            }
        }
        size = kept;
    }

    void writeTo(final ByteBuffer out) {
        for (int i = 0; i < size * FIELDS; i++) {
            out.putLong(fields[i]);
        }
    }

    static TimeBlocks readFrom(final ByteBuffer in, final int count) {
        final TimeBlocks blocks = new TimeBlocks();
        blocks.fields = new long[Math.max(1, count) * FIELDS];
        for (int i = 0; i < count * FIELDS; i++) {
            blocks.fields[i] = in.getLong();
        }
        blocks.size = count;
        return blocks;
    }
}
