package io.aggtape.pipeline;

/** Expects a decimal to have as many digits behind its point as the last one in its place; reads only such a one. */
final class DecimalGuess {
    private int places;
    private int bytesFromPoint;
    private long placesMask;
    private long scale = 1;

    /** How many digits it expects behind the point, 0 to 8. */
    int places() {
        return places;
    }

    /** How many bytes it expects from the point on, 0 without one. */
    int bytesFromPoint() {
        return bytesFromPoint;
    }

    /**
     * The digits of the decimal that starts here and whose whole digits end at {@code point}, or -1 where it is not as
     * expected or has more than 8 whole digits; 16 bytes from its start can be read.
     */
    long read(final FrameBytes frame, final long start, final long point) {
        final int wholeDigits = (int) (point - start);
        if (wholeDigits < 1 || wholeDigits > Digits.A_WORD) {
            return -1;
        }
        final long whole = Digits.nibbles(frame.word(start)) << Long.SIZE - 8 * wholeDigits;
        if (Digits.others(whole) != 0) {
            return -1;
        }
        if (places == 0) {
            return Digits.value(whole);
        }
        final long fraction = Digits.nibbles(frame.word(point + bytesFromPoint - Digits.A_WORD)) & placesMask;
        return Digits.others(fraction) != 0 || frame.at(point) != '.'
                ? -1
                : Digits.value(whole) * scale + Digits.value(fraction);
    }

    /** Expects the next to have so many digits behind the point, 0 to 8. */
    void learn(final int newPlaces) {
        places = newPlaces;
        bytesFromPoint = newPlaces == 0 ? 0 : newPlaces + 1;
        placesMask = newPlaces == 0 ? 0 : Digits.last(newPlaces, -1L);
        scale = Digits.powerOfTen(newPlaces);
    }
}
