package io.aggtape.feed.doctor;

import io.aggtape.pipeline.Heartbeat;
import io.aggtape.pipeline.Heartbeat.Phase;
import java.util.List;

/**
 * What a thread that does not answer does.
 *
 * @param role its role.
 * @param words its state in words.
 * @param stack its stack, a line a frame; empty where it has none.
 */
record ThreadState(String role, String words, List<String> stack) {
    /** As its heartbeat says, which may be null, else as the JVM's list of threads does, where threads are named by role. */
    static ThreadState of(final String role, final Heartbeat heartbeat) {
        if (heartbeat != null && heartbeat.phase() == Phase.CREATED) {
            return new ThreadState(role, "created but never started", List.of());
        }
        if (heartbeat != null && heartbeat.phase() == Phase.FAILED) {
            return new ThreadState(role, "ended by an exception", List.of());
        }
        if (heartbeat != null && heartbeat.phase() == Phase.ENDED) {
            return new ThreadState(role, "ended", List.of());
        }
        final Thread thread = heartbeat != null && heartbeat.thread() != null ? heartbeat.thread() : named(role);
        if (thread == null || !thread.isAlive()) {
            return new ThreadState(role, "no such thread lives: it was never started, or it has ended", List.of());
        }
        final List<String> stack = StackText.of(thread);
        return new ThreadState(role, thread.getState() + top(stack), stack);
    }

    private static Thread named(final String role) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals(role))
                .findFirst()
                .orElse(null);
    }

    /** The first frame that is not of the JDK: what it waits in is rarely what waits. */
    private static String top(final List<String> stack) {
        return stack.stream()
                .skip(1)
                .map(String::strip)
                .filter(frame -> !frame.startsWith("at java.") && !frame.startsWith("at jdk."))
                .findFirst()
                .map(frame -> " " + frame)
                .orElse("");
    }
}
