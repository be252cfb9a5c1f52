package io.aggtape.bench.decode;

import io.aggtape.bench.WireFrames;
import io.aggtape.bench.bean.TradeBean;

/** Copies a frame, and nothing more: what a parser that wants it elsewhere pays first. */
final class CopyLimit implements FrameParser {
    private final WireFrames frames;
    private final byte[] bytes = new byte[WireFrames.MAX_BYTES];

    CopyLimit(final WireFrames frames) {
        this.frames = frames;
    }

    @Override
    public Object parse(final int index) {
        frames.buffer().getBytes(frames.offset(index), bytes, 0, frames.length(index));
        return bytes;
    }

    @Override
    public TradeBean bean(final Object parsed) {
        throw new UnsupportedOperationException("a copy is no trade");
    }
}
