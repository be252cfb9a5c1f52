package io.aggtape.feed.liveness;

import io.aggtape.pipeline.Heartbeat;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Writes down what a watch tells, a line each. */
final class HeardLiveness implements LivenessListener {
    private final List<String> lines = new ArrayList<>();

    /** What was told since the last call. */
    List<String> take() {
        final List<String> taken = List.copyOf(lines);
        lines.clear();
        return taken;
    }

    @Override
    public void onStall(final Stall stall) {
        add("stall", stall);
    }

    @Override
    public void onStillStalled(final Stall stall) {
        add("still", stall);
    }

    @Override
    public void onStallEnd(final Stall stall) {
        add("over", stall);
    }

    @Override
    public void onEnd(final Heartbeat heartbeat) {
        lines.add("end " + heartbeat.role());
    }

    @Override
    public void onFault(final Heartbeat heartbeat, final Throwable fault) {
        lines.add("fault " + heartbeat.role() + " " + fault.getMessage());
    }

    @Override
    public void onPause(final long sinceNs, final long nowNs, final boolean isAlone) {
        lines.add("pause " + millis(nowNs - sinceNs) + (isAlone ? " alone" : " of all"));
    }

    private void add(final String what, final Stall stall) {
        lines.add(what + " " + stall.role() + " " + stall.kind() + " " + millis(stall.forNs()));
    }

    private static long millis(final long ns) {
        return TimeUnit.NANOSECONDS.toMillis(ns);
    }
}
