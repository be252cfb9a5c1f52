package io.aggtape.pipeline;

/**
 * Measures and reads the numbers of a frame that have the usual form: integers of up to 16 digits, decimals of up to 18
 * with at most 8 after the point. Each is read backwards from its end in words of eight, with what stands before it
 * cleared: no branch depends on how many digits there are. Nothing is read outside of the frame.
 */
final class PlainNumbers {
    /** What is read of a value that has not the usual form; any other is 0 or more. */
    static final int FAULT = -1;

    /** Any number of so many digits fits a {@code long}. */
    private static final int MAX_DECIMAL_DIGITS = 18;

    private final FrameBytes frame;

    PlainNumbers(final FrameBytes frame) {
        this.frame = frame;
    }

    /** The position behind the digits from here on, 16 at most, or {@link #FAULT}; what stands there can be read. */
    long integerEnd(final long start) {
        if (start + Digits.MAX_DIGITS + 1 > frame.readable()) {
            return frame.lackRoom();
        }
        final int digits = Digits.leading(Digits.nibbles(frame.word(start)));
        return digits < Digits.A_WORD
                ? start + digits
                : start + Digits.A_WORD + Digits.leading(Digits.nibbles(frame.word(start + Digits.A_WORD)));
    }

    /** The position behind a decimal whose whole digits end at {@code point}, if that is a point, or {@link #FAULT}. */
    long decimalEnd(final long point) {
        if (point < 0 || frame.at(point) != '.') {
            return point;
        }
        if (point + 1 + Digits.A_WORD > frame.readable()) {
            return frame.lackRoom();
        }
        return point + 1 + Digits.leading(Digits.nibbles(frame.word(point + 1)));
    }

    /** An integer without leading zeros. */
    long integer(final long start, final long end) {
        final long value = digits(start, end);
        return end - start > 1 && value >= 0 && frame.at(start) == '0' ? FAULT : value;
    }

    /** The digits of a decimal whose point, if it has one, is at {@code point}; else that is its end. */
    long decimal(final long start, final long point, final long end) {
        final long whole = digits(start, point);
        if (point == end || whole < 0) {
            return whole;
        }
        final int places = (int) (end - point - 1);
        if (places < 1
                || places > Digits.A_WORD
                || point - start + places > MAX_DECIMAL_DIGITS
                || end > frame.length()
                || frame.at(point) != '.') {
            return FAULT;
        }
        final long fraction = Digits.last(places, Digits.nibbles(frame.word(end - Digits.A_WORD)));
        return Digits.others(fraction) != 0 ? FAULT : whole * Digits.powerOfTen(places) + Digits.value(fraction);
    }

    /** The exponent of such a decimal. */
    static int exponent(final long point, final long end) {
        return (int) Math.min(0, point + 1 - end);
    }

    private long digits(final long start, final long end) {
        final long count = end - start;
        if (count < 1 || count > Digits.MAX_DIGITS || end > frame.length()) {
            return FAULT;
        }
        if (end < Digits.MAX_DIGITS && !frame.hasRoom()) {
            return frame.lackRoom();
        }
        final long last = Digits.last((int) count, Digits.nibbles(frame.word(end - Digits.A_WORD)));
        final long before = Digits.beforeLast((int) count, Digits.nibbles(frame.word(end - Digits.MAX_DIGITS)));
        return (Digits.others(last) | Digits.others(before)) != 0
                ? FAULT
                : Digits.value(before) * Digits.powerOfTen(Digits.A_WORD) + Digits.value(last);
    }
}
