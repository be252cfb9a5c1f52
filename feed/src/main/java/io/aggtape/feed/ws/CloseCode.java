package io.aggtape.feed.ws;

/** The close codes of RFC 6455 section 7.4 that this client sends or names. */
public final class CloseCode {
    /** The purpose of the connection is fulfilled. */
    public static final int NORMAL = 1000;
    /** The endpoint goes down or moves on. */
    public static final int GOING_AWAY = 1001;
    /** The peer broke the framing rules. */
    public static final int PROTOCOL_ERROR = 1002;
    /** Never on the wire: a close frame without a code was received. */
    public static final int NO_STATUS = 1005;
    /** Never on the wire: the connection ended without a close frame. */
    public static final int ABNORMAL = 1006;
    /** Text, or a close reason, that is not UTF-8. */
    public static final int INVALID_DATA = 1007;
    /** A message above the limit. */
    public static final int TOO_BIG = 1009;

    private CloseCode() {}

    /** Whether a close frame may carry it: registered with IANA for the wire, or in the ranges 3000 to 4999. */
    public static boolean isAllowedOnWire(final int code) {
        if (code >= 3000) {
            return code <= 4999;
        }
        return code >= 1000 && code <= 1014 && (code < 1004 || code > 1006);
    }
}
