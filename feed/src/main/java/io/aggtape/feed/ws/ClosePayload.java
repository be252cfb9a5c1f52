package io.aggtape.feed.ws;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Code and reason of a close frame (RFC 6455 sections 5.5.1 and 7.4), both ways. */
final class ClosePayload {
    private static final int CODE_BYTES = 2;
    private static final int MAX_BYTES = 125;

    private final Utf8Validator utf8 = new Utf8Validator();
    private final UnsafeBuffer bytes = new UnsafeBuffer(new byte[MAX_BYTES]);

    private int code;
    private String reason = "";
    private int violationCode;
    private String violation = "";

    /** Reads what a peer sent; false where it breaks a rule. */
    boolean parse(final DirectBuffer buffer, final int offset, final int length) {
        code = CloseCode.NO_STATUS;
        reason = "";
        if (length == 0) {
            return true;
        }
        if (length < CODE_BYTES) {
            return reject(CloseCode.PROTOCOL_ERROR, "a close frame has half a code");
        }
        final int sent = buffer.getShort(offset, ByteOrder.BIG_ENDIAN) & 0xFFFF;
        if (!CloseCode.isAllowedOnWire(sent)) {
            return reject(CloseCode.PROTOCOL_ERROR, "a close code that may not be sent");
        }
        utf8.reset();
        if (!utf8.update(buffer, offset + CODE_BYTES, length - CODE_BYTES) || !utf8.isComplete()) {
            return reject(CloseCode.INVALID_DATA, "a close reason is not UTF-8");
        }
        final byte[] text = new byte[length - CODE_BYTES];
        buffer.getBytes(offset + CODE_BYTES, text);
        code = sent;
        reason = new String(text, StandardCharsets.UTF_8);
        return true;
    }

    /** The peer's code; 1005 where it sent none. */
    int code() {
        return code;
    }

    String reason() {
        return reason;
    }

    /** The code that answers a payload which {@link #parse} refused: 1002 or 1007. */
    int violationCode() {
        return violationCode;
    }

    String violation() {
        return violation;
    }

    /** Writes ours and returns its length; 1005 makes an empty one, a reason is cut to the 123 bytes that fit. */
    int write(final int closeCode, final String text) {
        if (closeCode == CloseCode.NO_STATUS) {
            return 0;
        }
        final byte[] utf8Text = text.getBytes(StandardCharsets.UTF_8);
        int length = Math.min(utf8Text.length, MAX_BYTES - CODE_BYTES);
        while (length > 0 && length < utf8Text.length && (utf8Text[length] & 0xC0) == 0x80) {
            length--;
        }
        bytes.putShort(0, (short) closeCode, ByteOrder.BIG_ENDIAN);
        bytes.putBytes(CODE_BYTES, utf8Text, 0, length);
        return CODE_BYTES + length;
    }

    /** Where {@link #write} wrote, from index 0. */
    DirectBuffer bytes() {
        return bytes;
    }

    private boolean reject(final int answer, final String rule) {
        violationCode = answer;
        violation = rule;
        return false;
    }
}
