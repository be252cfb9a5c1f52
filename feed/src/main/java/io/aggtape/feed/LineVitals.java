package io.aggtape.feed;

import io.aggtape.journal.LineState;
import java.util.concurrent.TimeUnit;

/** Watches over one open connection: silence of any kind ends it, data for long enough proves it sound. */
final class LineVitals {
    private static final long SUSTAINED_NS = TimeUnit.SECONDS.toNanos(60);
    private static final long TELL_WAIT_NS = TimeUnit.SECONDS.toNanos(30);

    private final LineShared line;
    private final LineProgress progress;
    private final LineSocket socket;
    private final LineFrames frames;

    private boolean isWaitTold;

    LineVitals(final LineShared line, final LineProgress progress, final LineSocket socket, final LineFrames frames) {
        this.line = line;
        this.progress = progress;
        this.socket = socket;
        this.frames = frames;
    }

    /** The connection entered another state. */
    void onState() {
        isWaitTold = false;
    }

    /** Why the connection is dead, or null. */
    String fault(final long nowNs) {
        if (line.backOff.failures() > 0 && frames.hasDelivered(nowNs, SUSTAINED_NS)) {
            line.backOff.reset();
        }
        final boolean isAwaiting = progress.state() == LineState.AWAITING_TRADES;
        if (isAwaiting && !isWaitTold && progress.inStateNs(nowNs) > TELL_WAIT_NS) {
            isWaitTold = true;
            progress.tell(frames.streams().silence() + wrongRoute(), nowNs);
        }
        final long silenceMs = TimeUnit.NANOSECONDS.toMillis(nowNs - socket.lastReceiveNs());
        return silenceMs > line.config.profile().silenceMs() && !socket.isRefused()
                ? "no byte for " + silenceMs / 1_000 + " s, not even a ping"
                : null;
    }

    /** Off its route a market acks every stream and delivers none. */
    private String wrongRoute() {
        final String route = line.config.profile().route();
        final String path = line.config.endpoint().target();
        return path.startsWith(route)
                ? ""
                : "; its trades flow only below " + route + ", and --endpoint asks below " + path;
    }
}
