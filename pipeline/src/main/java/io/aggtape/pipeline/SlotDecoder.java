package io.aggtape.pipeline;

import io.aggtape.journal.AggTrade;
import io.aggtape.journal.Instruments;
import io.aggtape.journal.RejectReason;
import io.aggtape.journal.TradeSource;

/** From a slot to a trade with where it came from: once a frame for all handlers of one thread, which owns it. */
final class SlotDecoder {
    private final Instruments instruments = new Instruments();
    private final AggTradeDecoder decoder = new AggTradeDecoder(instruments);
    private final AggTrade trade = new AggTrade();

    /** Leaves a trade in {@link #trade()}, or a reason in {@link #rejectReason()}. */
    DecodeResult decode(final FrameSlot slot) {
        final LineContext line = slot.line;
        final DecodeResult result =
                decoder.decode(slot.content(), 0, slot.length(), slot.isText, line.market(), line.timeUnit(), trade);
        if (result == DecodeResult.TRADE) {
            trade.source = line.source();
            trade.line = line.number();
            trade.receiveTimeNs = slot.receiveEpochNs;
            if (line.source() == TradeSource.REST) {
                trade.eventTimeUs = 0;
            }
        }
        return result;
    }

    AggTrade trade() {
        return trade;
    }

    RejectReason rejectReason() {
        return decoder.rejectReason();
    }

    Instruments instruments() {
        return instruments;
    }
}
