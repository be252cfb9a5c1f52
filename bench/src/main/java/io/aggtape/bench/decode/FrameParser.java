package io.aggtape.bench.decode;

import io.aggtape.bench.bean.TradeBean;
import java.io.IOException;

/** One way to make a trade of each of the frames that it was made for. For one thread. */
public interface FrameParser extends FrameWork {
    /**
     * Parses one frame; what it gives is valid until the next call.
     *
     * @throws IOException where the frame is no trade to this parser.
     */
    Object parse(int index) throws IOException;

    /** What {@link #parse} gave, for comparison. */
    TradeBean bean(Object parsed);

    @Override
    default Object run(final int index) throws IOException {
        return parse(index);
    }
}
