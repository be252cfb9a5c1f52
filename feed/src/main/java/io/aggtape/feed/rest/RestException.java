package io.aggtape.feed.rest;

import java.io.IOException;

/** A REST request that brought nothing, with what that means. */
public final class RestException extends IOException {
    private static final long serialVersionUID = 1L;

    private final RestFault fault;
    private final long retryAfterMs;

    /**
     * Says what happened, for a person.
     *
     * @param retryAfterMs how long to ask nothing, milliseconds; 0 where the server did not say.
     */
    public RestException(final RestFault fault, final String message, final long retryAfterMs, final Throwable cause) {
        super(message, cause);
        this.fault = fault;
        this.retryAfterMs = retryAfterMs;
    }

    /** The same where nothing else led to it and no time was named. */
    public RestException(final RestFault fault, final String message) {
        this(fault, message, 0, null);
    }

    /** What it means. */
    public RestFault fault() {
        return fault;
    }

    /** How long to ask nothing, milliseconds; 0 where the server did not say. */
    public long retryAfterMs() {
        return retryAfterMs;
    }
}
