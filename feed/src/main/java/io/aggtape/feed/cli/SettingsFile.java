package io.aggtape.feed.cli;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** A {@code .properties} file in UTF-8 that remembers the line of each key and has each key once. */
final class SettingsFile {
    /** One key's value and the line, from 1, that it starts at. */
    record Entry(String value, int line) {}

    private final String path;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    private SettingsFile(final String path) {
        this.path = path;
    }

    /** The file that says nothing. */
    static SettingsFile none() {
        return new SettingsFile("");
    }

    /**
     * Reads a file.
     *
     * @throws CommandFault with {@link ExitCode#USAGE} where it cannot be read, is malformed or repeats a key.
     */
    static SettingsFile read(final String path) {
        try {
            return of(path, Files.readAllLines(Path.of(path), StandardCharsets.UTF_8));
        } catch (final IOException | IllegalArgumentException e) {
            throw new CommandFault(ExitCode.USAGE, "cannot read the settings file " + path + ": " + e, e);
        }
    }

    /** The file that has this path and these lines. */
    static SettingsFile of(final String path, final List<String> lines) throws IOException {
        final SettingsFile file = new SettingsFile(path);
        file.parse(lines);
        return file;
    }

    /** The keys in the order of the file. */
    List<String> keys() {
        return new ArrayList<>(entries.keySet());
    }

    /** The entry of this key; null where there is none. */
    Entry entry(final String key) {
        return entries.get(key);
    }

    /** Where this key stands: {@code PATH:LINE}. */
    String where(final String key) {
        return path + ":" + entries.get(key).line();
    }

    private void parse(final List<String> lines) throws IOException {
        int at = 0;
        while (at < lines.size()) {
            final int first = at;
            final StringBuilder logical = new StringBuilder(lines.get(at++));
            while (!isComment(lines.get(first)) && isContinued(logical) && at < lines.size()) {
                logical.append('\n').append(lines.get(at++));
            }
            final Properties one = new Properties();
            one.load(new StringReader(logical.toString()));
            for (final String key : one.stringPropertyNames()) {
                final String value = one.getProperty(key).strip();
                if (!key.isEmpty() || !value.isEmpty()) {
                    add(key, new Entry(value, first + 1));
                }
            }
        }
    }

    private void add(final String key, final Entry entry) {
        final Entry earlier = entries.put(key, entry);
        if (earlier != null) {
            throw new CommandFault(
                    ExitCode.USAGE, where(key) + ": '" + key + "' again, first at line " + earlier.line());
        }
    }

    private static boolean isComment(final String line) {
        final String text = line.strip();
        return text.startsWith("#") || text.startsWith("!");
    }

    private static boolean isContinued(final CharSequence line) {
        int backslashes = 0;
        for (int i = line.length() - 1; i >= 0 && line.charAt(i) == '\\'; i--) {
            backslashes++;
        }
        return backslashes % 2 == 1;
    }
}
