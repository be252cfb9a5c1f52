package io.aggtape.feed.cli;

import java.nio.file.Path;

/**
 * How a command logs.
 *
 * @param isJson one JSON object a line; otherwise plain text.
 * @param file where to log beside stderr; null for nowhere.
 * @param maxFileBytes how large a file may become, from 1,024.
 * @param files how many files are kept, the one that is being written included, 1 to 1,000.
 */
record LogConfig(boolean isJson, Path file, long maxFileBytes, int files) {
    private static final int MIN_BYTES = 1_024;
    private static final int MAX_FILES = 1_000;

    LogConfig {
        if (maxFileBytes < MIN_BYTES) {
            throw new IllegalArgumentException("--log-file-size: 1k or more, not " + maxFileBytes + " bytes");
        }
        if (files < 1 || files > MAX_FILES) {
            throw new IllegalArgumentException("--log-files: 1 to " + MAX_FILES + ", not " + files);
        }
    }
}
