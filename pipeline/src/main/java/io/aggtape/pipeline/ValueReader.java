package io.aggtape.pipeline;

import io.aggtape.journal.Market;

/**
 * Reads and checks the values of one frame. Each method takes the position of a value and returns the position behind
 * it, or -1 where the value is not of the plain form that it knows; what it read is then undefined.
 */
final class ValueReader {
    /** Any number of so many digits fits a {@code long}. */
    private static final int MAX_DIGITS = 18;

    private static final int MAX_SYMBOL_TYPE = 127;
    private static final int TRUE = 0x65757274;
    private static final int FALS = 0x736C6166;

    private final FrameBytes frame;
    private final KnownNames symbols;
    private final KnownNames streams;

    private Market market;
    private WireTimeUnit unit;
    private SymbolTrack track;
    private long mantissa;
    private int exponent;
    private boolean isFrameTooShort;

    ValueReader(final FrameBytes frame, final KnownNames symbols, final KnownNames streams) {
        this.frame = frame;
        this.symbols = symbols;
        this.streams = streams;
    }

    /** Begins a frame, guessing that it is of this symbol. */
    void start(final SymbolTrack likelyTrack, final Market ofMarket, final WireTimeUnit ofUnit) {
        track = likelyTrack;
        market = ofMarket;
        unit = ofUnit;
        isFrameTooShort = false;
    }

    /** The symbol of the frame once its name was read, until then the likely one. */
    SymbolTrack track() {
        return track;
    }

    /** The integer, the microseconds, the flag or the digits of the decimal that was read last. */
    long mantissa() {
        return mantissa;
    }

    /** The exponent of the decimal that was read last. */
    int exponent() {
        return exponent;
    }

    /** Whether a value was refused only because it stands too near the end of what may be read. */
    boolean isFrameTooShort() {
        return isFrameTooShort;
    }

    /** A time of the usual number of digits; the mantissa becomes microseconds. */
    int time(final int at) {
        final int digits = unit.usualDigits();
        if (at + 2 * Digits.A_WORD > frame.readable()) {
            return tooShort();
        }
        final long first = Digits.nibbles(frame.word(at));
        final long last = Digits.nibbles(frame.word(at + digits - Digits.A_WORD));
        if (!Digits.areAll(first) || !Digits.areAll(last) || (first & 0xFF) == 0) {
            return -1;
        }
        final long high = Digits.valueOfFirst(digits - Digits.A_WORD, first);
        mantissa = unit.toMicros(high * Digits.powerOfTen(Digits.A_WORD) + Digits.value(last));
        return at + digits;
    }

    /** An integer of 1 to 15 digits. */
    int integer(final int operation, final int at) {
        if (at + 2 * Digits.A_WORD > frame.readable()) {
            return tooShort();
        }
        final long first = Digits.nibbles(frame.word(at));
        int count = Digits.leading(first);
        if (count < Digits.A_WORD) {
            if (count == 0) {
                return -1;
            }
            mantissa = Digits.valueOfFirst(count, first);
        } else {
            final long next = Digits.nibbles(frame.word(at + Digits.A_WORD));
            final int more = Digits.leading(next);
            if (more == Digits.A_WORD) {
                return -1;
            }
            mantissa = Digits.value(first) * Digits.powerOfTen(more) + Digits.valueOfFew(more, next);
            count += more;
        }
        if ((first & 0xFF) == 0 && count > 1) {
            return -1;
        }
        return at + likely(operation, count);
    }

