package io.aggtape.feed.exchange;

import io.aggtape.journal.Market;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.EpochNanoClock;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Binance's REST on this exchange: {@code aggTrades}, {@code exchangeInfo}, {@code time}, {@code ping}, and the weights. */
final class RestApi {
    private static final HttpField JSON = new HttpField(HttpHeader.CONTENT_TYPE, "application/json;charset=UTF-8");
    private static final String USED_WEIGHT = "X-MBX-USED-WEIGHT-1M";
    private static final int TOO_MANY_REQUESTS = 429;

    private final Market market;
    private final String prefix;
    private final FaultBoard board;
    private final EpochNanoClock epochClock;
    private final WeightMeter meter;
    private final AggTradesEndpoint aggTrades;
    private final ExchangeInfo exchangeInfo;

    /** Takes the tracks by symbol. */
    RestApi(
            final Market market,
            final Map<String, Track> tracks,
            final int weightPerMinute,
            final FaultBoard board,
            final EpochNanoClock epochClock) {
        this.market = market;
        this.prefix = switch (market) {
            case SPOT -> "/api/v3/";
            case USDM -> "/fapi/v1/";
            case COINM -> "/dapi/v1/";
        };
        this.board = board;
        this.epochClock = epochClock;
        this.meter = new WeightMeter(weightPerMinute);
        this.aggTrades = new AggTradesEndpoint(market, tracks, board);
        this.exchangeInfo = new ExchangeInfo(market, tracks, weightPerMinute);
    }

    /** Answers a request; returns whether there is such a path. */
    boolean handle(final Request request, final Response response, final Callback callback) {
        final String path = request.getHttpURI().getCanonicalPath();
        if (path == null || !path.startsWith(prefix)) {
            return false;
        }
        final String name = path.substring(prefix.length());
        if (weight(name) == 0) {
            return false;
        }
        if (!"GET".equals(request.getMethod())) {
            response.getHeaders().put(HttpHeader.ALLOW, "GET");
            write(response, RestReply.error(405, -1000, "Request method is not supported."), callback);
            return true;
        }
        final Query query = new Query(request.getHttpURI().getQuery());
        final String symbol = query.value("symbol");
        final long ordinal = board.nextRequest();
        if (board.strikeRest(FaultKind.REST_HANG, ordinal, symbol) != null) {
            ExchangeHandler.hang(request, callback);
            return true;
        }
        final Runnable answer = () -> answer(name, query, ordinal, request, response, callback);
        final ArmedFault slow = board.strikeRest(FaultKind.REST_SLOW, ordinal, symbol);
        if (slow == null) {
            answer.run();
        } else {
            // Or the server itself would end what is idle for longer than its own patience.
            request.getConnectionMetaData().getConnection().getEndPoint().setIdleTimeout(0);
            request.getComponents()
                    .getScheduler()
                    .schedule(() -> answerLate(answer, callback), slow.fault().number(), TimeUnit.MILLISECONDS);
        }
        return true;
    }

    /** On the scheduler's thread, where nobody else would hear of a fault. */
    private static void answerLate(final Runnable answer, final Callback callback) {
        try {
            answer.run();
        } catch (final RuntimeException e) {
            callback.failed(e);
        }
    }

    private void answer(
            final String name,
            final Query query,
            final long ordinal,
            final Request request,
            final Response response,
            final Callback callback) {
        final long epochUs = epochClock.nanoTime() / 1_000;
        final int used = meter.use(weight(name), epochUs / 1_000);
        response.getHeaders().put(USED_WEIGHT, used);
        final ArmedFault status = board.strikeRest(FaultKind.REST_STATUS, ordinal, query.value("symbol"));
        if (status != null) {
            HttpFault.write(market, status.fault(), epochUs / 1_000, response, callback);
            return;
        }
        if (meter.isOver(used)) {
            response.getHeaders().put(HttpHeader.RETRY_AFTER, WeightMeter.secondsToNextMinute(epochUs / 1_000));
            write(response, tooMuch(), callback);
            return;
        }
        final boolean isMicros = market == Market.SPOT
                && "MICROSECOND".equalsIgnoreCase(request.getHeaders().get("X-MBX-TIME-UNIT"));
        write(response, reply(name, query, isMicros, epochUs, ordinal), callback);
    }

    private int weight(final String name) {
        return switch (name) {
            case "aggTrades" -> market == Market.SPOT ? 4 : 20;
            case "exchangeInfo" -> market == Market.SPOT ? 20 : 1;
            case "time", "ping" -> 1;
            default -> 0;
        };
    }

    private RestReply reply(
            final String name, final Query query, final boolean isMicros, final long epochUs, final long ordinal) {
        if (!query.duplicate().isEmpty()) {
            return RestReply.error(-1101, "Duplicate values for a parameter detected.");
        }
        final long serverTime = isMicros ? epochUs : epochUs / 1_000;
        return switch (name) {
            case "aggTrades" -> aggTrades.get(query, isMicros, ordinal);
            case "exchangeInfo" -> exchangeInfo.get(query, serverTime);
            case "time" -> RestReply.ok("{\"serverTime\":" + serverTime + '}');
            default -> RestReply.ok("{}");
        };
    }

    private RestReply tooMuch() {
        return RestReply.error(
                TOO_MANY_REQUESTS,
                -1003,
                market == Market.SPOT
                        ? "Too much request weight used; current limit is " + meter.limit()
                                + " request weight per 1 MINUTE. Please use WebSocket Streams for live updates to avoid"
                                + " polling the API."
                        : "Too many requests; current limit of IP is " + meter.limit()
                                + " requests per minute. Please use the websocket for live updates to avoid polling"
                                + " the API.");
    }

    private static void write(final Response response, final RestReply reply, final Callback callback) {
        response.setStatus(reply.status());
        response.getHeaders().put(JSON);
        response.write(true, reply.body(), callback);
    }
}
