package io.aggtape.feed.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.function.Supplier;

/** Ends a command with an exit code and one line on stderr, without a stack trace. */
public final class CommandFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    /** {@code exitCode} is one of {@link ExitCode}; {@code message} is for the person who ran the command. */
    public CommandFault(final int exitCode, final String message) {
        this(exitCode, message, null);
    }

    /** As above, with what led to it. */
    public CommandFault(final int exitCode, final String message, final Throwable cause) {
        super(message, cause, false, false);
        this.exitCode = exitCode;
    }

    /** One of {@link ExitCode}. */
    public int exitCode() {
        return exitCode;
    }

    /** Why a file could not be used, in words, without its name. */
    static String reason(final IOException fault) {
        if (fault instanceof NoSuchFileException) {
            return "no such file or directory";
        }
        if (fault instanceof AccessDeniedException) {
            return "access denied";
        }
        if (fault instanceof NotDirectoryException) {
            return "not a directory";
        }
        if (fault instanceof FileAlreadyExistsException) {
            return "it exists and is no directory";
        }
        if (fault instanceof FileSystemException other && other.getReason() != null) {
            return other.getReason();
        }
        return fault.toString();
    }

    /** What is made of the arguments; where they make no sense, the fault says so. */
    static <T> T orUsage(final Supplier<T> made) {
        try {
            return made.get();
        } catch (final IllegalArgumentException | UncheckedIOException e) {
            throw new CommandFault(ExitCode.USAGE, e.getMessage(), e);
        }
    }
}
