package io.aggtape.feed;

import io.aggtape.pipeline.Heartbeat;
import java.util.function.Supplier;

/**
 * One task of a run beside its lines and handlers.
 *
 * @param name the role of its thread.
 * @param whyOff why it is not wanted in this run; null where it is.
 * @param state what it says of itself, from any thread.
 */
record BackgroundTask(String name, String whyOff, Supplier<String> state) {
    /** What one says that goes on with nothing to tell. */
    static final String RUNNING = "running";

    /** A task that is wanted. */
    static BackgroundTask of(final String name, final Supplier<String> state) {
        return new BackgroundTask(name, null, state);
    }

    /** What it does; its thread's heartbeat, null for none, knows better whether it does anything. */
    String text(final Heartbeat heartbeat) {
        if (whyOff != null) {
            return "off: " + whyOff;
        }
        final String trouble = heartbeat == null ? "" : trouble(heartbeat);
        return trouble.isEmpty() ? state.get() : trouble;
    }

    /** Why a thread does not work; empty where it does. */
    static String trouble(final Heartbeat heartbeat) {
        switch (heartbeat.phase()) {
            case CREATED:
                return "NOT RUNNING: created and never started";
            case ENDED:
                return "NOT RUNNING: ended";
            case FAILED:
                return "NOT RUNNING: ended by a fault, see above";
            default:
                return heartbeat.hasFault() ? "RUNNING IN PART: a task was ended by a fault, see above" : "";
        }
    }
}
