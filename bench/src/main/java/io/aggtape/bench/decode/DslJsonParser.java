package io.aggtape.bench.decode;

import com.dslplatform.json.DslJson;
import com.dslplatform.json.JsonReader;
import io.aggtape.bench.FrameKind;
import io.aggtape.bench.WireFrames;
import java.io.IOException;

/** Dsl-json into a bean, by the converter that its annotation processor made, with one reader used again. */
final class DslJsonParser extends BindingParser {
    private final JsonReader<Object> reader =
            new DslJson<>(new DslJson.Settings<Object>().includeServiceLoader()).newReader();

    DslJsonParser(final WireFrames frames, final FrameKind kind) {
        super(frames, kind);
    }

    @Override
    <T> T bind(final byte[] frame, final Class<T> type) throws IOException {
        return reader.process(frame, frame.length).next(type);
    }
}
