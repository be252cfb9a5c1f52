package io.aggtape.feed.exchange;

/** A connection as playback sees it: it takes frames, and says when it has enough. */
interface Subscriber {
    /** Who it is to faults. */
    ArmedFault.Target target();

    /** Whether its frames carry the stream's name. */
    boolean isCombined();

    /** Whether its times are in microseconds instead of milliseconds. */
    boolean isMicroseconds();

    /** Whether it would take more at pace {@code max}. */
    boolean isReady();

    /** Takes a frame without writing it yet; returns whether it is the first since the last flush. */
    boolean send(FrameChunk chunk, int offset, int length);

    /** Writes what it took, all of it from {@code chunk}, and holds the chunk until that has left. */
    void flush(FrameChunk chunk);
}
