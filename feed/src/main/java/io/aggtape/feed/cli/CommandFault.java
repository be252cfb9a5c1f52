package io.aggtape.feed.cli;

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
}
