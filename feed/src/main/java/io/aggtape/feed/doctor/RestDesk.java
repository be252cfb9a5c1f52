package io.aggtape.feed.doctor;

import io.aggtape.feed.ExchangeClock;
import io.aggtape.feed.RestAccess;
import io.aggtape.feed.net.ProxyConfig;
import io.aggtape.feed.rest.NewestTrade;
import io.aggtape.feed.rest.RestClient;
import io.aggtape.feed.rest.RestException;
import io.aggtape.feed.rest.RestFault;
import io.aggtape.feed.rest.TradePage;
import io.aggtape.journal.ClockEvent;
import io.aggtape.journal.Market;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Puts questions to REST. Each waits on a thread of its own, so that one that hangs, in DNS too, costs no more than its
 * time-out, and the connection lives meanwhile.
 */
final class RestDesk {
    /** What is said of an exchange of which nobody said where its REST is. */
    static final String UNKNOWN = "where the REST of this --endpoint is is not known: name it by --rest";

    private final RestAccess access;
    private final Conversation conversation;
    private final long timeoutMs;

    /** Why REST wants to hear nothing, once it has said so. */
    private RestException refusal;

    RestDesk(final RestAccess access, final Conversation conversation, final long timeoutMs) {
        this.access = access;
        this.conversation = conversation;
        this.timeoutMs = timeoutMs;
    }

    /** Whether there is anybody to ask. */
    boolean isKnown() {
        return access.isKnown();
    }

    /** Whether questions go through this proxy. */
    boolean isThrough(final Optional<ProxyConfig> proxy) {
        return proxy.isPresent() && access.proxy().equals(proxy);
    }

    String base() {
        return access.base();
    }

    /** The client, of an access that is known. */
    RestClient client() {
        return access.client().orElseThrow();
    }

    /** A symbol's newest trade. */
    NewestTrade.Reading newest(final Market market, final String symbol) throws IOException, InterruptedException {
        return ask(() -> client().newest(market, symbol));
    }

    /** A page of trades from an id on, which may take so long, milliseconds, and no longer than any question. */
    TradePage page(final String symbol, final long fromId, final long withinMs)
            throws IOException, InterruptedException {
        return ask(Math.min(withinMs, timeoutMs), () -> {
            final RestClient client = client();
            if (client.waitMs() > 0) {
                throw new RestException(
                        RestFault.OVER_BUDGET, "REST's weight is used up for " + client.waitMs() + " ms");
            }
            return client.fromId(symbol, fromId).get();
        });
    }

    /** The exchange's clock against ours, measured once. */
    ClockEvent measure() throws IOException, InterruptedException {
        final Optional<ExchangeClock> clock = access.clock();
        return ask(() -> clock.orElseThrow().measure());
    }

    private <T> T ask(final Callable<T> question) throws IOException, InterruptedException {
        return ask(timeoutMs, question);
    }

    private <T> T ask(final long withinMs, final Callable<T> question) throws IOException, InterruptedException {
        final FutureTask<T> task = new FutureTask<>(question);
        final Thread thread = new Thread(task, "aggtape-doctor-rest");
        thread.setDaemon(true);
        thread.start();
        try {
            if (!conversation.awaitBeside(task::isDone, withinMs)) {
                throw new RestException(RestFault.UNREACHABLE, "REST did not answer within " + withinMs + " ms");
            }
            return task.get();
        } catch (final ExecutionException e) {
            throw told(e.getCause());
        } finally {
            task.cancel(true);
        }
    }

    /** A refusal is told again in the place of the silence that it commands. */
    private IOException told(final Throwable fault) {
        if (!(fault instanceof IOException) && !(fault instanceof ExecutionException)) {
            throw new IllegalStateException(fault);
        }
        final RestException told = RestClient.faultOf(fault);
        if (told.fault() == RestFault.OVER_BUDGET && refusal != null) {
            return refusal;
        }
        if (told.retryAfterMs() > 0) {
            refusal = told;
        }
        return told;
    }
}
