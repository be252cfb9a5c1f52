package io.aggtape.feed.exchange;

import io.aggtape.journal.Market;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/** The refusals of Binance and of what stands before it, with their bodies and headers. */
final class HttpFault {
    private static final String JSON = "application/json;charset=UTF-8";
    private static final String HTML = "text/html";
    private static final long RATE_LIMIT_S = 10;
    private static final long BAN_S = 120;

    private HttpFault() {}

    /** Answers with a status of 403, 418, 429, 451 or 503; {@code Retry-After} stands on 418 and 429 only. */
    static void write(
            final Market market,
            final Fault fault,
            final long epochMs,
            final Response response,
            final Callback callback) {
        final int status = (int) fault.number();
        final long standardS = status == 418 ? BAN_S : RATE_LIMIT_S;
        final long retryAfterS = fault.retryAfterS() == 0 ? standardS : fault.retryAfterS();
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, status == 403 ? HTML : JSON);
        if (status == 418 || status == 429 || fault.retryAfterS() > 0) {
            response.getHeaders().put(HttpHeader.RETRY_AFTER, retryAfterS);
        }
        final String body = body(market, status, epochMs + retryAfterS * 1_000);
        response.write(true, BufferUtil.toBuffer(body, StandardCharsets.UTF_8), callback);
    }

    private static String body(final Market market, final int status, final long bannedUntilMs) {
        return switch (status) {
            case 403 ->
                "<html>\r\n<head><title>403 Forbidden</title></head>\r\n<body>\r\n<center><h1>403 Forbidden</h1></center>"
                        + "\r\n</body>\r\n</html>\r\n";
            case 418 ->
                error(
                        -1003,
                        market == Market.SPOT
                                ? "Way too much request weight used; IP banned until " + bannedUntilMs
                                        + ". Please use WebSocket Streams for live updates to avoid bans."
                                : "Way too many requests; IP banned until " + bannedUntilMs
                                        + ". Please use the websocket for live updates to avoid bans.");
            case 429 ->
                error(
                        -1003,
                        market == Market.SPOT
                                ? "Too much request weight used; current limit is 6000 request weight per 1 MINUTE."
                                        + " Please use WebSocket Streams for live updates to avoid polling the API."
                                : "Too many requests; current limit of IP is 2400 requests per minute. Please use the"
                                        + " websocket for live updates to avoid polling the API.");
            case 451 ->
                error(
                        0,
                        "Service unavailable from a restricted location according to 'b. Eligibility' in"
                                + " https://www.binance.com/en/terms. Please contact customer service if you believe you"
                                + " received this message in error.");
            default ->
                error(
                        -1008,
                        market == Market.SPOT
                                ? "Server is currently overloaded with other requests. Please try again in a few"
                                        + " minutes."
                                : "Request throttled by system-level protection. Please try again.");
        };
    }

    private static String error(final int code, final String message) {
        return "{\"code\":" + code + ",\"msg\":\"" + message + "\"}";
    }
}
