package io.aggtape.bench.decode;

import io.aggtape.bench.WireFrames;

/** Copies a frame, and nothing more: what a parser that wants it elsewhere pays first. */
final class CopyLimit implements FrameWork {
    private final WireFrames frames;
    private final byte[] bytes = new byte[WireFrames.MAX_BYTES];

    CopyLimit(final WireFrames frames) {
        this.frames = frames;
    }

    @Override
    public Object run(final int index) {
        frames.buffer().getBytes(frames.offset(index), bytes, 0, frames.length(index));
        return bytes;
    }
}
