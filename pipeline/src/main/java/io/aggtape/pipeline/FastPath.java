package io.aggtape.pipeline;

import io.aggtape.journal.AggTrade;
import io.aggtape.journal.Instrument;
import io.aggtape.journal.Market;
import org.agrona.DirectBuffer;

/**
 * Decodes frames of the shapes that it has seen: it compares every byte between the values and checks every byte of a
 * value, so that it accepts only what the general path accepts, with the same fields. It never rejects: whatever it does
 * not take is the general path's to judge.
 */
final class FastPath {
    /** How many shapes are kept: a line has one, or two when the exchange adds a field. */
    static final int MAX_SHAPES = 8;

    private final FrameBytes frame = new FrameBytes();
    private final KnownNames symbols = new KnownNames();
    private final KnownNames streams = new KnownNames();
    private final ValueReader values = new ValueReader(frame, symbols, streams);
    private final FrameShape[] shapes = new FrameShape[MAX_SHAPES];
    private final FrameShape[] lastShapes = new FrameShape[Market.values().length];
    private int shapeCount;
    private int nextReplaced;

    /** Fills the trade and returns true, or returns false and leaves the frame to the general path. */
    boolean decode(
            final DirectBuffer buffer,
            final int offset,
            final int length,
            final Market market,
            final WireTimeUnit unit,
            final AggTrade trade) {
        final FrameShape likely = lastShapes[market.code()];
        if (likely == null || length < Long.BYTES || length > FrameBytes.MAX_LENGTH) {
            return false;
        }
        frame.wrap(buffer, offset, length);
        if (matches(likely, market, unit, trade)) {
            return true;
        }
        for (int i = 0; i < shapeCount; i++) {
            final FrameShape shape = shapes[i];
            if (shape != likely && matches(shape, market, unit, trade)) {
                lastShapes[market.code()] = shape;
                return true;
            }
        }
        return false;
    }

    /** Remembers the shape and the names of a frame that the general path has accepted. */
    void learn(final LearnedFrame learned, final Instrument instrument) {
        final Market market = instrument.market();
        final KnownName symbol = symbols.keep(learned.symbol(market));
        if (symbol.track() == null) {
            symbol.track(new SymbolTrack(symbol, instrument));
        }
        if (learned.hasStream()) {
            streams.keep(learned.stream(market)).track(symbol.track());
        }
        final FrameShape shape = keep(learned.shape());
        shape.lastTrack = symbol.track();
        lastShapes[market.code()] = shape;
    }

    private FrameShape keep(final FrameShape shape) {
        for (int i = 0; i < shapeCount; i++) {
            if (shapes[i].isSame(shape)) {
                return shapes[i];
            }
        }
        if (shapeCount < MAX_SHAPES) {
            shapes[shapeCount++] = shape;
        } else {
            shapes[nextReplaced] = shape;
            nextReplaced = (nextReplaced + 1) % MAX_SHAPES;
        }
        return shape;
    }

    private boolean matches(
            final FrameShape shape, final Market market, final WireTimeUnit unit, final AggTrade trade) {
        if (walk(shape, market, unit, trade)) {
            return true;
        }
        if (!values.isFrameTooShort()) {
            return false;
        }
        frame.moveToScratch();
        return walk(shape, market, unit, trade);
    }

    private boolean walk(final FrameShape shape, final Market market, final WireTimeUnit unit, final AggTrade trade) {
        trade.hasNormalQuantity = false;
        trade.normalQuantityMantissa = 0;
        trade.normalQuantityExponent = 0;
        trade.bestMatch = AggTrade.ABSENT;
        trade.symbolType = AggTrade.ABSENT;
        values.start(shape.lastTrack, market, unit);
        final int size = shape.size();
        int at = 0;
        for (int place = 0; place < size; place++) {
            at = shape.pass(place, frame, at);
            if (at < 0) {
                return false;
            }
            at = value(shape.operation(place), at, trade);
            if (at < 0) {
                return false;
            }
        }
        if (shape.pass(size, frame, at) != frame.length() || trade.lastTradeId < trade.firstTradeId) {
            return false;
        }
        if (shape.lastTrack != values.track()) {
            shape.lastTrack = values.track();
        }
        return true;
    }

    /** Reads one value into the trade; returns the position behind it, or -1. */
    private int value(final int operation, final int at, final AggTrade trade) {
        final int behind;
        switch (operation) {
            case FrameShape.EVENT_TIME:
                behind = values.time(at);
                trade.eventTimeUs = values.mantissa();
                return behind;
            case FrameShape.SYMBOL:
                behind = values.symbol(at);
                trade.instrument = values.track().instrument;
                return behind;
            case FrameShape.ID:
                behind = values.integer(FrameShape.ID, at);
                trade.id = values.mantissa();
                return behind;
            case FrameShape.PRICE:
                behind = values.decimal(FrameShape.PRICE, at);
                trade.priceMantissa = values.mantissa();
                trade.priceExponent = values.exponent();
                return behind;
            case FrameShape.QUANTITY:
                behind = values.decimal(FrameShape.QUANTITY, at);
                trade.quantityMantissa = values.mantissa();
                trade.quantityExponent = values.exponent();
                return behind;
            case FrameShape.FIRST_ID:
                behind = values.integer(FrameShape.FIRST_ID, at);
                trade.firstTradeId = values.mantissa();
                return behind;
            case FrameShape.LAST_ID:
                behind = values.integer(FrameShape.LAST_ID, at);
                trade.lastTradeId = values.mantissa();
                return behind;
            case FrameShape.TRADE_TIME:
                behind = values.time(at);
                trade.tradeTimeUs = values.mantissa();
                return behind;
            case FrameShape.BUYER_MAKER:
                behind = values.flag(at);
                trade.isBuyerMaker = values.mantissa() != 0;
                return behind;
            default:
                return rareValue(operation, at, trade);
        }
    }

    private int rareValue(final int operation, final int at, final AggTrade trade) {
        final int behind;
        switch (operation) {
            case FrameShape.BEST_MATCH:
                behind = values.flag(at);
                trade.bestMatch = (int) values.mantissa();
                return behind;
            case FrameShape.STREAM:
                return values.stream(at);
            case FrameShape.NORMAL_QUANTITY:
                behind = values.decimal(FrameShape.NORMAL_QUANTITY, at);
                trade.hasNormalQuantity = true;
                trade.normalQuantityMantissa = values.mantissa();
                trade.normalQuantityExponent = values.exponent();
                return behind;
            case FrameShape.SYMBOL_TYPE:
                behind = values.smallInteger(at);
                trade.symbolType = (int) values.mantissa();
                return behind;
            case FrameShape.UNKNOWN_INTEGER:
                return values.integer(FrameShape.UNKNOWN_INTEGER, at);
            case FrameShape.UNKNOWN_FLAG:
                return values.flag(at);
            default:
                return values.unknownText(at);
        }
    }
}
