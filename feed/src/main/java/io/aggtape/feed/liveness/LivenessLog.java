package io.aggtape.feed.liveness;

import io.aggtape.pipeline.Heartbeat;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes what the watch finds into the log, and hands what has a stack on to where it is kept. */
final class LivenessLog implements LivenessListener {
    private static final Logger LOG = LoggerFactory.getLogger(LivenessLog.class);

    private final Explanation explanation;
    private final Consumer<ThreadTrace> kept;
    private final BooleanSupplier isStopping;
    /** Where each thread that stalls was last said to stand. */
    private final Map<Heartbeat, StackTraceElement[]> told = new IdentityHashMap<>();

    /** Says in words whether pauses of the JVM explain that nothing happened between two moments. */
    @FunctionalInterface
    interface Explanation {
        /** Between two readings of {@link System#nanoTime()}. */
        String explain(long sinceNs, long nowNs);
    }

    LivenessLog(final Explanation explanation, final Consumer<ThreadTrace> kept, final BooleanSupplier isStopping) {
        this.explanation = explanation;
        this.kept = kept;
        this.isStopping = isStopping;
    }

    /** A thread that finds that it stood still itself has told so by {@link #onPause}, and whoever guards it by name. */
    @Override
    public void onStall(final Stall stall) {
        if (stall.heartbeat().thread() != Thread.currentThread()) {
            final ThreadFacts facts = ThreadFacts.of(stall.heartbeat().thread());
            final ThreadTrace trace = facts.trace("thread " + stall.role() + " stalls: " + words(stall, facts));
            warn(stall, "STALLS", facts, trace);
            kept.accept(trace);
        }
    }

    /** Its stack is news only where it is another. */
    @Override
    public void onStillStalled(final Stall stall) {
        final ThreadFacts facts = ThreadFacts.of(stall.heartbeat().thread());
        if (Arrays.equals(facts.stack(), told.get(stall.heartbeat()))) {
            warn(stall, "STILL STALLS", facts, null);
        } else {
            warn(
                    stall,
                    "STILL STALLS",
                    facts,
                    facts.trace("thread " + stall.role() + " stalls, elsewhere than before"));
        }
    }

    @Override
    public void onStallEnd(final Stall stall) {
        told.remove(stall.heartbeat());
        if (stall.heartbeat().thread() == Thread.currentThread()) {
            return;
        }
        LOG.warn(
                "thread {} {} after {}; {}",
                stall.role(),
                switch (stall.heartbeat().phase()) {
                    case ENDED, FAILED -> "ended";
                    default -> "runs again";
                },
                Stall.seconds(stall.forNs()),
                explanation.explain(stall.sinceNs(), stall.nowNs()));
    }

    /** A thread's end is news only where nobody has asked for it. */
    @Override
    public void onEnd(final Heartbeat heartbeat) {
        if (isStopping.getAsBoolean()) {
            LOG.info("thread {} ended", heartbeat.role());
        } else {
            LOG.warn("thread {} ended, though nobody has asked it to", heartbeat.role());
        }
    }

    /** Whoever met the fault has logged it. */
    @Override
    public void onFault(final Heartbeat heartbeat, final Throwable fault) {
        kept.accept(new ThreadTrace("thread " + heartbeat.role() + " was ended, or a task of it, by " + fault, fault));
    }

    @Override
    public void onPause(final long sinceNs, final long nowNs, final boolean isAlone) {
        LOG.warn(
                "{}: the liveness thread ran at last {} ago; {}",
                isAlone
                        ? "the liveness thread stood still, and others ran meanwhile"
                        : "THE WHOLE PROCESS STOOD STILL (a pause of the JVM, a stop signal, or no CPU)",
                Stall.seconds(nowNs - sinceNs),
                explanation.explain(sinceNs, nowNs));
    }

    private void warn(final Stall stall, final String verb, final ThreadFacts facts, final ThreadTrace trace) {
        told.put(stall.heartbeat(), facts.stack());
        LOG.warn(
                "thread {} {}, for {} so far: {}; {}",
                stall.role(),
                verb,
                Stall.seconds(stall.forNs()),
                words(stall, facts),
                explanation.explain(stall.sinceNs(), stall.nowNs()),
                trace);
    }

    private static String words(final Stall stall, final ThreadFacts facts) {
        return stall.words() + "; " + facts.words();
    }
}
