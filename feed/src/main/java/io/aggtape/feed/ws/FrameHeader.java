package io.aggtape.feed.ws;

import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/** The header of one server frame (RFC 6455 section 5.2), with the rules that need no memory of other frames. */
final class FrameHeader {
    /** The longest header without a mask, bytes. */
    static final int MAX_LENGTH = 10;

    /** The length of a header whose payload's length has two bytes. */
    static final int LENGTH_16_BYTES = 4;

    /** What the second byte says where the length follows in two bytes; also the least such length. */
    static final int LENGTH_16 = 126;

    /** The first two bytes of an unfragmented, unmasked text message whose length follows in two bytes. */
    static final int FINAL_TEXT_16 = 0x817E;

    private static final int FINAL_BIT = 0x80;
    private static final int RESERVED_BITS = 0x70;
    private static final int MASK_BIT = 0x80;
    private static final int MAX_CONTROL_PAYLOAD = 125;

    private int opCode;
    private boolean isFinal;
    private int length;
    private long payloadLength;
    private String violation;

    /** Reads the header at {@code offset}; false where it is not whole yet or breaks a rule. */
    boolean parse(final DirectBuffer buffer, final int offset, final int available) {
        violation = null;
        if (available < 2) {
            return false;
        }
        final int first = buffer.getByte(offset) & 0xFF;
        final int second = buffer.getByte(offset + 1) & 0xFF;
        final int shortLength = second & ~MASK_BIT;
        opCode = first & 0xF;
        isFinal = (first & FINAL_BIT) != 0;
        if ((first & RESERVED_BITS) != 0) {
            return reject("a reserved bit is set");
        }
        if (OpCode.isReserved(opCode)) {
            return reject("reserved opcode");
        }
        if ((second & MASK_BIT) != 0) {
            return reject("a server frame is masked");
        }
        if (OpCode.isControl(opCode)) {
            if (!isFinal) {
                return reject("a control frame is fragmented");
            }
            if (shortLength > MAX_CONTROL_PAYLOAD) {
                return reject("a control frame has more than 125 bytes");
            }
        }
        if (shortLength < LENGTH_16) {
            length = 2;
            payloadLength = shortLength;
            return true;
        }
        return shortLength == LENGTH_16
                ? parseLength16(buffer, offset, available)
                : parseLength64(buffer, offset, available);
    }

    /** Why the last {@link #parse} refused, or null where the header broke no rule; always close code 1002. */
    String violation() {
        return violation;
    }

    int opCode() {
        return opCode;
    }

    boolean isFinal() {
        return isFinal;
    }

    /** The length of the header itself, bytes. */
    int length() {
        return length;
    }

    /** The announced length of the payload, bytes, 0 to 2^63 - 1. */
    long payloadLength() {
        return payloadLength;
    }

    private boolean parseLength16(final DirectBuffer buffer, final int offset, final int available) {
        if (available < LENGTH_16_BYTES) {
            return false;
        }
        length = LENGTH_16_BYTES;
        payloadLength = buffer.getShort(offset + 2, ByteOrder.BIG_ENDIAN) & 0xFFFF;
        return payloadLength >= LENGTH_16 || reject("a length is not in its shortest form");
    }

    private boolean parseLength64(final DirectBuffer buffer, final int offset, final int available) {
        if (available < MAX_LENGTH) {
            return false;
        }
        length = MAX_LENGTH;
        payloadLength = buffer.getLong(offset + 2, ByteOrder.BIG_ENDIAN);
        if (payloadLength < 0) {
            return reject("a length has its highest bit set");
        }
        return payloadLength > 0xFFFF || reject("a length is not in its shortest form");
    }

    private boolean reject(final String rule) {
        violation = rule;
        return false;
    }
}
