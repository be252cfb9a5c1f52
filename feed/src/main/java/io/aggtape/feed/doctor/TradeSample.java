package io.aggtape.feed.doctor;

import io.aggtape.feed.ControlMessage;
import io.aggtape.feed.MarketProfile;
import io.aggtape.feed.ws.MessageHandler;
import io.aggtape.feed.ws.OpCode;
import io.aggtape.journal.AggTrade;
import io.aggtape.journal.Instruments;
import io.aggtape.journal.Market;
import io.aggtape.pipeline.AggTradeDecoder;
import io.aggtape.pipeline.DecodeResult;
import io.aggtape.pipeline.WireTimeUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.agrona.DirectBuffer;

/** Takes all that comes on one connection: trades by stream, replies by the id of their request. */
final class TradeSample implements MessageHandler {
    private static final int EXCERPT_BYTES = 160;

    private final Market market;
    private final WireTimeUnit timeUnit;
    private final AggTradeDecoder decoder = new AggTradeDecoder(new Instruments());
    private final AggTrade trade = new AggTrade();
    private final Map<String, StreamSample> streams = new LinkedHashMap<>();
    private final Map<Long, String> replies = new HashMap<>();

    private int awaited;
    private long unrequested;
    private String error = "";
    private String rejection = "";
    private boolean isShutdownAnnounced;

    TradeSample(final Market market, final List<String> symbols) {
        this.market = market;
        timeUnit = MarketProfile.of(market).timeUnit();
        symbols.forEach(symbol -> streams.put(symbol, new StreamSample(symbol)));
        awaited = symbols.size();
    }

    /** How many streams have delivered nothing. */
    int awaited() {
        return awaited;
    }

    /** Whether a stream has delivered nothing. */
    boolean isSilent(final String symbol) {
        return streams.get(symbol).count() == 0;
    }

    /** The symbols of all streams that have delivered nothing. */
    List<String> silent() {
        return streams.keySet().stream().filter(this::isSilent).toList();
    }

    Collection<StreamSample> streams() {
        return streams.values();
    }

    /** The least number of trades that a stream which has delivered any has delivered; 0 where none has. */
    long leastCount() {
        return streams.values().stream()
                .mapToLong(StreamSample::count)
                .filter(count -> count > 0)
                .min()
                .orElse(0);
    }

    /** Trades of streams that nobody asked for. */
    long unrequested() {
        return unrequested;
    }

    /** The text of the reply to a request; null while it has not come. */
    String reply(final long id) {
        return replies.get(id);
    }

    /** The refusal of a request, in the server's words; empty for none. */
    String error() {
        return error;
    }

    /** Why a message was no valid trade, and how it began; empty for none. */
    String rejection() {
        return rejection;
    }

    /** Whether the server has said that it will close the connection. */
    boolean isShutdownAnnounced() {
        return isShutdownAnnounced;
    }

    @Override
    public boolean onMessage(final int opCode, final DirectBuffer buffer, final int offset, final int length) {
        final boolean isText = opCode == OpCode.TEXT;
        if (isText && !ControlMessage.isTradeShaped(buffer, offset, length)) {
            final ControlMessage message = ControlMessage.parse(buffer, offset, length);
            if (message.kind() != ControlMessage.Kind.OTHER) {
                onControl(message, buffer.getStringWithoutLengthUtf8(offset, length));
                return true;
            }
        }
        final DecodeResult result = decoder.decode(buffer, offset, length, isText, market, timeUnit, trade);
        if (result == DecodeResult.TRADE) {
            onTrade();
        } else if (result == DecodeResult.REJECTED && rejection.isEmpty()) {
            rejection = decoder.rejectReason() + ": "
                    + buffer.getStringWithoutLengthUtf8(offset, Math.min(length, EXCERPT_BYTES));
        }
        return true;
    }

    private void onTrade() {
        final StreamSample stream = streams.get(trade.instrument.symbol());
        if (stream == null) {
            unrequested++;
            return;
        }
        awaited -= stream.count() == 0 ? 1 : 0;
        stream.add(trade);
    }

    private void onControl(final ControlMessage message, final String text) {
        switch (message.kind()) {
            case ACK:
                replies.put(message.id(), text);
                break;
            case ERROR:
                error = error.isEmpty() ? message.text() : error;
                break;
            default:
                isShutdownAnnounced = true;
                break;
        }
    }
}
