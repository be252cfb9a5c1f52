package io.aggtape.feed.ws;

/** The frame types of RFC 6455 section 5.2, as the four bits of the wire. */
public final class OpCode {
    /** A further fragment of the message under way. */
    public static final int CONTINUATION = 0x0;
    /** A message of UTF-8 text, or its first fragment. */
    public static final int TEXT = 0x1;
    /** A message of bytes, or its first fragment. */
    public static final int BINARY = 0x2;
    /** The close handshake. */
    public static final int CLOSE = 0x8;
    /** To be answered with a pong of the same payload. */
    public static final int PING = 0x9;
    /** The answer to a ping, or unsolicited. */
    public static final int PONG = 0xA;

    private static final int DEFINED = 1 << CONTINUATION | 1 << TEXT | 1 << BINARY | 1 << CLOSE | 1 << PING | 1 << PONG;

    private OpCode() {}

    /** Whether it is a control frame: never fragmented, at most 125 bytes, allowed between fragments. */
    public static boolean isControl(final int opCode) {
        return opCode >= CLOSE;
    }

    /** Whether the RFC gives it no meaning, so that a frame with it fails the connection. */
    public static boolean isReserved(final int opCode) {
        return (DEFINED >>> opCode & 1) == 0;
    }
}
