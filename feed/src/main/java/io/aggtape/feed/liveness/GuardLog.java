package io.aggtape.feed.liveness;

import io.aggtape.pipeline.Heartbeat;

/** What is said of the watching thread itself, by the one that watches it. */
final class GuardLog implements LivenessListener {
    private final LivenessLog log =
            new LivenessLog((sinceNs, nowNs) -> "meanwhile nobody watches the other threads", kept -> {}, () -> true);

    @Override
    public void onStall(final Stall stall) {
        log.onStall(stall);
    }

    @Override
    public void onStillStalled(final Stall stall) {
        log.onStillStalled(stall);
    }

    @Override
    public void onStallEnd(final Stall stall) {
        log.onStallEnd(stall);
    }

    /** It says so itself. */
    @Override
    public void onEnd(final Heartbeat heartbeat) {}

    /** It says so itself. */
    @Override
    public void onFault(final Heartbeat heartbeat, final Throwable fault) {}

    /** That the guard was late says nothing of the one that it guards. */
    @Override
    public void onPause(final long sinceNs, final long nowNs, final boolean isAlone) {}
}
