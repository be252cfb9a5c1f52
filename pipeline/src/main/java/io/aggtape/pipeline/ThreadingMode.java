package io.aggtape.pipeline;

import java.util.List;
import java.util.Locale;

/** How the three handlers get their threads. */
public enum ThreadingMode {
    /** Each handler on its own thread, none waits for a sibling. */
    PARALLEL,
    /** The three handlers one after the other on one thread. */
    SHARED;

    /**
     * The mode of a name, in any letter case.
     *
     * @throws IllegalArgumentException where there is none; the message lists those that exist.
     */
    public static ThreadingMode ofName(final String name) {
        for (final ThreadingMode mode : values()) {
            if (mode.label().equalsIgnoreCase(name)) {
                return mode;
            }
        }
        throw new IllegalArgumentException("no threading mode is called '" + name + "': use parallel or shared");
    }

    /** The roles of the handlers' threads. */
    public List<String> handlerRoles() {
        return this == PARALLEL ? List.of("parser", "metrics", "journal") : List.of("handlers");
    }

    /** The name on the command line. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
