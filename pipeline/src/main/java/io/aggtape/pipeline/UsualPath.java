package io.aggtape.pipeline;

import io.aggtape.journal.AggTrade;
import io.aggtape.journal.Market;

/**
 * Decodes frames in the order in which Binance writes them today, straight from their first byte to their last: spot
 * has {@code e E s a p q f l T m M}, futures have {@code e E a s p q nq f l T m st}, raw or combined, without white
 * space. Widths and first digits are expected to be those of the symbol's last frame, so that no load waits for a
 * measurement. Whatever differs is left to the shapes, which also correct the expectations.
 */
final class UsualPath {
    private static final long RAW_1 = word("{\"e\":\"ag");
    private static final long RAW_2 = word("gTrade\",");
    private static final long RAW_3 = word("de\",\"E\":");
    private static final int RAW_LENGTH = 20;
    private static final long STREAM_1 = word("{\"stream");
    private static final long STREAM_2 = word("tream\":\"");
    private static final int STREAM_LENGTH = 11;
    private static final long DATA_1 = word("\",\"data\"");
    private static final long DATA_2 = word(":{\"e\":\"a");
    private static final long DATA_3 = word("ggTrade\"");
    private static final int DATA_LENGTH = 29;

    private static final long COMMA_SYMBOL = ends(",\"s\":\"");
    private static final long COMMA_ID = ends(",\"a\":");
    private static final long QUOTE_ID = ends("\",\"a\":");
    private static final long COMMA_PRICE = ends(",\"p\":\"");
    private static final long QUOTE_PRICE = ends("\",\"p\":\"");
    private static final long QUOTE_QUANTITY = ends("\",\"q\":\"");
    private static final long QUOTE_NORMAL = ends("\",\"nq\":\"");
    private static final long QUOTE_FIRST = ends("\",\"f\":");
    private static final long COMMA_LAST = ends(",\"l\":");
    private static final long COMMA_TIME = ends(",\"T\":");
    private static final long COMMA_MAKER = ends(",\"m\":");
    private static final long COMMA_BEST = ends(",\"M\":");
    private static final long COMMA_TYPE = ends(",\"st\":");

    /** So many bytes can be read from an event time on before the frame's length is looked at again. */
    private static final int HEAD_ROOM = 48;

    /**
     * So many bytes can be read from the end of a text or of a decimal on before the frame's length is looked at again.
     */
    private static final int ROOM = 32;

    private final FrameBytes frame;
    private final KnownTracks tracks;
    private final IntegerGuess[] eventTimes = {new IntegerGuess(), new IntegerGuess()};
    private final IntegerGuess[] tradeTimes = {new IntegerGuess(), new IntegerGuess()};

    private SymbolTrack track;

    UsualPath(final FrameBytes frame, final KnownTracks tracks) {
        this.frame = frame;
        this.tracks = tracks;
    }

    /** Expects the next frame to be like this one, which has been located and read without a fault. */
    void learn(final FieldLocator located, final WireTimeUnit unit) {
        track = located.track();
        located.learn();
        located.learn(FrameShape.EVENT_TIME, eventTimes[unit.ordinal()]);
        located.learn(FrameShape.TRADE_TIME, tradeTimes[unit.ordinal()]);
    }

    /** Fills the trade and returns true, or returns false. */
    boolean decode(final Market market, final WireTimeUnit unit, final AggTrade trade) {
        if (track == null || frame.length() < RAW_LENGTH + HEAD_ROOM) {
            return false;
        }
        final boolean isRaw = frame.word(0) == RAW_1;
        long at = isRaw ? raw() : combined(market);
        at = at < 0 ? -1 : head(at, market, unit, trade);
        at = at < 0 ? -1 : middle(at, trade);
        at = at < 0 ? -1 : tail(at, unit, trade);
        if (at < 0 || at >= frame.length() || frame.at(at) != '}') {
            return false;
        }
        return isRaw ? at + 1 == frame.length() : at + 2 == frame.length() && frame.at(at + 1) == '}';
    }

