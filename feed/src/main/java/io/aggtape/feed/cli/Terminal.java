package io.aggtape.feed.cli;

import java.util.Map;

/** Tells a person from a pipe. */
final class Terminal {
    private Terminal() {}

    /**
     * True where stdout is a terminal. bin/aggtape finds out and says so in a system property, because the JDK's own
     * answer differs between versions.
     */
    static boolean isOut() {
        return Boolean.getBoolean("aggtape.terminal.out");
    }

    /** The same of stderr. */
    static boolean isErr() {
        return Boolean.getBoolean("aggtape.terminal.err");
    }

    /** True where colours are welcome: on a terminal that has them, unless {@code NO_COLOR} is set to something. */
    static boolean hasColours(final boolean isInteractive, final Map<String, String> environment) {
        return isInteractive
                && environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !"dumb".equals(environment.get("TERM"));
    }
}
