package io.aggtape.pipeline;

import java.nio.file.Path;

/** A file that is no histogram log: the message names it and, from 1, the line. */
public final class LatencyFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LatencyFileException(final Path file, final long line, final String what, final Throwable cause) {
        super(file + ", line " + line + ": " + what, cause);
    }
}
