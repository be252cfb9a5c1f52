package io.aggtape.feed.ws;

/**
 * Limits of a session.
 *
 * @param maxMessageBytes the largest message that is let through, 125 to 2^30; a larger one is closed with 1009
 * @param maxHeaderBytes the largest header of the answer to the upgrade, interim answers included, 256 to 2^20
 * @param maxBodyBytes how much of a refusal's body is kept for the diagnosis, 0 to 2^20
 * @param outboundBytes the room for what waits to be written, 1,024 to 2^30; a message that is sent takes its own length
 *     and up to 14 bytes, and {@value #RESERVED_BYTES} bytes stay reserved for the close frame
 */
public record SessionConfig(int maxMessageBytes, int maxHeaderBytes, int maxBodyBytes, int outboundBytes) {
    /** The part of {@link #outboundBytes} that only the close frame may use. */
    public static final int RESERVED_BYTES = 2 + 4 + 125;

    private static final int KIB = 1024;
    private static final int MAX_BYTES = 1 << 30;

    public SessionConfig {
        check("maxMessageBytes", maxMessageBytes, 125, MAX_BYTES);
        check("maxHeaderBytes", maxHeaderBytes, 256, KIB * KIB);
        check("maxBodyBytes", maxBodyBytes, 0, KIB * KIB);
        check("outboundBytes", outboundBytes, KIB, MAX_BYTES);
    }

    /** The recorder's limits: messages of 64 KiB, header of 16 KiB, body of 4 KiB, 64 KiB outbound. */
    public static SessionConfig defaults() {
        return new SessionConfig(64 * KIB, 16 * KIB, 4 * KIB, 64 * KIB);
    }

    /** The same with another {@link #maxMessageBytes}. */
    public SessionConfig withMaxMessageBytes(final int bytes) {
        return new SessionConfig(bytes, maxHeaderBytes, maxBodyBytes, outboundBytes);
    }

    /** The same with another {@link #outboundBytes}. */
    public SessionConfig withOutboundBytes(final int bytes) {
        return new SessionConfig(maxMessageBytes, maxHeaderBytes, maxBodyBytes, bytes);
    }

    private static void check(final String name, final int value, final int least, final int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " is " + value + ", not " + least + " to " + most);
        }
    }
}
