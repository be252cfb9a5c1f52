package io.aggtape.feed.ws;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.random.RandomGenerator;

/** The {@code Sec-WebSocket-Key} of one attempt (RFC 6455 section 4.1), base64 of 16 bytes. */
public record HandshakeKey(String text) {
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int KEY_BYTES = 16;

    /** A fresh key. */
    public static HandshakeKey random(final RandomGenerator random) {
        final byte[] bytes = new byte[KEY_BYTES];
        random.nextBytes(bytes);
        return new HandshakeKey(Base64.getEncoder().encodeToString(bytes));
    }

    /** The {@code Sec-WebSocket-Accept} that only a WebSocket server answers to this key. */
    public String accept() {
        try {
            final byte[] hash =
                    MessageDigest.getInstance("SHA-1").digest((text + GUID).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(hash);
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}
