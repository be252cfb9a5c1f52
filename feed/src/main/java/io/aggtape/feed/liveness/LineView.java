package io.aggtape.feed.liveness;

import io.aggtape.journal.LineState;

/**
 * How a line of a recorder stood when its counters were last written.
 *
 * @param name for example {@code line 0}.
 * @param state the state it was in.
 * @param connects connections that reached the WebSocket state.
 * @param liveStreams streams that had delivered on the connection of then.
 * @param streams streams that it should carry.
 * @param messages messages handed to the ring.
 * @param refused how often a message had to wait because the ring was full.
 */
public record LineView(
        String name, LineState state, long connects, long liveStreams, long streams, long messages, long refused) {}
