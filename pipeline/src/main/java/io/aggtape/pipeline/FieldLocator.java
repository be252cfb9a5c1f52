package io.aggtape.pipeline;

import io.aggtape.journal.Instrument;
import io.aggtape.journal.Market;

/**
 * Finds where the values of a frame are, if the frame has a given shape. Values whose width seldom changes are taken to
 * be as wide as in the symbol's last frame, so that no comparison waits for a measurement; a byte after the value that
 * is not as it should be has it measured. Whether a located value consists of digits is left to {@link FieldValues}.
 */
final class FieldLocator {
    private final FrameBytes frame;
    private final PlainNumbers numbers;
    private final KnownTracks tracks;
    private final int[] starts = new int[FrameShape.OPERATIONS];
    private final int[] ends = new int[FrameShape.OPERATIONS];
    private final int[] points = new int[FrameShape.OPERATIONS];

    private SymbolTrack track;
    private boolean isSymbolKnown;

    FieldLocator(final FrameBytes frame, final KnownTracks tracks) {
        this.frame = frame;
        this.tracks = tracks;
        numbers = new PlainNumbers(frame);
    }

    /** Whether the frame has this shape, a known symbol of the market and, if it is wrapped, a known stream. */
    boolean locate(final FrameShape shape, final Market market) {
        track = shape.lastTrack;
        isSymbolKnown = false;
        final long[] steps = shape.steps();
        int at = 0;
        for (int i = 0; i < steps.length; i += FrameShape.STEP) {
            final int step = (int) steps[i];
            if (!matches(at, step, steps[i + 1], steps[i + 2])) {
                at = i == 0 ? -1 : measuredAgain(FrameShape.operation((int) steps[i - FrameShape.STEP]));
                if (at < 0 || !matches(at, step, steps[i + 1], steps[i + 2])) {
                    return false;
                }
            }
            at += FrameShape.length(step);
            final int operation = FrameShape.operation(step);
            if (operation < FrameShape.NOTHING) {
                starts[operation] = at;
                at = operation < FrameShape.FIRST_MEASURED
                        ? at + track.widths[operation]
                        : measured(operation, at, market);
                ends[operation] = at;
            }
        }
        return at == frame.length();
    }

    /** The instrument of the frame located. */
    Instrument instrument() {
        return track.instrument;
    }

    /** The symbol of the frame located. */
    SymbolTrack track() {
        return track;
    }

    /** Makes the guesses of the usual path expect values like these, which have been read without a fault. */
    void learn() {
        learn(FrameShape.ID, track.id);
        learn(FrameShape.FIRST_ID, track.firstTradeId);
        learn(FrameShape.LAST_ID, track.lastTradeId);
        track.price.learn(-PlainNumbers.exponent(point(FrameShape.PRICE), ends[FrameShape.PRICE]));
        track.quantity.learn(-PlainNumbers.exponent(point(FrameShape.QUANTITY), ends[FrameShape.QUANTITY]));
    }

    /** Makes a guess expect an integer like this one. */
    void learn(final int operation, final IntegerGuess guess) {
        guess.learn(frame, ends[operation], ends[operation] - starts[operation]);
    }

    /** Where a value starts. */
    int start(final int operation) {
        return starts[operation];
    }

    /** The position behind a value. */
    int end(final int operation) {
        return ends[operation];
    }

    /** Where the point of a decimal is, or its end where it has none. */
    int point(final int operation) {
        return operation == FrameShape.PRICE ? starts[operation] + track.wholePriceDigits : points[operation];
    }

    private boolean matches(final int at, final int step, final long bytes, final long mask) {
        return at >= 0
                && at + FrameShape.length(step) <= frame.length()
                && ((frame.word(at + FrameShape.offset(step)) ^ bytes) & mask) == 0;
    }

    /** The end of a value that is not as wide as last time, or -1. */
    private int measuredAgain(final int operation) {
        if (operation >= FrameShape.FIRST_MEASURED) {
            return -1;
        }
        final int start = starts[operation];
        final int wholeEnd = (int) numbers.integerEnd(start);
        final int end = operation == FrameShape.PRICE ? (int) numbers.decimalEnd(wholeEnd) : wholeEnd;
        if (wholeEnd <= start || end < 0) {
            return -1;
        }
        ends[operation] = end;
        track.widths[operation] = end - start;
        if (operation == FrameShape.PRICE) {
            track.wholePriceDigits = wholeEnd - start;
        }
        return end;
    }

    private int measured(final int operation, final int start, final Market market) {
        switch (operation) {
            case FrameShape.SYMBOL:
                if (!track.name.isAt(start, frame, market)) {
                    track = tracks.findSymbol(frame, start, market);
                }
                isSymbolKnown = track != null;
                return isSymbolKnown ? start + track.name.length : -1;
            case FrameShape.QUANTITY:
            case FrameShape.NORMAL_QUANTITY:
                points[operation] = (int) numbers.integerEnd(start);
                return (int) numbers.decimalEnd(points[operation]);
            case FrameShape.BUYER_MAKER:
            case FrameShape.BEST_MATCH:
                return flagEnd(start);
            case FrameShape.SYMBOL_TYPE:
                return smallIntegerEnd(start);
            case FrameShape.STREAM:
                final KnownName stream = tracks.findStream(frame, start, market);
                if (stream == null) {
                    return -1;
                }
                if (!isSymbolKnown) {
                    track = stream.track();
                }
                return start + stream.length;
            default:
                return unknownEnd(operation, start);
        }
    }

    /** The end of a value that nobody will look at again: it must be what it seems. */
    private int unknownEnd(final int operation, final int start) {
        if (operation == FrameShape.UNKNOWN_TEXT) {
            return textEnd(start);
        }
        final int end = operation == FrameShape.UNKNOWN_FLAG ? flagEnd(start) : (int) numbers.integerEnd(start);
        if (end <= start) {
            return -1;
        }
        if (operation == FrameShape.UNKNOWN_FLAG) {
            return frame.flag(start) < 0 ? -1 : end;
        }
        return frame.at(start) == '0' && end > start + 1 ? -1 : end;
    }

    private int flagEnd(final int start) {
        // 't' and 'f' differ in bit 4: no branch for what is as random as a coin.
        return start + 5 <= frame.length() ? start + 5 - (frame.at(start) >>> 4 & 1) : -1;
    }

    /** The position behind at most three digits, often the frame's last. */
    private int smallIntegerEnd(final int start) {
        int end = start;
        while (end < start + 3 && end < frame.length() && frame.at(end) >= '0' && frame.at(end) <= '9') {
            end++;
        }
        return end;
    }

    private int textEnd(final int start) {
        for (int at = start; at + Long.BYTES <= frame.readable(); at += Long.BYTES) {
            final long word = frame.word(at);
            final int quote = Digits.indexOfQuote(word);
            final long mask = quote < Long.BYTES ? KnownName.mask(quote) : -1L;
            if (!Digits.arePlain(word & mask | Digits.SPACES & ~mask)) {
                return -1;
            }
            if (quote < Long.BYTES) {
                return at + quote;
            }
        }
        return frame.lackRoom();
    }
}
