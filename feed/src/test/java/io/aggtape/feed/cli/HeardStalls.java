package io.aggtape.feed.cli;

import io.aggtape.feed.liveness.LivenessListener;
import io.aggtape.feed.liveness.Stall;
import io.aggtape.pipeline.Heartbeat;
import java.util.ArrayList;
import java.util.List;

/** Keeps which threads stall and how, in words. */
final class HeardStalls implements LivenessListener {
    final List<String> words = new ArrayList<>();

    @Override
    public void onStall(final Stall stall) {
        words.add(stall.role() + ": " + stall.words());
    }

    @Override
    public void onStillStalled(final Stall stall) {}

    @Override
    public void onStallEnd(final Stall stall) {}

    @Override
    public void onEnd(final Heartbeat heartbeat) {}

    @Override
    public void onFault(final Heartbeat heartbeat, final Throwable fault) {}

    @Override
    public void onPause(final long sinceNs, final long nowNs, final boolean isAlone) {}
}
