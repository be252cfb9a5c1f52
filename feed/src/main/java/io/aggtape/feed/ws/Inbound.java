package io.aggtape.feed.ws;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The receiving half of an open session: frames to messages, pings to pongs, up to the peer's close frame or a violation.
 * While the handler refuses a message, the pings that have arrived behind it are answered ahead of their turn, once.
 */
final class Inbound {
    private static final int NOT_REFUSED = -1;
    private static final int NONE = -1;
    private static final int MAX_PONG_BYTES = 125;

    private final FrameDecoder decoder;
    private final MessageAssembler assembler;
    private final ClosePayload closePayload = new ClosePayload();
    private final Pongs pongs;
    private final PingLookahead lookahead;
    private final FrameHandler frames = this::onFrame;
    private final UnsafeBuffer lastPong = new UnsafeBuffer(new byte[MAX_PONG_BYTES]);

    private MessageHandler messages;
    private boolean isCloseReceived;
    private int violationCode;
    private String violation = "";

    // Positions in the stream of frames, bytes since its start.
    private long consumedTo;
    private long lookedAheadTo;
    // What to add to an index of the buffer at hand to have its position in the stream.
    private long streamBase;
    private int refusedEnd = NOT_REFUSED;

    private long messageCount;
    private long refusalCount;
    private long pingCount;
    private long pongCount;
    private int lastPongLength = NONE;

    Inbound(final int maxMessageBytes, final Pongs pongs) {
        this.pongs = pongs;
        decoder = new FrameDecoder(maxMessageBytes);
        assembler = new MessageAssembler(maxMessageBytes);
        lookahead = new PingLookahead(pongs);
    }

    void reset() {
        decoder.reset();
        assembler.reset();
        lookahead.reset();
        isCloseReceived = false;
        violationCode = 0;
        violation = "";
        consumedTo = 0;
        lookedAheadTo = 0;
        messageCount = 0;
        refusalCount = 0;
        pingCount = 0;
        pongCount = 0;
        lastPongLength = NONE;
    }

    /** Takes in bytes and returns how many are done with: all of them once the stream has ended. */
    int onBytes(final DirectBuffer buffer, final int offset, final int length, final MessageHandler handler) {
        if (isEnded()) {
            return length;
        }
        messages = handler;
        streamBase = consumedTo - offset;
        refusedEnd = NOT_REFUSED;
        final int consumed = decoder.decode(buffer, offset, length, frames);
        consumedTo += consumed;
        if (decoder.closeCode() != 0) {
            fail(decoder.closeCode(), decoder.violation());
        }
        if (refusedEnd != NOT_REFUSED) {
            final int from = (int) Math.max(refusedEnd, lookedAheadTo - streamBase);
            lookedAheadTo = streamBase + lookahead.scan(buffer, from, offset + length);
        }
        return isEnded() ? length : consumed;
    }

    /** Whether the peer's close frame has come, which all messages before it precede. */
    boolean isCloseReceived() {
        return isCloseReceived;
    }

    /** The code of the peer's close frame, 1005 where it had none. */
    int closeCode() {
        return closePayload.code();
    }

    String closeReason() {
        return closePayload.reason();
    }

    /** The code to close with after a violation; 0 where there was none. */
    int violationCode() {
        return violationCode;
    }

    String violation() {
        return violation;
    }

    long frameCount() {
        return decoder.frameCount();
    }

    long messageCount() {
        return messageCount;
    }

    long refusalCount() {
        return refusalCount;
    }

    long pingCount() {
        return pingCount + lookahead.pingCount();
    }

    long pongCount() {
        return pongCount;
    }

    /** Copies the payload of the newest pong, which has room in 125 bytes, and returns its length; -1 where none has come. */
    int lastPong(final MutableDirectBuffer target) {
        if (lastPongLength != NONE) {
            target.putBytes(0, lastPong, 0, lastPongLength);
        }
        return lastPongLength;
    }

    private boolean isEnded() {
        return isCloseReceived || violationCode != 0;
    }

    private boolean onFrame(
            final int opCode, final boolean isFinal, final DirectBuffer buffer, final int offset, final int length) {
        return switch (opCode) {
            case OpCode.PING -> onPing(buffer, offset, length);
            case OpCode.PONG -> onPong(buffer, offset, length);
            case OpCode.CLOSE -> onClose(buffer, offset, length);
            default -> onData(opCode, isFinal, buffer, offset, length);
        };
    }

    private boolean onData(
            final int opCode, final boolean isFinal, final DirectBuffer buffer, final int offset, final int length) {
        if (assembler.onFrame(opCode, isFinal, buffer, offset, length, messages)) {
            messageCount += isFinal ? 1 : 0;
            return true;
        }
        if (assembler.closeCode() != 0) {
            fail(assembler.closeCode(), "a text message is not UTF-8");
        } else {
            refusedEnd = offset + length;
            refusalCount++;
        }
        return false;
    }

    private boolean onPing(final DirectBuffer buffer, final int offset, final int length) {
        final boolean isAnswered = streamBase + offset + length <= lookedAheadTo;
        if (!isAnswered) {
            pingCount++;
            pongs.answer(buffer, offset, length);
        }
        return true;
    }

    private boolean onPong(final DirectBuffer buffer, final int offset, final int length) {
        pongCount++;
        lastPong.putBytes(0, buffer, offset, length);
        lastPongLength = length;
        return true;
    }

    // Nothing behind a close frame counts, so the decoder is stopped.
    private boolean onClose(final DirectBuffer buffer, final int offset, final int length) {
        isCloseReceived = closePayload.parse(buffer, offset, length);
        if (!isCloseReceived) {
            fail(closePayload.violationCode(), closePayload.violation());
        }
        return false;
    }

    private void fail(final int code, final String rule) {
        violationCode = code;
        violation = rule;
    }
}
