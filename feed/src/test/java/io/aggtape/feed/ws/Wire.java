package io.aggtape.feed.ws;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/** What a server puts on the wire, byte by byte, right or wrong. */
final class Wire {
    static final boolean FINAL = true;
    static final boolean MORE = false;

    private Wire() {}

    static byte[] frame(final int opCode, final boolean isFinal, final byte[] payload) {
        return concat(header((isFinal ? 0x80 : 0) | opCode, payload.length), payload);
    }

    static byte[] frame(final int opCode, final boolean isFinal, final String payload) {
        return frame(opCode, isFinal, utf8(payload));
    }

    static byte[] text(final String payload) {
        return frame(OpCode.TEXT, FINAL, payload);
    }

    static byte[] binary(final byte[] payload) {
        return frame(OpCode.BINARY, FINAL, payload);
    }

    static byte[] ping(final String payload) {
        return frame(OpCode.PING, FINAL, payload);
    }

    static byte[] pong(final String payload) {
        return frame(OpCode.PONG, FINAL, payload);
    }

    static byte[] close(final int code, final String reason) {
        return frame(OpCode.CLOSE, FINAL, closePayload(code, utf8(reason)));
    }

    static byte[] closePayload(final int code, final byte[] reason) {
        return concat(new byte[] {(byte) (code >>> 8), (byte) code}, reason);
    }

    /** The shortest header for that length, whatever the first byte says. */
    static byte[] header(final int first, final long length) {
        if (length < 126) {
            return new byte[] {(byte) first, (byte) length};
        }
        if (length <= 0xFFFF) {
            return ByteBuffer.allocate(4)
                    .put((byte) first)
                    .put((byte) 126)
                    .putShort((short) length)
                    .array();
        }
        return ByteBuffer.allocate(10)
                .put((byte) first)
                .put((byte) 127)
                .putLong(length)
                .array();
    }

    static byte[] hex(final String digits) {
        return HexFormat.of().parseHex(digits.replace(" ", ""));
    }

    static byte[] utf8(final String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] concat(final byte[]... parts) {
        final ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (final byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    static UnsafeBuffer buffer(final byte[]... parts) {
        return new UnsafeBuffer(concat(parts));
    }

    /** Any bytes, the same for the same length. */
    static byte[] bytes(final int length) {
        final byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i * 31 + (i >>> 8));
        }
        return bytes;
    }

    static List<byte[]> cut(final byte[] bytes, final int pieceLength) {
        final List<byte[]> pieces = new ArrayList<>();
        for (int at = 0; at < bytes.length; at += pieceLength) {
            pieces.add(Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + pieceLength)));
        }
        return pieces;
    }
}
