package io.aggtape.feed.ws;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** A frame that the client sent, as a strict server reads it; of a long payload the digest. */
record SentFrame(int opCode, int length, String payloadHex) {
    private static final int LONG = 4096;

    static SentFrame of(final int opCode, final byte[] payload) {
        final byte[] shown = payload.length < LONG ? payload : digest(payload);
        return new SentFrame(opCode, payload.length, HexFormat.of().formatHex(shown));
    }

    static SentFrame text(final String payload) {
        return of(OpCode.TEXT, Wire.utf8(payload));
    }

    static SentFrame pong(final String payload) {
        return of(OpCode.PONG, Wire.utf8(payload));
    }

    /** A close frame with a code alone. */
    static SentFrame close(final int code) {
        return of(OpCode.CLOSE, Wire.closePayload(code, new byte[0]));
    }

    /** Reads all frames and moves the position behind them; fails on anything that a client may not send. */
    static List<SentFrame> readAll(final ByteBuffer bytes) {
        final List<SentFrame> frames = new ArrayList<>();
        while (bytes.hasRemaining()) {
            frames.add(read(bytes));
        }
        return frames;
    }

    private static byte[] digest(final byte[] payload) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(payload);
        } catch (final NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static SentFrame read(final ByteBuffer bytes) {
        final int first = bytes.get() & 0xFF;
        assertThat(first & 0xF0).as("final, no reserved bits").isEqualTo(0x80);
        final int second = bytes.get() & 0xFF;
        assertThat(second & 0x80).as("mask bit").isEqualTo(0x80);
        long length = second & 0x7F;
        if (length == 126) {
            length = bytes.getShort() & 0xFFFF;
            assertThat(length).as("shortest form").isGreaterThan(125);
        } else if (length == 127) {
            length = bytes.getLong();
            assertThat(length).as("shortest form").isGreaterThan(0xFFFF);
        }
        final byte[] key = new byte[4];
        bytes.get(key);
        final byte[] payload = new byte[(int) length];
        bytes.get(payload);
        for (int i = 0; i < payload.length; i++) {
            payload[i] ^= key[i & 3];
        }
        return of(first & 0xF, payload);
    }

    /** The code of a close frame, 1005 where it has none. */
    int closeCode() {
        assertThat(opCode).isEqualTo(OpCode.CLOSE);
        return payloadHex.isEmpty() ? 1005 : Integer.parseInt(payloadHex.substring(0, 4), 16);
    }

    @Override
    public String toString() {
        return opCode + ":" + length + ":" + payloadHex.substring(0, Math.min(payloadHex.length(), 100));
    }
}
