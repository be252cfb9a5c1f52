package io.aggtape.feed;

import io.aggtape.feed.net.TransportException;
import io.aggtape.feed.net.TransportStage;
import io.aggtape.feed.rest.StatusTexts;
import io.aggtape.feed.ws.ClientSession;
import io.aggtape.feed.ws.SessionFault;
import io.aggtape.feed.ws.UpgradeResponse;
import io.aggtape.journal.LineState;
import java.io.IOException;
import java.util.Locale;

/** Says for a person how a connection ended and what to do. */
public final class LineFaults {
    /** What stands between a reason and how long the line waits before its next attempt. */
    static final String NEXT_ATTEMPT = "; next attempt in ";

    private static final int MAX_BODY_CHARS = 200;
    /** Binance's longest ban: three days. */
    private static final long LONGEST_BAN_S = 259_200;

    private LineFaults() {}

    /** A reason with how long the line waits before its next attempt. */
    static String withNextAttempt(final String reason, final long waitMs) {
        return reason + NEXT_ATTEMPT + waitMs + " ms";
    }

    /** How long a reason says that the line waits, milliseconds; 0 where it says nothing of it. */
    static long waitMs(final String reason) {
        final int at = reason.lastIndexOf(NEXT_ATTEMPT);
        return at < 0 ? 0 : Long.parseLong(reason.substring(at + NEXT_ATTEMPT.length(), reason.lastIndexOf(' ')));
    }

    /** A fault of the transport. */
    public static String describe(final IOException fault) {
        if (fault instanceof TransportException) {
            return fault.getMessage();
        }
        return fault.getMessage() == null ? fault.getClass().getSimpleName() : fault.getMessage();
    }

    /** Why a session is over: its own fault, the transport's, or the server's close. */
    public static String describe(final LineSocket socket) {
        final ClientSession session = socket.session();
        switch (session.fault()) {
            case NONE:
                return "the server closed: " + session.closeCode()
                        + (session.closeReason().isEmpty()
                                ? meaning(session.closeCode())
                                : " " + session.closeReason());
            case STREAM_ENDED:
                return socket.fault() == null
                        ? "the server ended the connection without a close frame"
                        : describe(socket.fault());
            case VIOLATION:
                return "the server broke RFC 6455: " + session.violation() + " (closed with " + session.closeCode()
                        + ")";
            case STATUS_REFUSED:
                return refusal(session.upgradeResponse());
            case HEADER_TRUNCATED:
                return socket.fault() == null
                        ? "the server ended the connection before it answered the upgrade"
                        : describe(socket.fault());
            default:
                return "the answer to the upgrade is no WebSocket's: " + upgradeFault(session.fault());
        }
    }

    /**
     * How long to stay away, milliseconds: as long as the server asks, else as long as its status commands; 0 for no longer
     * than usual.
     */
    static long retryAfterMs(final ClientSession session, final long nowEpochMs) {
        final UpgradeResponse response = session.upgradeResponse();
        if (!isRefusal(session)) {
            return 0;
        }
        final long seconds = response.retryAfterSeconds(nowEpochMs);
        return (seconds > 0 ? Math.min(seconds, LONGEST_BAN_S) : leastWaitS(response.status())) * 1_000;
    }

    /** Whether the server answered the upgrade with another status than 101. */
    public static boolean isRefusal(final ClientSession session) {
        return session.upgradeResponse().fault() == SessionFault.STATUS_REFUSED;
    }

    /** How long to stay away where the server names no time: knocking on would only lengthen a ban. */
    private static long leastWaitS(final int status) {
        switch (status) {
            case 418:
                return 120;
            case 429:
                return 60;
            case 403:
            case 451:
                return 300;
            default:
                return 0;
        }
    }

    /** The line's state while the transport is at this stage. */
    public static LineState stateOf(final TransportStage stage) {
        switch (stage) {
            case PROXYING:
                return LineState.PROXYING;
            case SECURING:
                return LineState.SECURING;
            default:
                return LineState.CONNECTING;
        }
    }

    /** A stage that took longer than it may. */
    public static String unfinished(final LineState state, final long timeoutMs, final String peer) {
        final String advice = state == LineState.CONNECTING
                ? "no answer: check the host, the port and the firewall; a proxy is given by --proxy"
                : "it was reached and does not answer; --connect-timeout gives it longer";
        return stageName(state) + " did not finish within " + timeoutMs + " ms: " + peer + ": " + advice;
    }

    /** What a stage waits for, as the subject of "did not finish". */
    private static String stageName(final LineState state) {
        switch (state) {
            case PROXYING:
                return "the proxy's CONNECT";
            case SECURING:
                return "the TLS handshake";
            default:
                return "the TCP connect";
        }
    }

    /** A status other than 101, with what the server said of it and what to do. */
    static String refusal(final UpgradeResponse response) {
        return refusal(response, advice(response.status()));
    }

    /** The same without what to do. */
    public static String refusalAlone(final UpgradeResponse response) {
        return refusal(response, StatusTexts.meaning(response.status()));
    }

    private static String refusal(final UpgradeResponse response, final String meaning) {
        final StringBuilder text = new StringBuilder("the upgrade was refused: HTTP ").append(response.status());
        if (!response.reason().isEmpty()) {
            text.append(' ').append(response.reason());
        }
        if (!response.retryAfter().isEmpty()) {
            text.append(", Retry-After: ").append(response.retryAfter());
        }
        if (!response.location().isEmpty()) {
            text.append(", Location: ").append(response.location());
        }
        if (!meaning.isEmpty()) {
            text.append(" (").append(meaning).append(')');
        }
        final String body = response.bodyText().strip().replaceAll("\\s+", " ");
        // Binance's own words are JSON; a page of HTML in a log line helps nobody.
        if (body.startsWith("{")) {
            text.append(": ").append(body, 0, Math.min(body.length(), MAX_BODY_CHARS));
            text.append(body.length() > MAX_BODY_CHARS ? "..." : "");
        }
        return text.toString();
    }

    private static String advice(final int status) {
        final String wayOut = StatusTexts.streamWayOut(status);
        return StatusTexts.meaning(status) + (wayOut.isEmpty() ? "" : ": " + wayOut);
    }

    /** RFC 6455, 7.4.1, and what Binance means by it. */
    private static String meaning(final int closeCode) {
        switch (closeCode) {
            case 1000:
                return " (normal closure)";
            case 1001:
                return " (going away)";
            case 1002:
                return " (protocol error)";
            case 1008:
                return " (policy violation: too many messages or connections?)";
            case 1011:
                return " (internal error of the server)";
            case 1012:
                return " (it restarts)";
            case 1013:
                return " (try again later)";
            default:
                return "";
        }
    }

    private static String upgradeFault(final SessionFault fault) {
        final String what;
        switch (fault) {
            case NOT_HTTP:
                what = "it is not HTTP";
                break;
            case ACCEPT_WRONG:
                what = "its Sec-WebSocket-Accept does not belong to our key";
                break;
            default:
                what = fault.name().toLowerCase(Locale.ROOT).replace('_', ' ');
                break;
        }
        return what + "; check --endpoint, and that no proxy answers in the exchange's place";
    }
}
