package io.aggtape.feed.ws;

import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/**
 * Cuts a server's byte stream into frames, in place, and holds them to the rules of RFC 6455 section 5.
 *
 * <p>A control frame is handed on whole. A data frame of which only a part has arrived is handed on in parts, exactly as
 * if the server had fragmented it there (section 5.4 lets intermediaries do so): nobody needs a buffer that holds the
 * largest frame, and a buffer of {@value #MIN_BUFFER_BYTES} bytes is enough.
 */
public final class FrameDecoder {
    /** The smallest buffer that a caller may offer frames from: a header and the payload of a control frame. */
    public static final int MIN_BUFFER_BYTES = FrameHeader.MAX_LENGTH + 125;

    private static final int NOT_USUAL = -1;

    private final FrameHeader header = new FrameHeader();
    private final long maxMessageBytes;

    private boolean isInMessage;
    private long messageBytes;
    private long missingBytes;
    private boolean isPartOfFinal;
    private long frameCount;
    private int closeCode;
    private String violation = "";

    /** {@code maxMessageBytes}: the largest payload of a message, all its fragments together, that is let through. */
    public FrameDecoder(final long maxMessageBytes) {
        this.maxMessageBytes = maxMessageBytes;
    }

    /** Forgets everything: the next byte is the first of a connection's frames. */
    public void reset() {
        isInMessage = false;
        messageBytes = 0;
        missingBytes = 0;
        isPartOfFinal = false;
        frameCount = 0;
        closeCode = 0;
        violation = "";
    }

    /**
     * Hands on the frames in {@code length} bytes and returns how many bytes are done with; the caller offers the rest
     * again, at the front of what arrives later. Stops at a frame that is refused, and for good at a violation.
     */
    public int decode(final DirectBuffer buffer, final int offset, final int length, final FrameHandler handler) {
        final int end = offset + length;
        int position = offset;
        while (position < end && closeCode == 0) {
            int next = missingBytes == 0 && !isInMessage ? decodeUsual(buffer, position, end, handler) : NOT_USUAL;
            if (next == NOT_USUAL) {
                next = missingBytes == 0
                        ? decodeFrame(buffer, position, end, handler)
                        : decodeRest(buffer, position, end, handler);
            }
            if (next == position) {
                break;
            }
            position = next;
        }
        return position - offset;
    }

    /** The code to close with after a violation, 1002 or 1009; 0 where there was none. */
    public int closeCode() {
        return closeCode;
    }

    /** The rule that was broken, in words; empty where none was. */
    public String violation() {
        return violation;
    }

    /** The frames that were handed on to their end, control frames included. */
    public long frameCount() {
        return frameCount;
    }

    /**
     * What a busy stream consists of: a text message of 126 to 65,535 bytes in one frame, all of which is there, by one look
     * at its header. Anything else, and whatever breaks a rule, is left to {@link #decodeFrame}.
     */
    private int decodeUsual(final DirectBuffer buffer, final int position, final int end, final FrameHandler handler) {
        if (end - position < FrameHeader.LENGTH_16_BYTES) {
            return NOT_USUAL;
        }
        final int head = buffer.getInt(position, ByteOrder.BIG_ENDIAN);
        final int length = head & 0xFFFF;
        final int payload = position + FrameHeader.LENGTH_16_BYTES;
        if (head >>> 16 != FrameHeader.FINAL_TEXT_16
                || length < FrameHeader.LENGTH_16
                || length > maxMessageBytes
                || length > end - payload) {
            return NOT_USUAL;
        }
        if (!handler.onFrame(OpCode.TEXT, true, buffer, payload, length)) {
            return position;
        }
        messageBytes = length;
        frameCount++;
        return payload + length;
    }

    private int decodeFrame(final DirectBuffer buffer, final int position, final int end, final FrameHandler handler) {
        if (!header.parse(buffer, position, end - position)) {
            if (header.violation() != null) {
                fail(CloseCode.PROTOCOL_ERROR, header.violation());
            }
            return position;
        }
        return OpCode.isControl(header.opCode())
                ? decodeControl(buffer, position, end, handler)
                : decodeData(buffer, position, end, handler);
    }

    private int decodeControl(
            final DirectBuffer buffer, final int position, final int end, final FrameHandler handler) {
        final int payload = position + header.length();
        final int length = (int) header.payloadLength();
        if (length > end - payload || !handler.onFrame(header.opCode(), true, buffer, payload, length)) {
            return position;
        }
        frameCount++;
        return payload + length;
    }

    private int decodeData(final DirectBuffer buffer, final int position, final int end, final FrameHandler handler) {
        final int opCode = header.opCode();
        if (isInMessage != (opCode == OpCode.CONTINUATION)) {
            fail(
                    CloseCode.PROTOCOL_ERROR,
                    isInMessage ? "a message starts inside another" : "a continuation without a start");
            return position;
        }
        final long before = isInMessage ? messageBytes : 0;
        final long payloadLength = header.payloadLength();
        if (payloadLength > maxMessageBytes - before) {
            fail(CloseCode.TOO_BIG, "a message is above the limit");
            return position;
        }
        final int payload = position + header.length();
        final int available = (int) Math.min(payloadLength, end - payload);
        final boolean isWhole = available == payloadLength;
        final boolean isFinal = header.isFinal();
        if (!isWhole && available == 0 || !handler.onFrame(opCode, isFinal && isWhole, buffer, payload, available)) {
            return position;
        }
        messageBytes = before + payloadLength;
        if (isWhole) {
            endFrame(isFinal);
        } else {
            isInMessage = true;
            isPartOfFinal = isFinal;
            missingBytes = payloadLength - available;
        }
        return payload + available;
    }

    private int decodeRest(final DirectBuffer buffer, final int position, final int end, final FrameHandler handler) {
        final int available = (int) Math.min(missingBytes, end - position);
        final boolean isLast = available == missingBytes;
        if (!handler.onFrame(OpCode.CONTINUATION, isLast && isPartOfFinal, buffer, position, available)) {
            return position;
        }
        missingBytes -= available;
        if (isLast) {
            endFrame(isPartOfFinal);
        }
        return position + available;
    }

    private void endFrame(final boolean isFinal) {
        isInMessage = !isFinal;
        frameCount++;
    }

    private void fail(final int code, final String rule) {
        closeCode = code;
        violation = rule;
    }
}