    private long raw() {
        return frame.word(8) == RAW_2 && frame.word(RAW_LENGTH - 8) == RAW_3 ? RAW_LENGTH : -1;
    }

    private long combined(final Market market) {
        if (frame.word(0) != STREAM_1 || frame.word(STREAM_LENGTH - 8) != STREAM_2) {
            return -1;
        }
        final KnownName stream = tracks.findStream(frame, STREAM_LENGTH, market);
        if (stream == null) {
            return -1;
        }
        track = stream.track();
        final long at = STREAM_LENGTH + stream.length;
        final long behind = at + DATA_LENGTH;
        return behind + HEAD_ROOM <= frame.length()
                        && frame.word(at) == DATA_1
                        && frame.word(at + 8) == DATA_2
                        && frame.word(at + 16) == DATA_3
                        && frame.word(behind - 8) == RAW_3
                ? behind
                : -1;
    }

    /** From the event time to the start of the price. */
    private long head(final long at, final Market market, final WireTimeUnit unit, final AggTrade trade) {
        final long end = at + unit.usualDigits();
        final long time = time(eventTimes[unit.ordinal()], unit, end);
        trade.eventTimeUs = unit.toMicros(time);
        if (time < 0) {
            return -1;
        }
        return is(COMMA_SYMBOL, 6, end) ? symbolAndId(end + 6, market, trade) : idAndSymbol(end, market, trade);
    }

    private long symbolAndId(final long at, final Market market, final AggTrade trade) {
        final long symbolEnd = symbolEnd(at, market);
        if (symbolEnd < 0 || symbolEnd + ROOM > frame.length() || !is(QUOTE_ID, 6, symbolEnd)) {
            return -1;
        }
        final long end = symbolEnd + 6 + track.id.width();
        final long id = track.id.read(frame, end);
        trade.instrument = track.instrument;
        trade.id = id;
        return id >= 0 && is(COMMA_PRICE, 6, end) ? end + 6 : -1;
    }

    /** The id comes before the symbol, so there is no guess at it: it is measured. */
    private long idAndSymbol(final long at, final Market market, final AggTrade trade) {
        if (!is(COMMA_ID, 5, at)) {
            return -1;
        }
        final long start = at + 5;
        final long nibbles = Digits.nibbles(frame.word(start));
        final long more = Digits.nibbles(frame.word(start + Digits.A_WORD));
        final int first = Digits.leading(nibbles);
        final int second = first < Digits.A_WORD ? 0 : Digits.leading(more);
        final long end = start + first + second;
        if (first == 0 || second == Digits.A_WORD || frame.at(start) == '0' || !is(COMMA_SYMBOL, 6, end)) {
            return -1;
        }
        trade.id = Digits.valueOfFirst(first, nibbles) * Digits.powerOfTen(second) + Digits.valueOfFew(second, more);
        final long symbolEnd = symbolEnd(end + 6, market);
        trade.instrument = track.instrument;
        return symbolEnd >= 0 && symbolEnd + ROOM <= frame.length() && is(QUOTE_PRICE, 7, symbolEnd)
                ? symbolEnd + 7
                : -1;
    }

    private long symbolEnd(final long at, final Market market) {
        if (!track.name.isAt(at, frame, market)) {
            final SymbolTrack found = tracks.findSymbol(frame, at, market);
            if (found == null) {
                return -1;
            }
            track = found;
        }
        return at + track.name.length;
    }

