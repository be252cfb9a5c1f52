package io.aggtape.pipeline;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The lines of a text file, which knows whether the last one has its line feed. One thread. */
final class LatencyLines implements AutoCloseable {
    private final Path file;
    private final BufferedReader reader;
    private final StringBuilder line = new StringBuilder();

    private long number;
    private boolean isWhole;

    LatencyLines(final Path file) throws IOException {
        this.file = file;
        this.reader = Files.newBufferedReader(file, StandardCharsets.UTF_8);
    }

    /**
     * The next line without its end, or null after the last.
     *
     * @throws LatencyFileException where it is not UTF-8.
     */
    String next() throws IOException {
        line.setLength(0);
        number++;
        isWhole = false;
        try {
            for (int read = reader.read(); read >= 0; read = reader.read()) {
                if (read == '\n') {
                    isWhole = true;
                    break;
                }
                line.append((char) read);
            }
        } catch (final MalformedInputException e) {
            throw new LatencyFileException(file, number, "is not UTF-8 text", e);
        }
        if (!isWhole && line.length() == 0) {
            return null;
        }
        final int last = line.length() - 1;
        return last >= 0 && line.charAt(last) == '\r' ? line.substring(0, last) : line.toString();
    }

    /** The number of the last line from {@link #next}, from 1. */
    long number() {
        return number;
    }

    /** Whether that line ended with a line feed: else the file ends there, perhaps in the middle of what was to be written. */
    boolean isWhole() {
        return isWhole;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
