package io.aggtape.pipeline;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.TreeNode;
import com.fasterxml.jackson.jr.stree.JacksonJrsTreeCodec;
import com.fasterxml.jackson.jr.stree.JrsBoolean;
import com.fasterxml.jackson.jr.stree.JrsNumber;
import com.fasterxml.jackson.jr.stree.JrsString;
import io.aggtape.journal.AggTrade;
import io.aggtape.journal.Instruments;
import io.aggtape.journal.Market;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;

/** Says what a frame means by way of Jackson-jr's tree and {@link BigDecimal}, which share nothing with the decoder. */
final class WireOracle {
    private static final BigInteger MAX = BigInteger.valueOf(Long.MAX_VALUE);

    private final JsonFactory factory = new JsonFactory();
    private final JacksonJrsTreeCodec codec = new JacksonJrsTreeCodec();
    private final Instruments instruments = new Instruments();

    /** The trade of a frame that holds one; anything else fails in one way or another. */
    AggTrade read(final byte[] frame, final Market market, final WireTimeUnit unit) throws IOException {
        final TreeNode root;
        try (JsonParser parser = factory.createParser(frame)) {
            root = codec.readTree(parser);
        }
        final TreeNode node = root.get("stream") != null && root.get("data") != null ? root.get("data") : root;
        if (!"aggTrade".equals(text(node, "e"))) {
            throw new IllegalArgumentException("not an aggTrade");
        }
        final AggTrade trade = new AggTrade();
        trade.instrument = instruments.intern(market, text(node, "s"));
        trade.id = integer(node, "a");
        trade.firstTradeId = integer(node, "f");
        trade.lastTradeId = integer(node, "l");
        final long perUnit = unit == WireTimeUnit.MILLISECONDS ? 1000 : 1;
        trade.tradeTimeUs = Math.multiplyExact(integer(node, "T"), perUnit);
        trade.eventTimeUs = Math.multiplyExact(integer(node, "E"), perUnit);
        final BigDecimal price = decimal(node, "p");
        trade.priceMantissa = price.unscaledValue().longValueExact();
        trade.priceExponent = -price.scale();
        final BigDecimal quantity = decimal(node, "q");
        trade.quantityMantissa = quantity.unscaledValue().longValueExact();
        trade.quantityExponent = -quantity.scale();
        trade.hasNormalQuantity = node.get("nq") != null;
        if (trade.hasNormalQuantity) {
            final BigDecimal normal = decimal(node, "nq");
            trade.normalQuantityMantissa = normal.unscaledValue().longValueExact();
            trade.normalQuantityExponent = -normal.scale();
        }
        trade.isBuyerMaker = ((JrsBoolean) node.get("m")).booleanValue();
        if (node.get("M") != null) {
            trade.bestMatch = ((JrsBoolean) node.get("M")).booleanValue() ? 1 : 0;
        }
        if (node.get("st") instanceof JrsNumber type && isSmall(type.getValue())) {
            trade.symbolType = type.getValue().intValue();
        }
        return trade;
    }

    /** Whether two trades have the same fields of the wire; their instruments may come from different tables. */
    static boolean areSame(final AggTrade a, final AggTrade b) {
        return a.instrument.market() == b.instrument.market()
                && a.instrument.symbol().equals(b.instrument.symbol())
                && a.id == b.id
                && a.firstTradeId == b.firstTradeId
                && a.lastTradeId == b.lastTradeId
                && a.priceMantissa == b.priceMantissa
                && a.priceExponent == b.priceExponent
                && a.quantityMantissa == b.quantityMantissa
                && a.quantityExponent == b.quantityExponent
                && a.hasNormalQuantity == b.hasNormalQuantity
                && a.normalQuantityMantissa == b.normalQuantityMantissa
                && a.normalQuantityExponent == b.normalQuantityExponent
                && a.tradeTimeUs == b.tradeTimeUs
                && a.eventTimeUs == b.eventTimeUs
                && a.isBuyerMaker == b.isBuyerMaker
                && a.bestMatch == b.bestMatch
                && a.symbolType == b.symbolType;
    }

    /** All fields of the wire, for the message of a failure. */
    static String describe(final AggTrade trade) {
        return trade + " f=" + trade.firstTradeId + " l=" + trade.lastTradeId + " p=" + trade.priceMantissa + "e"
                + trade.priceExponent + " q=" + trade.quantityMantissa + "e" + trade.quantityExponent + " nq="
                + trade.hasNormalQuantity + " " + trade.normalQuantityMantissa + "e" + trade.normalQuantityExponent
                + " T=" + trade.tradeTimeUs + " E=" + trade.eventTimeUs + " m=" + trade.isBuyerMaker + " M="
                + trade.bestMatch + " st=" + trade.symbolType;
    }

    private static boolean isSmall(final Number value) {
        return (value instanceof Integer || value instanceof Long)
                && value.longValue() >= 0
                && value.longValue() <= Byte.MAX_VALUE;
    }

    private static String text(final TreeNode node, final String field) {
        return ((JrsString) node.get(field)).asText();
    }

    private static long integer(final TreeNode node, final String field) {
        return new BigInteger(((JrsNumber) node.get(field)).asText()).longValueExact();
    }

    /** As written where that fits; else without the zeros at the end of the fraction. */
    private static BigDecimal decimal(final TreeNode node, final String field) {
        BigDecimal value = new BigDecimal(text(node, field));
        if (value.unscaledValue().compareTo(MAX) > 0 || value.scale() > 18) {
            value = value.stripTrailingZeros();
            value = value.scale() < 0 ? value.setScale(0) : value;
        }
        return value;
    }
}