    /** From the price to the start of the first trade id. */
    private long middle(final long at, final AggTrade trade) {
        final long pricePoint = at + track.wholePriceDigits;
        final long priceEnd = pricePoint + track.price.bytesFromPoint();
        if (priceEnd + ROOM > frame.length() || !is(QUOTE_QUANTITY, 7, priceEnd)) {
            return -1;
        }
        final long price = track.price.read(frame, at, pricePoint);
        trade.priceMantissa = price;
        trade.priceExponent = -track.price.places();
        final long start = priceEnd + 7;
        final long point = start + Digits.leading(Digits.nibbles(frame.word(start)));
        final long end = point + track.quantity.bytesFromPoint();
        final long quantity = track.quantity.read(frame, start, point);
        trade.quantityMantissa = quantity;
        trade.quantityExponent = -track.quantity.places();
        trade.hasNormalQuantity = false;
        trade.normalQuantityMantissa = 0;
        trade.normalQuantityExponent = 0;
        if ((price | quantity) < 0 || end + ROOM > frame.length()) {
            return -1;
        }
        return is(QUOTE_FIRST, 6, end) ? end + 6 : normalQuantity(end, trade);
    }

    private long normalQuantity(final long at, final AggTrade trade) {
        if (!is(QUOTE_NORMAL, 8, at)) {
            return -1;
        }
        final long start = at + 8;
        final long point = start + Digits.leading(Digits.nibbles(frame.word(start)));
        final long end = point + track.quantity.bytesFromPoint();
        final long quantity = track.quantity.read(frame, start, point);
        trade.hasNormalQuantity = true;
        trade.normalQuantityMantissa = quantity;
        trade.normalQuantityExponent = -track.quantity.places();
        return quantity >= 0 && end + ROOM <= frame.length() && is(QUOTE_FIRST, 6, end) ? end + 6 : -1;
    }

    /** From the first trade id to the end of the last value. */
    private long tail(final long at, final WireTimeUnit unit, final AggTrade trade) {
        final long firstEnd = at + track.firstTradeId.width();
        final long lastEnd = firstEnd + 5 + track.lastTradeId.width();
        final long timeEnd = lastEnd + 5 + unit.usualDigits();
        if (timeEnd + 10 > frame.length() || !is(COMMA_LAST, 5, firstEnd) || !is(COMMA_TIME, 5, lastEnd)) {
            return -1;
        }
        final long first = track.firstTradeId.read(frame, firstEnd);
        trade.firstTradeId = first;
        final long last = track.lastTradeId.read(frame, lastEnd);
        trade.lastTradeId = last;
        final long time = time(tradeTimes[unit.ordinal()], unit, timeEnd);
        trade.tradeTimeUs = unit.toMicros(time);
        // What could not be read is negative, and so is then the union of the signs.
        return (first | time | last - first) >= 0 && is(COMMA_MAKER, 5, timeEnd) ? flags(timeEnd + 5, trade) : -1;
    }

    private long flags(final long at, final AggTrade trade) {
        final int maker = frame.flag(at);
        trade.isBuyerMaker = maker > 0;
        trade.bestMatch = AggTrade.ABSENT;
        trade.symbolType = AggTrade.ABSENT;
        final long end = at + 5 - maker;
        if (maker < 0 || end + 8 > frame.length()) {
            return maker < 0 ? -1 : end;
        }
        if (is(COMMA_BEST, 5, end) && end + 10 <= frame.length()) {
            final int best = frame.flag(end + 5);
            trade.bestMatch = best;
            return best < 0 ? -1 : end + 10 - best;
        }
        if (is(COMMA_TYPE, 6, end)) {
            final int type = frame.at(end + 6) - '0';
            trade.symbolType = type;
            return type < 0 || type > 9 ? -1 : end + 7;
        }
        return -1;
    }

    private long time(final IntegerGuess guess, final WireTimeUnit unit, final long end) {
        return guess.width() == unit.usualDigits() ? guess.read(frame, end) : -1;
    }

    /** Whether 5 to 8 bytes stand here, told by their first four and their last four. */
    private boolean is(final long ends, final int length, final long at) {
        return frame.halfWord(at) == (int) ends && frame.halfWord(at + length - 4) == (int) (ends >>> 32);
    }

    private static long ends(final String text) {
        return word(text.substring(0, 4)) | word(text.substring(text.length() - 4)) << 32;
    }

    private static long word(final String text) {
        long word = 0;
        for (int i = 0; i < text.length(); i++) {
            word |= (long) text.charAt(i) << (i << 3);
        }
        return word;
    }
}
