package io.aggtape.feed;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * Which build this is.
 *
 * @param version for example {@code 0.1.0}.
 * @param revision the git commit in 12 digits, followed by {@code -dirty} where the sources had other changes; {@code
 *     unknown} where it was built outside of git.
 */
public record Build(String version, String revision) {
    private static final String RESOURCE = "build.properties";

    /** This one. */
    public static Build current() {
        try (InputStream in = Build.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is not on the class path");
            }
            final Properties properties = new Properties();
            properties.load(in);
            return of(properties);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As the build has filled them in. */
    static Build of(final Properties properties) {
        final String commit = properties.getProperty("revision", "");
        final boolean isDirty = Boolean.parseBoolean(properties.getProperty("dirty"));
        return new Build(
                properties.getProperty("version"), commit.isBlank() ? "unknown" : commit + (isDirty ? "-dirty" : ""));
    }
}
