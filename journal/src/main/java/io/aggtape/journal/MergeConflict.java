package io.aggtape.journal;

import java.nio.charset.StandardCharsets;
import org.agrona.concurrent.UnsafeBuffer;

/** What a merge keeps of a trade whose id another tape has with other content. */
final class MergeConflict {
    private MergeConflict() {}

    /** The frame that keeps the other trade, and names the one that stayed. */
    static Rejected rejected(final AggTrade kept, final AggTrade other) {
        final byte[] frame = ("{\"merge\":\"content differs\",\"market\":\""
                        + kept.instrument.market().label() + "\",\"kept\":" + json(kept) + ",\"other\":" + json(other)
                        + "}")
                .getBytes(StandardCharsets.UTF_8);
        final Rejected rejected = new Rejected();
        rejected.reason = RejectReason.CONTENT_DIFFERS;
        rejected.market = other.instrument.market();
        rejected.source = other.source;
        rejected.line = other.line;
        rejected.receiveTimeNs = other.receiveTimeNs;
        rejected.buffer = new UnsafeBuffer(frame);
        rejected.length = frame.length;
        return rejected;
    }

    private static String json(final AggTrade trade) {
        final String symbol = trade.instrument.symbol().replace("\\", "\\\\").replace("\"", "\\\"");
        return "{\"s\":\"" + symbol + "\",\"a\":" + trade.id + ",\"p\":\""
                + Decimals.toString(trade.priceMantissa, trade.priceExponent) + "\",\"q\":\""
                + Decimals.toString(trade.quantityMantissa, trade.quantityExponent) + "\",\"f\":" + trade.firstTradeId
                + ",\"l\":" + trade.lastTradeId + ",\"T\":" + trade.tradeTimeUs + ",\"m\":" + trade.isBuyerMaker
                + ",\"source\":\"" + trade.source + "\",\"line\":" + trade.line + ",\"receiveNs\":"
                + trade.receiveTimeNs + "}";
    }
}
