package io.aggtape.journal;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * Who writes a tape, as its lock file says.
 *
 * @param pid the process id on its host, -1 where unknown.
 * @param host the host's name, empty where unknown.
 * @param startedAt when it opened the tape, ISO-8601 UTC, empty where unknown.
 * @param isClosed whether it closed the tape in order.
 */
public record LockOwner(long pid, String host, String startedAt, boolean isClosed) {
    static final LockOwner UNKNOWN = new LockOwner(-1, "", "", false);

    /** One line for a person. */
    public String describe() {
        return pid < 0 ? "an unknown process" : "process " + pid + " on " + host + " since " + startedAt;
    }

    String toText() {
        return "pid=" + pid + "\nhost=" + host + "\nstarted=" + startedAt + "\nclosed=" + isClosed + "\n";
    }

    static LockOwner parse(final String text) {
        final Properties properties = new Properties();
        try {
            properties.load(new StringReader(text));
            return new LockOwner(
                    Long.parseLong(properties.getProperty("pid", "-1")),
                    properties.getProperty("host", ""),
                    properties.getProperty("started", ""),
                    Boolean.parseBoolean(properties.getProperty("closed", "false")));
        } catch (final IllegalArgumentException e) {
            return UNKNOWN;
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
