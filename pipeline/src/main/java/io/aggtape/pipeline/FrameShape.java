package io.aggtape.pipeline;

import java.util.Arrays;

/**
 * The order of a frame's fields and every byte between their values, as learned from a frame that the general path
 * accepted. Values may change from frame to frame; any other byte that differs means another shape.
 */
final class FrameShape {
    /** How many operations there are. */
    static final int OPERATIONS = 16;

    static final int EVENT_TIME = 0;
    static final int ID = 1;
    static final int PRICE = 2;
    static final int FIRST_ID = 3;
    static final int LAST_ID = 4;
    static final int TRADE_TIME = 5;

    /** From here on the width of a value is not guessed. */
    static final int FIRST_MEASURED = 6;

    static final int SYMBOL = 6;
    static final int QUANTITY = 7;
    static final int NORMAL_QUANTITY = 8;
    static final int BUYER_MAKER = 9;
    static final int BEST_MATCH = 10;
    static final int SYMBOL_TYPE = 11;
    static final int STREAM = 12;
    static final int UNKNOWN_TEXT = 13;
    static final int UNKNOWN_INTEGER = 14;
    static final int UNKNOWN_FLAG = 15;

    /** What follows a step that is not the last of its run of bytes, or that ends the frame. */
    static final int NOTHING = 16;

    /** How many numbers a step has in {@link #steps}: what it is, eight bytes, and a mask of those that count. */
    static final int STEP = 3;

    /** The symbol of the shape's last frame: the guess for the next one, null before the first. */
    SymbolTrack lastTrack;

    private final byte[] text;
    private final int[] operations;
    private final int[] lengths;
    private final int present;
    private final long[] steps;

    /** The bytes between the values, one run after the other, the length of each run, and what stands between them. */
    FrameShape(final byte[] text, final int[] lengths, final int[] operations) {
        this.text = text;
        this.lengths = lengths;
        this.operations = operations;
        int all = 0;
        for (final int operation : operations) {
            all |= 1 << operation;
        }
        present = all;
        int count = 0;
        for (final int length : lengths) {
            count += (length + Long.BYTES - 1) / Long.BYTES;
        }
        steps = new long[count * STEP];
        int step = 0;
        int start = 0;
        for (int i = 0; i < lengths.length; i++) {
            step = addRun(step, start, lengths[i], i < operations.length ? operations[i] : NOTHING);
            start += lengths[i];
        }
    }

    /** Whether one of the values is this. */
    boolean has(final int operation) {
        return (present >>> operation & 1) != 0;
    }

    /** The frame from its start to its end: compare some bytes, go past them, go past a value, and so on. */
    long[] steps() {
        return steps;
    }

    /** How many bytes a step compares and goes past, 1 to 8. */
    static int length(final int step) {
        return step & 0xFF;
    }

    /** Where a step's eight bytes are, from the position before it. */
    static int offset(final int step) {
        return (byte) (step >> 8);
    }

    /** The operation of the value that follows a step. */
    static int operation(final int step) {
        return step >> 16;
    }

    /** Whether it would accept the same frames. */
    boolean isSame(final FrameShape other) {
        return Arrays.equals(operations, other.operations)
                && Arrays.equals(lengths, other.lengths)
                && Arrays.equals(text, other.text);
    }

    /** Cuts a run into steps. The eight bytes of a step end with it, so that nothing behind the run is read. */
    private int addRun(final int firstStep, final int start, final int length, final int operation) {
        int step = firstStep;
        for (int at = 0; at < length; at += Long.BYTES) {
            final int count = Math.min(Long.BYTES, length - at);
            // Only the frame's very first bytes have none before them: theirs may reach into the value.
            final int offset = start + at + count < Long.BYTES ? 0 : count - Long.BYTES;
            for (int i = 0; i < count; i++) {
                final int shift = (i - offset) << 3;
                steps[step + 1] |= (text[start + at + i] & 0xFFL) << shift;
                steps[step + 2] |= 0xFFL << shift;
            }
            final int next = at + count < length ? NOTHING : operation;
            steps[step] = next << 16 | (offset & 0xFF) << 8 | count;
            step += STEP;
        }
        return step;
    }
}
