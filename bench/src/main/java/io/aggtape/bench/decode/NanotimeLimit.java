package io.aggtape.bench.decode;

import io.aggtape.bench.bean.TradeBean;

/** Reads the clock once: what a stamp a frame would cost. */
final class NanotimeLimit implements FrameParser {
    private final long[] nowNs = new long[1];

    @Override
    public Object parse(final int index) {
        nowNs[0] = System.nanoTime();
        return nowNs;
    }

    @Override
    public TradeBean bean(final Object parsed) {
        throw new UnsupportedOperationException("a time is no trade");
    }
}