    /** A decimal of at most 18 digits, up to the quotation mark that ends it. */
    int decimal(final int operation, final int at) {
        if (at + 3 * Digits.A_WORD > frame.readable()) {
            return tooShort();
        }
        final long first = Digits.nibbles(frame.word(at));
        int whole = Digits.leading(first);
        if (whole == 0) {
            return -1;
        }
        long value = Digits.valueOfFirst(whole, first);
        if (whole == Digits.A_WORD) {
            final long next = Digits.nibbles(frame.word(at + Digits.A_WORD));
            final int more = Digits.leading(next);
            if (more == Digits.A_WORD) {
                return -1;
            }
            value = value * Digits.powerOfTen(more) + Digits.valueOfFew(more, next);
            whole += more;
        }
        if (frame.at(at + whole) != '.') {
            mantissa = value;
            exponent = 0;
            return at + likely(operation, whole);
        }
        if (at + whole + 1 + Digits.A_WORD > frame.readable()) {
            return tooShort();
        }
        final long fraction = Digits.nibbles(frame.word(at + whole + 1));
        final int places = Digits.leading(fraction);
        if (places == 0 || whole + places > MAX_DIGITS) {
            return -1;
        }
        mantissa = value * Digits.powerOfTen(places) + Digits.valueOfFirst(places, fraction);
        exponent = -places;
        return at + likely(operation, whole + 1 + places);
    }

    /** True or false; the mantissa becomes 1 or 0. */
    int flag(final int at) {
        if (at + 5 > frame.readable()) {
            return tooShort();
        }
        // 't' and 'f' differ in bit 4: no branch for what is as random as a coin.
        final int word = frame.halfWord(at);
        final int isTrue = word >>> 4 & 1;
        final int width = 5 - isTrue;
        final int difference = word ^ (FALS ^ ((FALS ^ TRUE) & -isTrue));
        mantissa = isTrue;
        return (difference | (frame.at(at + width - 1) ^ 'e')) == 0 ? at + width : -1;
    }

    /** An integer from 0 to 127. */
    int smallInteger(final int at) {
        if (at + 4 > frame.readable()) {
            return tooShort();
        }
        final int count = Digits.leading(Digits.nibbles(frame.halfWord(at) & 0xFFFFFFFFL));
        int value = 0;
        for (int i = 0; i < count; i++) {
            value = 10 * value + frame.at(at + i) - '0';
        }
        mantissa = value;
        final boolean hasLeadingZero = frame.at(at) == '0' && count > 1;
        return count == 0 || hasLeadingZero || value > MAX_SYMBOL_TYPE ? -1 : at + count;
    }

    /** A known symbol of the market, which becomes the track. */
    int symbol(final int at) {
        final KnownName likely = track.name;
        if (likely.market == market && likely.matches(frame, at)) {
            return at + likely.length;
        }
        final KnownName name = symbols.find(frame, at, market);
        if (name == null) {
            return at + KnownName.MAX_LENGTH > frame.readable() ? tooShort() : -1;
        }
        track = name.track();
        return at + name.length;
    }

    /** A known stream's name, whose symbol becomes the track. */
    int stream(final int at) {
        final KnownName name = streams.find(frame, at, market);
        if (name == null) {
            return at + KnownName.MAX_LENGTH > frame.readable() ? tooShort() : -1;
        }
        track = name.track();
        return at + name.length;
    }

    /** Any text that is plain ASCII without escapes. */
    int unknownText(final int at) {
        for (int from = at; from + Long.BYTES <= frame.readable(); from += Long.BYTES) {
            final long word = frame.word(from);
            final int quote = Digits.indexOfQuote(word);
            if (quote < Long.BYTES) {
                final long mask = KnownName.mask(quote);
                return Digits.arePlain(word & mask | 0x2020202020202020L & ~mask) ? from + quote : -1;
            }
            if (!Digits.arePlain(word)) {
                return -1;
            }
        }
        return tooShort();
    }

    /** The width, taken from memory where it is what it was last time, so that what follows need not wait for it. */
    private int likely(final int operation, final int width) {
        final int[] widths = track.widths;
        if (widths[operation] == width) {
            return widths[operation];
        }
        widths[operation] = width;
        return width;
    }

    private int tooShort() {
        isFrameTooShort = frame.readable() == frame.length();
        return -1;
    }
}
