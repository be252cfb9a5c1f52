package io.aggtape.feed.cli;

import java.io.UncheckedIOException;
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

    /** What is made of the arguments; where they make no sense, the fault says so. */
    static <T> T orUsage(final Supplier<T> made) {
        try {
            return made.get();
        } catch (final IllegalArgumentException | UncheckedIOException e) {
            throw new CommandFault(ExitCode.USAGE, e.getMessage(), e);
        }
    }
}
