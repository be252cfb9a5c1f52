package io.aggtape.bench.decode;

import io.aggtape.bench.WireFrames;

/** Reads each word of a frame, and nothing more: no parser that looks at all bytes does less. */
final class TouchLimit implements FrameWork {
    private final WireFrames frames;
    private final long[] sum = new long[1];

    TouchLimit(final WireFrames frames) {
        this.frames = frames;
    }

    @Override
    public Object run(final int index) {
        final int offset = frames.offset(index);
        final int length = frames.length(index);
        long words = 0;
        for (int i = 0; i < length; i += Long.BYTES) {
            words ^= frames.buffer().getLong(offset + i);
        }
        sum[0] = words;
        return sum;
    }
}
