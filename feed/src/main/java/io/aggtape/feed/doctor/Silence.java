package io.aggtape.feed.doctor;

import io.aggtape.feed.rest.NewestTrade;
import io.aggtape.feed.rest.RestException;
import io.aggtape.feed.rest.RestFault;
import io.aggtape.journal.ClockEvent;
import io.aggtape.journal.Market;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Tells why a stream is silent: a quiet market, a symbol that does not exist, or a stream that is dead. */
final class Silence {
    /** How many streams REST is asked about. */
    static final int MAX_ASKED = 10;

    private static final String ROUTE = "/market";
    /** How long a trade that REST knows may take to come by the stream, too. */
    private static final long LATE_MS = 1_000;

    private static final String SELDOM =
            "nothing is wrong: it trades seldom; a busier symbol beside it proves the line";

    private final NetworkProbe probe;
    private final Set<String> hopeless = new HashSet<>();

    private IOException unanswered;
    private ClockEvent clock;
    private boolean isClockAsked;

    Silence(final NetworkProbe probe) {
        this.probe = probe;
    }

    /** Finds out, as far as REST tells, which of these never deliver. */
    void look(final List<String> symbols) throws InterruptedException {
        if (isOffRoute()) {
            hopeless.addAll(symbols);
            return;
        }
        for (int i = 0; i < Math.min(MAX_ASKED, symbols.size()) && isAnswering(); i++) {
            try {
                probe.rest().newest(probe.config().market(), symbols.get(i));
            } catch (final IOException e) {
                note(symbols.get(i), e);
            }
        }
    }

    /** Whether a stream was found never to deliver. */
    boolean isHopeless(final String symbol) {
        return hopeless.contains(symbol);
    }

    /** Whether REST is known, and has not failed to answer so far. */
    boolean isAnswering() {
        return probe.rest().isKnown() && unanswered == null;
    }

    /** Why a symbol is silent: WARN where its market is quiet, else FAIL. */
    Judgement judge(final String symbol) throws InterruptedException {
        if (isOffRoute()) {
            return Judgement.fail(
                            symbol + " was acked and delivered nothing: on USD-M trades flow only below " + ROUTE
                                    + ", and --endpoint asks below "
                                    + probe.network().endpoint().target(),
                            List.of(),
                            "use --endpoint wss://fstream.binance.com/market")
                    .in(Area.REQUEST);
        }
        if (!probe.rest().isKnown()) {
            return Judgement.fail(
                    symbol + " was acked and delivered nothing, and nobody can tell whether it trades",
                    List.of(),
                    RestDesk.UNKNOWN + "; check the symbols and --market");
        }
        if (isHopeless(symbol)) {
            return unknown(symbol);
        }
        if (unanswered != null) {
            return untold(symbol, unanswered);
        }
        try {
            return judge(symbol, probe.rest().newest(probe.config().market(), symbol));
        } catch (final IOException e) {
            note(symbol, e);
            return isHopeless(symbol) ? unknown(symbol) : untold(symbol, e);
        }
    }

    /** That a symbol does not exist is an answer; anything else is not, and will not be one so soon. */
    private void note(final String symbol, final IOException fault) {
        if (fault instanceof RestException && ((RestException) fault).fault() == RestFault.UNKNOWN_SYMBOL) {
            hopeless.add(symbol);
        } else {
            unanswered = fault;
        }
    }

    private boolean isOffRoute() {
        return probe.config().market() == Market.USDM
                && !probe.network().endpoint().target().startsWith(ROUTE);
    }

    private Judgement unknown(final String symbol) {
        return Judgement.fail(
                        symbol + " does not exist on "
                                + probe.config().market().label()
                                + ": the exchange acks names that do not exist",
                        List.of(),
                        "check the spelling of " + symbol + ", and --market")
                .in(Area.REQUEST);
    }

    private static Judgement untold(final String symbol, final IOException fault) {
        final String told = symbol + " was acked and delivered nothing, and REST cannot tell whether it trades: "
                + fault.getMessage();
        final boolean isOurs =
                fault instanceof RestException && ((RestException) fault).fault() == RestFault.OVER_BUDGET;
        return isOurs
                ? Judgement.warn(told, List.of(), "try again in a minute, or allow more by --rest-share")
                : Judgement.fail(told, List.of(), "check the symbols and --market");
    }

    private Judgement judge(final String symbol, final NewestTrade.Reading newest) throws InterruptedException {
        if (newest.id() < 0) {
            return Judgement.warn(
                    symbol + " has never traded", List.of(), "wait for its first trade; the stream may be in order");
        }
        final String said =
                symbol + ": its newest trade is " + newest.id() + " of " + Instant.ofEpochMilli(newest.tradeTimeMs());
        measureClock();
        final long offsetMs = clock == null ? 0 : TimeUnit.NANOSECONDS.toMillis(clock.offsetNs);
        final long boundMs = clock == null ? 0 : TimeUnit.NANOSECONDS.toMillis(clock.errorBoundNs);
        if (newest.tradeTimeMs() < probe.subscribedMs() + offsetMs + boundMs) {
            final long ageMs = System.currentTimeMillis() + offsetMs - newest.tradeTimeMs();
            return Judgement.warn(
                    said + ", " + age(ageMs) + " ago and before we listened: a quiet market", List.of(), SELDOM);
        }
        if (probe.conversation().awaitBeside(() -> !probe.sample().isSilent(symbol), LATE_MS)) {
            return Judgement.warn(
                    symbol + ": its first trade came when the time was up: a quiet market", List.of(), SELDOM);
        }
        return Judgement.fail(
                said + " by REST, while the stream was acked and delivered nothing",
                List.of(),
                "the stream is dead although it was acked: try again, and another --endpoint");
    }

    private void measureClock() throws InterruptedException {
        if (!isClockAsked) {
            isClockAsked = true;
            try {
                clock = probe.rest().measure();
            } catch (final IOException e) {
                // Our own clock has to do: the test of the clock says what is wrong with asking.
                clock = null;
            }
        }
    }

    private static String age(final long ms) {
        final Duration age = Duration.ofMillis(ms);
        return age.toMinutes() < 2
                ? age.toSeconds() + " s"
                : age.toHours() < 2 ? age.toMinutes() + " min" : age.toHours() + " h";
    }
}
