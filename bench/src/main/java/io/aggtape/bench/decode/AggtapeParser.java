package io.aggtape.bench.decode;

import io.aggtape.bench.FrameKind;
import io.aggtape.bench.WireFrames;
import io.aggtape.bench.bean.TradeBean;
import io.aggtape.journal.AggTrade;
import io.aggtape.journal.Decimals;
import io.aggtape.journal.Instruments;
import io.aggtape.journal.Market;
import io.aggtape.pipeline.AggTradeDecoder;
import io.aggtape.pipeline.DecodeResult;
import io.aggtape.pipeline.WireTimeUnit;

/**
 * The decoder as the handlers use it. In steady state all frames take its fast path, but those with an escape, which
 * always take the general one.
 */
final class AggtapeParser implements FrameParser {
    private static final long MICROS_PER_MILLI = 1_000;

    private final WireFrames frames;
    private final Market market;
    private final AggTrade trade = new AggTrade();
    private final AggTradeDecoder decoder = new AggTradeDecoder(new Instruments());

    AggtapeParser(final WireFrames frames, final FrameKind kind) {
        this.frames = frames;
        this.market = kind.market();
    }

    @Override
    public Object parse(final int index) {
        final DecodeResult result = decoder.decode(
                frames.buffer(),
                frames.offset(index),
                frames.length(index),
                true,
                market,
                WireTimeUnit.MILLISECONDS,
                trade);
        if (result != DecodeResult.TRADE) {
            throw new IllegalStateException("not a trade: " + decoder.rejectReason());
        }
        return trade;
    }

    @Override
    public TradeBean bean(final Object parsed) {
        final AggTrade from = (AggTrade) parsed;
        final TradeBean bean = new TradeBean();
        bean.E = from.eventTimeUs / MICROS_PER_MILLI;
        bean.s = from.instrument.symbol();
        bean.a = from.id;
        bean.p = Decimals.toBigDecimal(from.priceMantissa, from.priceExponent);
        bean.q = Decimals.toBigDecimal(from.quantityMantissa, from.quantityExponent);
        bean.f = from.firstTradeId;
        bean.l = from.lastTradeId;
        bean.T = from.tradeTimeUs / MICROS_PER_MILLI;
        bean.m = from.isBuyerMaker;
        return bean;
    }
}
