package io.aggtape.feed.rest;

import io.aggtape.journal.Market;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import org.agrona.concurrent.EpochNanoClock;

/**
 * Binance's REST of one market. Every request goes through one budget, whichever thread asks; what an answer tells of
 * limits and used weight, and every refusal, goes there too. Thread-safe.
 */
public final class RestClient implements TradePages, NewestTrade {
    private static final int MAX_BODY_BYTES = 16 << 20;
    /** A certificate's fault ends with the way out, which must not be cut off. */
    private static final int MAX_FAULT_CHARS = 1_000;

    private static final long MICROS_PER_MILLI = 1_000;

    private final RestTarget target;
    private final Supplier<HttpClient> http;
    private final WeightBudget budget;
    private final EpochNanoClock epochClock;
    private final long timeoutMs;

    private volatile boolean areLimitsKnown;

    /**
     * Asks nothing yet.
     *
     * @param http called at the first request, so that the client's threads belong with the one that asks.
     * @param timeoutMs how long a request may take with all of its body, milliseconds.
     */
    public RestClient(
            final RestTarget target,
            final Supplier<HttpClient> http,
            final WeightBudget budget,
            final EpochNanoClock epochClock,
            final long timeoutMs) {
        this.target = target;
        this.http = http;
        this.budget = budget;
        this.epochClock = epochClock;
        this.timeoutMs = timeoutMs;
    }

    @Override
    public Market market() {
        return target.market();
    }

    /** The base of its URLs, for people. */
    public URI base() {
        return target.base();
    }

    @Override
    public long waitMs() {
        return budget.waitMs(target.tradesWeight());
    }

    @Override
    public int usedWeight() {
        return budget.used();
    }

    /** The weight a minute that the exchange grants an address: its own figure once it has told it, else its documents'. */
    public int weightLimit() {
        return budget.limit();
    }

    @Override
    public CompletableFuture<TradePage> fromId(final String symbol, final long fromId) {
        return trades(symbol, target.trades(symbol, fromId, PAGE_TRADES));
    }

    @Override
    public Reading newest(final Market market, final String symbol) throws RestException, InterruptedException {
        if (market != target.market()) {
            throw new IllegalArgumentException("this is the REST of " + target.market() + ", not of " + market);
        }
        final long waitMs = waitMs();
        if (waitMs > 0) {
            throw new RestException(
                    RestFault.OVER_BUDGET, "REST's weight is used up for " + waitMs + " ms", waitMs, null);
        }
        final CompletableFuture<TradePage> asked = trades(symbol, target.newestTrades(symbol, 1));
        try {
            final TradePage page = asked.get();
            if (page.size() == 0) {
                return new Reading(-1, 0);
            }
            final int last = page.size() - 1;
            final long time = page.tradeTime(last);
            return new Reading(page.id(last), market == Market.SPOT ? time / MICROS_PER_MILLI : time);
        } catch (final ExecutionException e) {
            throw faultOf(e);
        } finally {
            asked.cancel(true);
        }
    }

    /** Whether REST has forbidden all requests for now. */
    public boolean isBlocked() {
        return budget.isBlocked();
    }

    /** What an answer other than 200 means, whoever asked; where it forbids requests, none goes out until it allows them. */
    public RestException refusal(final HttpResponse<byte[]> answer) {
        final RestException fault = ErrorReplies.of(
                answer.statusCode(),
                // A proxy that refuses the tunnel has none.
                answer.body() == null ? new byte[0] : answer.body(),
                answer.headers().firstValue("Retry-After").orElse(null),
                TimeUnit.NANOSECONDS.toMillis(epochClock.nanoTime()));
        if (fault.retryAfterMs() > 0) {
            budget.block(fault.retryAfterMs());
        }
        return fault;
    }

    /** What ended a request of this client, out of what its future tells. */
    public static RestException faultOf(final Throwable told) {
        Throwable fault = told;
        while ((fault instanceof CompletionException || fault instanceof ExecutionException)
                && fault.getCause() != null) {
            fault = fault.getCause();
        }
        if (fault instanceof RestException) {
            return (RestException) fault;
        }
        if (fault instanceof TimeoutException) {
            return new RestException(RestFault.UNREACHABLE, "REST did not answer in time", 0, fault);
        }
        if (fault instanceof IOException || fault instanceof CancellationException) {
            return new RestException(RestFault.UNREACHABLE, "REST cannot be reached: " + reason(fault), 0, fault);
        }
        throw new IllegalStateException("REST: " + fault, fault);
    }

