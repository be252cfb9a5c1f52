package io.aggtape.bench.decode;

import io.aggtape.bench.FrameKind;
import io.aggtape.bench.WireFrames;
import io.aggtape.bench.bean.JacksonBinding;
import java.io.IOException;

/** Jackson-jr into a bean. */
final class JacksonJrBeanParser extends BindingParser {
    JacksonJrBeanParser(final WireFrames frames, final FrameKind kind) {
        super(frames, kind);
    }

    @Override
    <T> T bind(final byte[] frame, final Class<T> type) throws IOException {
        return JacksonBinding.JSON_WITH_DECIMALS.beanFrom(type, frame);
    }
}
