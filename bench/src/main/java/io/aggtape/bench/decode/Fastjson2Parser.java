package io.aggtape.bench.decode;

import com.alibaba.fastjson2.JSON;
import io.aggtape.bench.FrameKind;
import io.aggtape.bench.WireFrames;

/** Fastjson2 into a bean, by the reader that it makes as byte code. */
final class Fastjson2Parser extends BindingParser {
    Fastjson2Parser(final WireFrames frames, final FrameKind kind) {
        super(frames, kind);
    }

    @Override
    <T> T bind(final byte[] frame, final Class<T> type) {
        return JSON.parseObject(frame, type);
    }
}