    private CompletableFuture<TradePage> trades(final String symbol, final URI uri) {
        final Call<TradePage> call = new Call<>();
        call.follow(limitsOnce(symbol, call)
                .thenCompose(known -> send(call, uri, target.tradesWeight()))
                .thenApply(this::page));
        return call;
    }

    private TradePage page(final HttpResponse<byte[]> answer) {
        try {
            return TradePageReader.read(answer.body(), epochClock.nanoTime());
        } catch (final RestException e) {
            throw new CompletionException(e);
        }
    }

    /** The exchange's own limits, asked for once; an answer without them leaves those of the documents in force. */
    private CompletableFuture<Boolean> limitsOnce(final String symbol, final Call<?> call) {
        if (areLimitsKnown) {
            return CompletableFuture.completedFuture(true);
        }
        return send(call, target.limits(symbol), target.limitsWeight()).handle((answer, told) -> {
            if (told == null) {
                final int weight = RateLimits.weightPerMinute(answer.body());
                if (weight > 0) {
                    budget.limit(weight);
                }
            } else {
                final RestException fault = faultOf(told);
                if (fault.fault() != RestFault.UNKNOWN_SYMBOL && fault.fault() != RestFault.REFUSED) {
                    throw new CompletionException(fault);
                }
            }
            areLimitsKnown = true;
            return true;
        });
    }

    private CompletableFuture<HttpResponse<byte[]>> send(final Call<?> call, final URI uri, final int weight) {
        budget.spend(weight);
        final HttpRequest.Builder request =
                HttpRequest.newBuilder(uri).header("Accept", "application/json").timeout(Duration.ofMillis(timeoutMs));
        if (target.market() == Market.SPOT) {
            request.header("X-MBX-TIME-UNIT", "MICROSECOND");
        }
        final CompletableFuture<HttpResponse<byte[]>> sent =
                http.get().sendAsync(request.build(), BoundedBody.handler(MAX_BODY_BYTES));
        call.sent = sent;
        if (call.isDone()) {
            sent.cancel(true);
        }
        return sent.copy().orTimeout(timeoutMs, TimeUnit.MILLISECONDS).handle((answer, told) -> {
            if (told != null) {
                sent.cancel(true);
                throw new CompletionException(faultOf(told));
            }
            return checked(answer);
        });
    }

    private HttpResponse<byte[]> checked(final HttpResponse<byte[]> answer) {
        answer.headers().firstValue("X-MBX-USED-WEIGHT-1M").ifPresent(this::correct);
        if (answer.statusCode() == 200) {
            return answer;
        }
        throw new CompletionException(refusal(answer));
    }

    private void correct(final String usedWeight) {
        if (usedWeight.matches("\\d{1,9}")) {
            budget.correct(Integer.parseInt(usedWeight));
        }
    }

    /** The innermost message: the HTTP client wraps what a person wants to know. */
    private static String reason(final Throwable fault) {
        Throwable innermost = fault;
        while (!(innermost instanceof SSLException) && innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        if (innermost instanceof SSLException) {
            // Later JDKs put the alert's name in front.
            final String message = String.valueOf(innermost.getMessage()).replaceFirst("^\\([a-z_]+\\) ", "");
            return "in the TLS handshake: " + ErrorReplies.oneLine(message, MAX_FAULT_CHARS);
        }
        if (fault instanceof HttpConnectTimeoutException) {
            return "no TCP connect and TLS handshake in time; --connect-timeout gives it longer";
        }
        if (innermost instanceof UnresolvedAddressException) {
            return "its host has no address; check --rest, and that DNS works on this machine";
        }
        if (innermost instanceof ClosedChannelException) {
            return "the connection was refused or broke; check --rest";
        }
        return ErrorReplies.oneLine(
                innermost.getMessage() == null ? innermost.getClass().getSimpleName() : innermost.getMessage());
    }

    /** A request under way, or two one after the other; cancelling it ends the one that is on the wire. */
    private static final class Call<T> extends CompletableFuture<T> {
        private volatile CompletableFuture<?> sent;

        void follow(final CompletableFuture<T> steps) {
            steps.whenComplete((value, fault) -> {
                if (fault == null) {
                    complete(value);
                } else {
                    completeExceptionally(fault);
                }
            });
        }

        @Override
        public boolean cancel(final boolean mayInterruptIfRunning) {
            final boolean isCancelled = super.cancel(mayInterruptIfRunning);
            final CompletableFuture<?> onWire = sent;
            if (isCancelled && onWire != null) {
                onWire.cancel(true);
            }
            return isCancelled;
        }
    }
}
