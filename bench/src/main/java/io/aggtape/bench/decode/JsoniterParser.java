package io.aggtape.bench.decode;

import com.jsoniter.JsonIterator;
import com.jsoniter.spi.DecodingMode;
import com.jsoniter.spi.JsoniterSpi;
import io.aggtape.bench.FrameKind;
import io.aggtape.bench.WireFrames;
import java.math.BigDecimal;

/**
 * Jsoniter into a bean, by the decoder that javassist makes for it: needs {@code --add-opens
 * java.base/java.lang=ALL-UNNAMED}.
 */
final class JsoniterParser extends BindingParser {
    JsoniterParser(final WireFrames frames, final FrameKind kind) {
        super(frames, kind);
        JsonIterator.setMode(DecodingMode.DYNAMIC_MODE_AND_MATCH_FIELD_WITH_HASH);
        JsoniterSpi.registerTypeDecoder(BigDecimal.class, iterator -> new BigDecimal(iterator.readString()));
    }

    @Override
    <T> T bind(final byte[] frame, final Class<T> type) {
        return JsonIterator.deserialize(frame, type);
    }
}
