package io.aggtape.feed.net;

/** One lookup of a host, polled by the thread that asked; to abandon it, let go of it. */
public final class Resolution {
    private final String host;
    /** Written before {@link #isDone} is set. */
    private AddressSequence addresses;
    /** Written before {@link #isDone} is set. */
    private TransportException fault;
    /** Set by the lookup's thread as its last act. */
    private volatile boolean isDone;

    Resolution(final String host) {
        this.host = host;
    }

    /** The host that is looked up. */
    public String host() {
        return host;
    }

    /** True when there are addresses or a fault; never blocks. */
    public boolean isDone() {
        return isDone;
    }

    /**
     * The addresses that were found.
     *
     * @throws TransportException saying why there are none.
     * @throws IllegalStateException while the lookup is not done.
     */
    public AddressSequence addresses() throws TransportException {
        if (!isDone) {
            throw new IllegalStateException("the lookup of " + host + " is not done");
        }
        if (fault != null) {
            throw fault;
        }
        return addresses;
    }

    void succeed(final AddressSequence found) {
        addresses = found;
        isDone = true;
    }

    void fail(final String message, final Throwable cause) {
        fault = new TransportException(TransportStage.CONNECTING, message, cause);
        isDone = true;
    }
}
