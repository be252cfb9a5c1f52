package io.aggtape.feed.net;

/**
 * What is asked of the kernel for each socket, beside TCP_NODELAY, which is always on.
 *
 * @param receiveBufferBytes SO_RCVBUF, or 0 to let the kernel tune it by itself.
 */
public record SocketOptions(int receiveBufferBytes) {
    /** Everything left to the kernel. */
    public static final SocketOptions DEFAULT = new SocketOptions(0);

    /** Checks the sizes. */
    public SocketOptions {
        if (receiveBufferBytes < 0) {
            throw new IllegalArgumentException(
                    "the receive buffer has 0 (the kernel decides) or more bytes, not " + receiveBufferBytes);
        }
    }
}
