package io.aggtape.feed.doctor;

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

    /** Why a symbol is silent: WARN where its market is quiet, else FAIL. */
    Judgement judge(final String symbol) throws InterruptedException {
        final String path = probe.network().endpoint().target();
        if (probe.config().market() == Market.USDM && !path.startsWith(ROUTE)) {
            return Judgement.fail(
                    symbol + " was acked and delivered nothing: on USD-M trades flow only below " + ROUTE
                            + ", and --endpoint asks below " + path,
                    List.of(),
                    "use --endpoint wss://fstream.binance.com/market");
        }
        if (!probe.rest().isKnown()) {
            return Judgement.fail(
                    symbol + " was acked and delivered nothing, and nobody can tell whether it trades",
                    List.of(),
                    RestDesk.UNKNOWN + "; check the symbols and --market");
        }
        try {
            return judge(symbol, probe.rest().newest(probe.config().market(), symbol));
        } catch (final IOException e) {
            return unanswered(symbol, e);
        }
    }

    private Judgement unanswered(final String symbol, final IOException fault) {
        if (fault instanceof RestException && ((RestException) fault).fault() == RestFault.UNKNOWN_SYMBOL) {
            return Judgement.fail(
                    symbol + " does not exist on " + probe.config().market().label()
                            + ": the exchange acks names that do not exist",
                    List.of(),
                    "check the spelling of " + symbol + ", and --market");
        }
        return Judgement.fail(
                symbol + " was acked and delivered nothing, and REST cannot tell whether it trades: "
                        + fault.getMessage(),
                List.of(),
                "check the symbols and --market");
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
                    "nothing is wrong: it trades seldom; a busier symbol beside it proves the line");
        }
        return Judgement.fail(
                said + " by REST, while the stream was acked and delivered nothing",
                List.of(),
                "the stream is dead although it was acked: try again, and another --endpoint");
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

    private static String age(final long ms) {
        final Duration age = Duration.ofMillis(ms);
        return age.toMinutes() < 2
                ? age.toSeconds() + " s"
                : age.toHours() < 2 ? age.toMinutes() + " min" : age.toHours() + " h";
    }
}
