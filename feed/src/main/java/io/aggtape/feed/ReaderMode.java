package io.aggtape.feed;

import java.util.Locale;

/** How a feed thread learns which of its lines have bytes. */
public enum ReaderMode {
    /** As suits the count of lines and the core of the thread. */
    AUTO,
    /** Reads each line in each cycle. */
    SPIN,
    /** Asks the kernel which lines have bytes, and reads those. */
    SELECT;

    /**
     * The mode of a name, in any letter case.
     *
     * @throws IllegalArgumentException where there is none; the message lists those that exist.
     */
    public static ReaderMode ofName(final String name) {
        for (final ReaderMode mode : values()) {
            if (mode.label().equalsIgnoreCase(name)) {
                return mode;
            }
        }
        throw new IllegalArgumentException("no reader is called '" + name + "': use auto, spin or select");
    }

    /** The name on the command line. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
