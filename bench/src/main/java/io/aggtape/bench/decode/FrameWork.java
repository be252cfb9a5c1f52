package io.aggtape.bench.decode;

import java.io.IOException;

/** Something done to one frame at a time, by a parser or by a limit that no parser can beat. For one thread. */
public interface FrameWork {
    /**
     * Does it to one frame; what it gives is valid until the next call.
     *
     * @throws IOException where the frame is no trade to a parser.
     */
    Object run(int index) throws IOException;
}
