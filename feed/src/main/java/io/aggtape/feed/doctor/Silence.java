package io.aggtape.feed.doctor;

import io.aggtape.feed.RecorderNetwork;
import io.aggtape.feed.rest.NewestTrade;
import io.aggtape.feed.rest.RestException;
import io.aggtape.feed.rest.RestFault;
import io.aggtape.journal.ClockEvent;
import io.aggtape.journal.Market;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Tells why a stream is silent: a quiet market, a symbol that does not exist, or a stream that is dead. */
final class Silence {
    private static final String ROUTE = "/market";

    private final NetworkProbe probe;
    private final long silentMs;

    private ClockEvent clock;
    private boolean isClockAsked;

    /** Takes how long the streams could have delivered, milliseconds. */
    Silence(final NetworkProbe probe, final long silentMs) {
        this.probe = probe;
        this.silentMs = silentMs;
    }

    /** What REST says of a symbol: WARN where its market is quiet, else FAIL. */
    Judgement judge(final String symbol) throws InterruptedException {
        if (!probe.rest().isKnown()) {
            return Judgement.fail(
                    symbol + " is acked and silent, and nobody can tell whether it trades: " + RestDesk.UNKNOWN,
                    List.of(),
                    "name the REST of this exchange by --rest, check the symbols and --market" + route());
        }
        try {
            return judge(symbol, probe.rest().newest(probe.config().market(), symbol));
        } catch (final IOException e) {
            if (e instanceof RestException && ((RestException) e).fault() == RestFault.UNKNOWN_SYMBOL) {
                return Judgement.fail(
                        symbol + " does not exist on " + probe.config().market().label()
                                + ": the exchange acks names that do not exist",
                        List.of(),
                        "check the spelling of " + symbol + ", and --market");
            }
            return Judgement.fail(
                    symbol + " is acked and silent, and REST cannot tell whether it trades: " + e.getMessage(),
                    List.of(),
                    "check the symbols and --market" + route());
        }
    }

    private Judgement judge(final String symbol, final NewestTrade.Reading newest) throws InterruptedException {
        if (newest.id() < 0) {
            return Judgement.warn(
                    symbol + " has never traded", List.of(), "wait for its first trade; the stream may be in order");
        }
        final long ageMs = exchangeNowMs() - newest.tradeTimeMs();
        final String said =
                symbol + ": its newest trade is " + newest.id() + " of " + Instant.ofEpochMilli(newest.tradeTimeMs());
        if (ageMs >= silentMs) {
            return Judgement.warn(
                    said + ", " + age(ageMs) + " ago and before we listened: a quiet market",
                    List.of(),
                    "nothing is wrong; --trade-timeout gives it longer");
        }
        return Judgement.fail(
                said + " by REST, while the stream was acked and delivered nothing",
                List.of(),
                route().isEmpty()
                        ? "the stream is dead although it was acked: try again, and another --endpoint"
                        : route().substring(2));
    }

    private long exchangeNowMs() throws InterruptedException {
        if (!isClockAsked) {
            isClockAsked = true;
            try {
                clock = probe.rest().measure();
            } catch (final IOException e) {
                // Our own clock has to do: the test of the clock says what is wrong with asking.
                clock = null;
            }
        }
        final long offsetMs = clock == null ? 0 : TimeUnit.NANOSECONDS.toMillis(clock.offsetNs);
        return System.currentTimeMillis() + offsetMs;
    }

    /** On USD-M the wrong path is the likeliest cause. */
    private String route() {
        final RecorderNetwork network = probe.network();
        final boolean isWrong = probe.config().market() == Market.USDM
                && !network.endpoint().target().startsWith(ROUTE);
        return isWrong
                ? "; on USD-M trades flow only below /market (since 2026-04-23 other paths ack and stay silent): use"
                        + " --endpoint wss://fstream.binance.com/market"
                : "";
    }

    private static String age(final long ms) {
        final Duration age = Duration.ofMillis(ms);
        return age.toMinutes() < 2
                ? age.toSeconds() + " s"
                : age.toHours() < 2 ? age.toMinutes() + " min" : age.toHours() + " h";
    }
}
