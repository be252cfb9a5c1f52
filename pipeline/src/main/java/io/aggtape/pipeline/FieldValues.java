package io.aggtape.pipeline;

import io.aggtape.journal.AggTrade;

/** Reads located values into a trade and checks each of their bytes. */
final class FieldValues {
    private final FrameBytes frame;
    private final PlainNumbers numbers;
    private final FieldLocator fields;

    FieldValues(final FrameBytes frame, final FieldLocator fields) {
        this.frame = frame;
        numbers = new PlainNumbers(frame);
        this.fields = fields;
    }

    /** Fills the trade and returns whether every value is of the plain form that is read here, and valid. */
    boolean fill(final FrameShape shape, final WireTimeUnit unit, final AggTrade trade) {
        final long eventTime = time(FrameShape.EVENT_TIME, unit);
        final long id = integer(FrameShape.ID);
        final long price = decimal(FrameShape.PRICE);
        final long quantity = decimal(FrameShape.QUANTITY);
        final long firstTradeId = integer(FrameShape.FIRST_ID);
        final long lastTradeId = integer(FrameShape.LAST_ID);
        final long tradeTime = time(FrameShape.TRADE_TIME, unit);
        final int isBuyerMaker = flag(FrameShape.BUYER_MAKER);
        trade.instrument = fields.instrument();
        trade.eventTimeUs = unit.toMicros(eventTime);
        trade.id = id;
        trade.priceMantissa = price;
        trade.priceExponent = exponent(FrameShape.PRICE);
        trade.quantityMantissa = quantity;
        trade.quantityExponent = exponent(FrameShape.QUANTITY);
        trade.firstTradeId = firstTradeId;
        trade.lastTradeId = lastTradeId;
        trade.tradeTimeUs = unit.toMicros(tradeTime);
        trade.isBuyerMaker = isBuyerMaker > 0;
        // A fault is negative, and so is then the union of all signs; the last term is one where l is less than f.
        final long faults = eventTime
                | id
                | price
                | quantity
                | firstTradeId
                | lastTradeId
                | tradeTime
                | isBuyerMaker
                | (lastTradeId - firstTradeId);
        return (faults | fillOptional(shape, trade)) >= 0;
    }

    /** Fills what only some markets send; negative where one is at fault. */
    private long fillOptional(final FrameShape shape, final AggTrade trade) {
        final int bestMatch = shape.has(FrameShape.BEST_MATCH) ? flag(FrameShape.BEST_MATCH) : 0;
        trade.bestMatch = shape.has(FrameShape.BEST_MATCH) ? bestMatch : AggTrade.ABSENT;
        final long type = shape.has(FrameShape.SYMBOL_TYPE) ? integer(FrameShape.SYMBOL_TYPE) : 0;
        trade.symbolType = shape.has(FrameShape.SYMBOL_TYPE) ? (int) type : AggTrade.ABSENT;
        final boolean hasNormal = shape.has(FrameShape.NORMAL_QUANTITY);
        final long normal = hasNormal ? decimal(FrameShape.NORMAL_QUANTITY) : 0;
        trade.hasNormalQuantity = hasNormal;
        trade.normalQuantityMantissa = normal;
        trade.normalQuantityExponent = hasNormal ? exponent(FrameShape.NORMAL_QUANTITY) : 0;
        return bestMatch | normal | type | Byte.MAX_VALUE - type;
    }

    private long time(final int operation, final WireTimeUnit unit) {
        return fields.end(operation) - fields.start(operation) == unit.usualDigits()
                ? integer(operation)
                : PlainNumbers.FAULT;
    }

    private int flag(final int operation) {
        return frame.flag(fields.start(operation));
    }

    private long integer(final int operation) {
        return numbers.integer(fields.start(operation), fields.end(operation));
    }

    private long decimal(final int operation) {
        return numbers.decimal(fields.start(operation), fields.point(operation), fields.end(operation));
    }

    private int exponent(final int operation) {
        return PlainNumbers.exponent(fields.point(operation), fields.end(operation));
    }
}
