package io.aggtape.feed.doctor;

import io.aggtape.feed.TradeText;
import io.aggtape.feed.rest.NewestTrade;
import io.aggtape.feed.rest.RestClient;
import io.aggtape.feed.rest.RestException;
import io.aggtape.feed.rest.RestFault;
import io.aggtape.feed.rest.StatusTexts;
import io.aggtape.journal.Market;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Whether REST answers, how fast, and how much of its weight is left to this address. */
final class RestStage implements NetworkStage {
    private static final long SLOW_NS = TimeUnit.SECONDS.toNanos(1);
    /** Less than this part of the weight left deserves a look. */
    private static final int LEAST_PART_LEFT = 5;

    @Override
    public Judgement run(final NetworkProbe probe) throws InterruptedException {
        final RestDesk rest = probe.rest();
        if (!rest.isKnown()) {
            return Judgement.skip(RestDesk.UNKNOWN);
        }
        final String failed = probe.failedBefore(NetworkChecks.PROXY);
        if (!failed.isEmpty() && rest.isThrough(probe.network().proxy())) {
            probe.fail(NetworkChecks.REST, failed);
            return Judgement.skip("not tried: it goes through the same proxy, and " + failed + " failed");
        }
        final List<String> details = new ArrayList<>(List.of("REST: " + rest.base()));
        final String symbol = probe.config().symbols().get(0);
        final long startNs = probe.nanoTime();
        String unknown = "";
        try {
            final NewestTrade.Reading newest = rest.newest(probe.config().market(), symbol);
            details.add(symbol + (newest.id() < 0 ? ": no trade yet" : ": newest trade id " + newest.id()));
        } catch (final RestException e) {
            if (e.fault() != RestFault.UNKNOWN_SYMBOL) {
                return failure(probe.config().market(), e, details);
            }
            unknown = "; it has no symbol " + symbol;
        } catch (final IOException e) {
            return Failures.of(e.getMessage(), details, advice(probe));
        }
        return judge(rest.client(), unknown, probe.nanoTime() - startNs, details);
    }

    @Override
    public String advice(final NetworkProbe probe) {
        return "check --rest; without REST trades are recorded and holes stay open";
    }

    private static Judgement judge(
            final RestClient client, final String unknown, final long tookNs, final List<String> details) {
        final int used = client.usedWeight();
        final int limit = client.weightLimit();
        final int left = Math.max(0, limit - used);
        final String result = "answered after " + Amounts.seconds(tookNs) + ", weight " + TradeText.count(used)
                + " of " + TradeText.count(limit) + " used in this minute, " + TradeText.count(left) + " left"
                + unknown;
        if (!unknown.isEmpty()) {
            return Judgement.warn(result, details, "check the symbols and --market");
        }
        if (tookNs > SLOW_NS) {
            return Judgement.warn(
                    result,
                    details,
                    "REST is slow: holes are filled late; look at the network's load and the distance");
        }
        if ((long) left * LEAST_PART_LEFT < limit) {
            return Judgement.warn(
                    result,
                    details,
                    "other programs of this address use REST: lower --rest-share, or ask less elsewhere");
        }
        return Judgement.pass(result, details);
    }

    private static Judgement failure(final Market market, final RestException fault, final List<String> details) {
        if (fault.fault() == RestFault.OVER_BUDGET) {
            return Judgement.warn(
                    fault.getMessage(),
                    details,
                    "this address has used what --rest-share allows of the exchange's limit: wait a minute, ask less by"
                            + " other programs, or allow more");
        }
        return Failures.of(fault.getMessage(), details, advice(market, fault));
    }

    private static String advice(final Market market, final RestException fault) {
        final long waitS = TimeUnit.MILLISECONDS.toSeconds(fault.retryAfterMs() + 999);
        switch (fault.fault()) {
            case TOO_MANY_REQUESTS:
            case BANNED:
                return "ask nothing for " + waitS
                        + " s: each request lengthens a ban; let the programs of this address ask" + " for less";
            case SHUT_OUT:
                return shutOut(market, fault) + ": asking again does not help";
            case SERVER_FAULT:
                return "the exchange's own trouble: wait and try again";
            case BROKEN_BODY:
                return "something else than the exchange may answer at --rest: check it, and proxies on the way";
            default:
                return "check --rest, --ca, --proxy and the firewall; without REST trades are recorded and holes stay"
                        + " open";
        }
    }

    private static String shutOut(final Market market, final RestException fault) {
        if (fault.getMessage().contains("HTTP 407")) {
            return "the proxy wants a login, " + StatusTexts.streamWayOut(407);
        }
        return market == Market.SPOT
                ? "try --rest https://data-api.binance.vision (spot market data), or from another address"
                : "ask from another address: " + market.label() + " has no host for market data alone";
    }
}
