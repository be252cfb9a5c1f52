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
    static final int SYMBOL = 1;
    static final int ID = 2;
    static final int PRICE = 3;
    static final int QUANTITY = 4;
    static final int NORMAL_QUANTITY = 5;
    static final int FIRST_ID = 6;
    static final int LAST_ID = 7;
    static final int TRADE_TIME = 8;
    static final int BUYER_MAKER = 9;
    static final int BEST_MATCH = 10;
    static final int SYMBOL_TYPE = 11;
    static final int STREAM = 12;
    static final int UNKNOWN_TEXT = 13;
    static final int UNKNOWN_INTEGER = 14;
    static final int UNKNOWN_FLAG = 15;

    /** The symbol of the shape's last frame: the guess for the next one, null before the first. */
    SymbolTrack lastTrack;

    private final byte[] text;
    private final int[] operations;
    private final int[] lengths;
    private final int[] firstWords;
    private final int[] offsets;
    private final long[] words;
    private final long[] masks;

    /** The bytes between the values, one run after the other, the length of each run, and what stands between them. */
    FrameShape(final byte[] text, final int[] lengths, final int[] operations) {
        this.text = text;
        this.lengths = lengths;
        this.operations = operations;
        int wordCount = 0;
        for (final int length : lengths) {
            wordCount += (length + Long.BYTES - 1) / Long.BYTES;
        }
        firstWords = new int[lengths.length + 1];
        offsets = new int[wordCount];
        words = new long[wordCount];
        masks = new long[wordCount];
        int start = 0;
        int word = 0;
        for (int i = 0; i < lengths.length; i++) {
            firstWords[i] = word;
            word = addWords(word, start, lengths[i]);
            start += lengths[i];
        }
        firstWords[lengths.length] = word;
    }

    /** How many values there are. */
    int size() {
        return operations.length;
    }

    /** What the value at this place is. */
    int operation(final int place) {
        return operations[place];
    }

    /** The position behind the run of bytes before this value (or behind the last value), or -1 where a byte differs. */
    int pass(final int place, final FrameBytes frame, final int at) {
        final int behind = at + lengths[place];
        if (behind > frame.length()) {
            return -1;
        }
        final int end = firstWords[place + 1];
        for (int i = firstWords[place]; i < end; i++) {
            if (((frame.word(at + offsets[i]) ^ words[i]) & masks[i]) != 0) {
                return -1;
            }
        }
        return behind;
    }

    /** Whether it would accept the same frames. */
    boolean isSame(final FrameShape other) {
        return Arrays.equals(operations, other.operations)
                && Arrays.equals(lengths, other.lengths)
                && Arrays.equals(text, other.text);
    }

    /** Cuts a run into words. The last word ends with the run, so that nothing past it is read. */
    private int addWords(final int firstWord, final int start, final int length) {
        int word = firstWord;
        for (int offset = 0; offset < length; offset += Long.BYTES) {
            // The frame's very first run has nothing before it: a word that starts with it reads into the value.
            final boolean startsFrame = start == 0 && length < Long.BYTES;
            offsets[word] = startsFrame ? 0 : Math.min(offset, length - Long.BYTES);
            for (int i = 0; i < Long.BYTES; i++) {
                final int inRun = offsets[word] + i;
                if (inRun >= 0 && inRun < length) {
                    words[word] |= (text[start + inRun] & 0xFFL) << (i << 3);
                    masks[word] |= 0xFFL << (i << 3);
                }
            }
            word++;
        }
        return word;
    }
}
