package io.aggtape.pipeline;

/**
 * Expects an integer to be as wide as the last one in its place and to begin with the same digits, all but the last
 * eight; reads only such a one. Ids of one symbol and times differ from the last in their last digits only.
 */
final class IntegerGuess {
    private int width = 1;
    private long highMask;
    private long high;
    private long highValue;
    private long lowMask;
    private long leastLow = Long.MAX_VALUE;

    /** How many digits it expects, 1 to 16. */
    int width() {
        return width;
    }

    /** The integer that ends here, at 16 or later, or -1 where it is not as expected. */
    long read(final FrameBytes frame, final long end) {
        final long low = Digits.nibbles(frame.word(end - Digits.A_WORD)) & lowMask;
        if (((frame.word(end - Digits.MAX_DIGITS) & highMask ^ high) | Digits.others(low)) != 0) {
            return -1;
        }
        final long lowValue = Digits.value(low);
        return lowValue < leastLow ? -1 : highValue + lowValue;
    }

    /** Expects the next to be like this one, which has 1 to 16 digits, no needless zero, and ends at 16 or later. */
    void learn(final FrameBytes frame, final long end, final int digits) {
        width = digits;
        lowMask = Digits.last(digits, -1L);
        highMask = Digits.beforeLast(digits, -1L);
        high = frame.word(end - Digits.MAX_DIGITS) & highMask;
        highValue = Digits.value(Digits.nibbles(high | Digits.ZEROS & ~highMask)) * Digits.powerOfTen(Digits.A_WORD);
        leastLow = digits > 1 && digits <= Digits.A_WORD ? Digits.powerOfTen(digits - 1) : 0;
    }
}
