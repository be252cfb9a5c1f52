package io.aggtape.feed;

import io.aggtape.pipeline.LineContext;
import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A fetched trade on its way to the ring: handed to a feed thread's inbox, published there as a frame of source REST.
 *
 * @param context the market, its time unit, and REST as source.
 * @param text the frame, as a stream would have sent it.
 * @param receiveEpochNs when the reply was read, nanoseconds since the epoch.
 */
public record RepairFrame(LineContext context, DirectBuffer text, long receiveEpochNs) {
    /**
     * The frame of one item of REST's {@code aggTrades}. Such an item has no event time: its trade time stands in its
     * place, and the handlers, who know the source, take it for none.
     *
     * @param item the JSON object as it came, braces included; its fields are kept verbatim.
     * @param tradeTime field {@code T} of the item, in the context's unit.
     */
    public static RepairFrame of(
            final LineContext context,
            final String symbol,
            final String item,
            final long tradeTime,
            final long receiveEpochNs) {
        final String fields = item.strip().substring(1);
        final String text =
                "{\"e\":\"aggTrade\",\"E\":" + tradeTime + ",\"s\":\"" + symbol + "\"," + fields.stripLeading();
        return new RepairFrame(context, new UnsafeBuffer(text.getBytes(StandardCharsets.UTF_8)), receiveEpochNs);
    }
}
