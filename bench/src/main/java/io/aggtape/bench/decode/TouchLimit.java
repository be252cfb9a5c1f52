package io.aggtape.bench.decode;

import io.aggtape.bench.WireFrames;
import io.aggtape.bench.bean.TradeBean;

/** Reads each word of a frame, and nothing more: no parser that looks at all bytes does less. */
final class TouchLimit implements FrameParser {
    private final WireFrames frames;
    private final Sum sum = new Sum();

    /** What was read. */
    private static final class Sum {
        private long words;
    }

    TouchLimit(final WireFrames frames) {
        this.frames = frames;
    }

    @Override
    public Object parse(final int index) {
        final int offset = frames.offset(index);
        final int length = frames.length(index);
        long words = 0;
        for (int i = 0; i < length; i += Long.BYTES) {
            words ^= frames.buffer().getLong(offset + i);
        }
        sum.words = words;
        return sum;
    }

    @Override
    public TradeBean bean(final Object parsed) {
        throw new UnsupportedOperationException("touching makes no trade: " + ((Sum) parsed).words);
    }
}
