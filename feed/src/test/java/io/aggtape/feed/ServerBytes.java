package io.aggtape.feed;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** What a server puts on the wire: the answer to an upgrade, unmasked frames, trades. */
final class ServerBytes {
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private ServerBytes() {}

    /** The 101 that belongs to this upgrade request. */
    static byte[] accept(final byte[] request) {
        final String text = new String(request, StandardCharsets.ISO_8859_1);
        final int at = text.indexOf("Sec-WebSocket-Key: ") + 19;
        final String key = text.substring(at, text.indexOf('\r', at));
        try {
            final byte[] hash =
                    MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
            return ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                            + "Sec-WebSocket-Accept: " + Base64.getEncoder().encodeToString(hash) + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII);
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A final frame with this payload, as a server sends it. */
    static byte[] frame(final int opCode, final byte[] payload) {
        final ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(0x80 | opCode);
        if (payload.length < 126) {
            frame.write(payload.length);
        } else {
            frame.write(126);
            frame.write(payload.length >> 8);
            frame.write(payload.length);
        }
        frame.writeBytes(payload);
        return frame.toByteArray();
    }

    static byte[] text(final String text) {
        return frame(1, text.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] close(final int code, final String reason) {
        final byte[] words = reason.getBytes(StandardCharsets.UTF_8);
        final byte[] payload = new byte[2 + words.length];
        payload[0] = (byte) (code >> 8);
        payload[1] = (byte) code;
        System.arraycopy(words, 0, payload, 2, words.length);
        return frame(8, payload);
    }

    /** A spot trade in microseconds. */
    static byte[] trade(final String symbol, final long id) {
        final long timeUs = 1_795_348_800_000_000L + id;
        return text("{\"e\":\"aggTrade\",\"E\":" + timeUs + ",\"s\":\"" + symbol + "\",\"a\":" + id
                + ",\"p\":\"91234.56000000\",\"q\":\"0.01250000\",\"f\":" + id + ",\"l\":" + id + ",\"T\":" + timeUs
                + ",\"m\":false,\"M\":true}");
    }

    static byte[] join(final byte[]... parts) {
        final ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (final byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }

    /** Trades of BTCUSDT with consecutive ids, a frame each. */
    static byte[] trades(final long firstId, final int count) {
        final byte[][] frames = new byte[count][];
        for (int i = 0; i < count; i++) {
            frames[i] = trade("BTCUSDT", firstId + i);
        }
        return join(frames);
    }
}
