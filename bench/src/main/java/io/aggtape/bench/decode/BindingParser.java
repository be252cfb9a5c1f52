package io.aggtape.bench.decode;

import io.aggtape.bench.FrameKind;
import io.aggtape.bench.WireFrames;
import io.aggtape.bench.bean.CombinedBean;
import io.aggtape.bench.bean.TradeBean;
import java.io.IOException;

/** A library that binds a frame to a {@link TradeBean}, or one in a {@link CombinedBean}; it has each frame in an array. */
abstract class BindingParser implements FrameParser {
    private final byte[][] frames;
    private final boolean isCombined;

    BindingParser(final WireFrames frames, final FrameKind kind) {
        this.frames = arrays(frames, 0);
        this.isCombined = kind.isCombined();
    }

    /** The frames, each in an array of its own. */
    static byte[][] arrays(final WireFrames frames, final int padding) {
        final byte[][] arrays = new byte[frames.size()][];
        for (int i = 0; i < arrays.length; i++) {
            arrays[i] = frames.copy(i, padding);
        }
        return arrays;
    }

    @Override
    public final Object parse(final int index) throws IOException {
        return isCombined ? bind(frames[index], CombinedBean.class).data : bind(frames[index], TradeBean.class);
    }

    @Override
    public final TradeBean bean(final Object parsed) {
        return (TradeBean) parsed;
    }

    /** Binds one frame. */
    abstract <T> T bind(byte[] frame, Class<T> type) throws IOException;
}
