package io.aggtape.feed;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.aggtape.feed.rest.RestClient;
import io.aggtape.feed.rest.RestException;
import io.aggtape.feed.rest.RestFault;
import io.aggtape.journal.ClockEvent;
import io.aggtape.journal.Market;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.EpochNanoClock;

/**
 * Measures the exchange's clock against ours by REST {@code /time}: the server's time less the middle of the round trip,
 * with half the round trip and the server's resolution of 1 ms as error bound. Called on one background thread.
 */
public final class ExchangeClock {
    /** How long the exchange may take to answer. */
    static final Duration TIMEOUT = Duration.ofSeconds(5);

    private static final JsonFactory JSON = new JsonFactory();

    private final HttpClient client;
    private final RestClient rest;
    private final Market market;
    private final HttpRequest request;
    private final EpochNanoClock epochClock;

    /** Keeps silent, as all others do, while {@code rest} was told to ask nothing. */
    ExchangeClock(final HttpClient client, final RestClient rest, final URI time, final EpochNanoClock epochClock) {
        this.client = client;
        this.rest = rest;
        this.market = rest.market();
        this.request = HttpRequest.newBuilder(time).timeout(TIMEOUT).GET().build();
        this.epochClock = epochClock;
    }

    /**
     * Asks once.
     *
     * @throws IOException where the exchange did not answer, or with something else than its time.
     */
    public ClockEvent measure() throws IOException, InterruptedException {
        if (rest.isBlocked()) {
            throw new RestException(RestFault.OVER_BUDGET, "REST asked for fewer requests");
        }
        final long askedNs = epochClock.nanoTime();
        final HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        final long answeredNs = epochClock.nanoTime();
        if (response.statusCode() != 200) {
            throw rest.refusal(response);
        }
        final long halfNs = (answeredNs - askedNs) / 2;
        final ClockEvent event = new ClockEvent();
        event.market = market;
        event.timeNs = answeredNs;
        event.offsetNs = TimeUnit.MILLISECONDS.toNanos(serverTimeMs(response.body())) - (askedNs + halfNs);
        event.errorBoundNs = halfNs + TimeUnit.MILLISECONDS.toNanos(1);
        return event;
    }

    private long serverTimeMs(final byte[] body) throws IOException {
        try (JsonParser parser = JSON.createParser(body)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.FIELD_NAME && parser.currentName().equals("serverTime")) {
                    parser.nextToken();
                    return parser.getLongValue();
                }
            }
        }
        throw new RestException(RestFault.BROKEN_BODY, "REST answered without serverTime to " + request.uri());
    }
}
