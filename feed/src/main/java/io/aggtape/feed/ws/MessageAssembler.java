package io.aggtape.feed.ws;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Makes messages of data frames: an unfragmented one is passed on where it lies, fragments are joined in one buffer that
 * grows and is kept. Text is checked as UTF-8 while it arrives. Takes only frames that {@link FrameDecoder} let through,
 * which also bounds the length of a message.
 */
public final class MessageAssembler {
    private static final int INITIAL_CAPACITY = 4096;

    private final Utf8Validator utf8 = new Utf8Validator();
    private final UnsafeBuffer joined;
    private final int maxMessageBytes;

    private int messageOpCode;
    private int joinedLength;
    private boolean isTakenIn;
    private int closeCode;

    /** {@code maxMessageBytes}: how far the buffer for fragments may grow. */
    public MessageAssembler(final int maxMessageBytes) {
        this.maxMessageBytes = maxMessageBytes;
        this.joined = new UnsafeBuffer(new byte[Math.min(INITIAL_CAPACITY, maxMessageBytes)]);
    }

    /** Forgets everything: the next frame starts a message. */
    public void reset() {
        joinedLength = 0;
        isTakenIn = false;
        closeCode = 0;
    }

    /**
     * Takes a data frame; false where the handler refused the message that it ends, or the text is not UTF-8. A refused
     * frame must be offered again, the same one, before any other.
     */
    public boolean onFrame(
            final int opCode,
            final boolean isFinal,
            final DirectBuffer buffer,
            final int offset,
            final int length,
            final MessageHandler handler) {
        if (isFinal && opCode != OpCode.CONTINUATION) {
            return onWholeMessage(opCode, buffer, offset, length, handler);
        }
        if (!isTakenIn && !takeIn(opCode, isFinal, buffer, offset, length)) {
            return false;
        }
        if (!isFinal) {
            return true;
        }
        isTakenIn = !handler.onMessage(messageOpCode, joined, 0, joinedLength);
        return !isTakenIn;
    }

    /** 1007 where text was not UTF-8, else 0. */
    public int closeCode() {
        return closeCode;
    }

    private boolean onWholeMessage(
            final int opCode,
            final DirectBuffer buffer,
            final int offset,
            final int length,
            final MessageHandler handler) {
        if (opCode == OpCode.TEXT && !isTakenIn) {
            utf8.reset();
            if (!isText(buffer, offset, length, true)) {
                return false;
            }
        }
        isTakenIn = !handler.onMessage(opCode, buffer, offset, length);
        return !isTakenIn;
    }

    private boolean takeIn(
            final int opCode, final boolean isFinal, final DirectBuffer buffer, final int offset, final int length) {
        if (opCode != OpCode.CONTINUATION) {
            messageOpCode = opCode;
            joinedLength = 0;
            utf8.reset();
        }
        if (messageOpCode == OpCode.TEXT && !isText(buffer, offset, length, isFinal)) {
            return false;
        }
        final int newLength = joinedLength + length;
        if (newLength > joined.capacity()) {
            grow(newLength);
        }
        joined.putBytes(joinedLength, buffer, offset, length);
        joinedLength = newLength;
        return true;
    }

    private boolean isText(final DirectBuffer buffer, final int offset, final int length, final boolean isFinal) {
        final boolean isValid = utf8.update(buffer, offset, length) && (!isFinal || utf8.isComplete());
        if (!isValid) {
            closeCode = CloseCode.INVALID_DATA;
        }
        return isValid;
    }

    private void grow(final int length) {
        final long doubled = Math.max(length, 2L * joined.capacity());
        final byte[] larger = new byte[(int) Math.min(doubled, maxMessageBytes)];
        joined.getBytes(0, larger, 0, joinedLength);
        joined.wrap(larger);
    }
}
