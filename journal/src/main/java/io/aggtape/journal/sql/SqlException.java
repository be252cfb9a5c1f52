package io.aggtape.journal.sql;

/** SQL that DuckDB refuses, or a database that cannot be used; the message is DuckDB's own, or names what to do. */
public final class SqlException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What, for a person. */
    public SqlException(final String message) {
        super(message);
    }

    /** What, for a person, and what led to it. */
    public SqlException(final String message, final Throwable cause) {
        super(message, cause);
    }
}
