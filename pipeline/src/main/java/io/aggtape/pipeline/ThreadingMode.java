package io.aggtape.pipeline;

import java.util.List;
import java.util.Locale;

/** How the three handlers get their threads. */
public enum ThreadingMode {
    /** Each handler on its own thread, none waits for a sibling. */
    PARALLEL,
    /** The three handlers one after the other on one thread, which decodes for all of them. */
    SHARED,
    /** The same on the feed thread itself, of which there is one: no ring, no hand-off to another core. */
    INLINE;

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
        throw new IllegalArgumentException(
                "no threading mode is called '" + name + "': use parallel, shared or inline");
    }

    /** The roles of the handlers' threads; none where the feed thread runs them. */
    public List<String> handlerRoles() {
        return switch (this) {
            case PARALLEL -> List.of("parser", "metrics", "journal");
            case SHARED -> List.of("handlers");
            case INLINE -> List.of();
        };
    }

    /** The name on the command line. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
