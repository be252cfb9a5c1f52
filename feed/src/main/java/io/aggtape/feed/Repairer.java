package io.aggtape.feed;

import io.aggtape.feed.rest.RestClient;
import io.aggtape.feed.rest.RestException;
import io.aggtape.feed.rest.RestFault;
import io.aggtape.feed.rest.TradePage;
import io.aggtape.feed.rest.TradePages;
import io.aggtape.journal.Instrument;
import io.aggtape.journal.TapeState;
import io.aggtape.pipeline.LineContext;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.NanoClock;

/**
 * Fetches what is missing on the tape of one market. The tape alone says which ids are open, by way of the inbox, and
 * which no longer are; REST is asked by id for one page at a time, and what it brings goes to the sink. Nothing in the
 * duty cycle waits. Owned by one thread, but for the counters.
 */
final class Repairer implements Agent {
    private static final int CHANGES_A_CYCLE = 1_024;

    /** What it is doing. */
    private enum State {
        RESTING,
        ASKING,
        DELIVERING,
        SHUT_OUT
    }

    private final RepairConfig config;
    private final TradePages rest;
    private final NanoClock clock;
    private final HoleListener listener;
    private final HoleBook book = new HoleBook();
    private final PageReading reading;
    private final PageDelivery delivery;
    private final RepairSchedule schedule;
    private final RepairCounters counters = new RepairCounters();
    private final HoleIntake intake;
    private final BackOff backOff = new BackOff(new SplittableRandom());

    private State state = State.RESTING;
    private boolean isUnreachable;
    private CompletableFuture<TradePage> answer;
    private Span asked;
    private long askedFromId;
    private long notBeforeNs;
    private long failingSinceNs = Span.NEVER;

    /**
     * Asks nothing before the first {@link #doWork()}.
     *
     * @param rest the pages of the market.
     * @param inbox what the tape says of holes; those of other markets are left alone.
     * @param listener told on this agent's thread.
     * @param wayOut the command that fetches later what is left open now.
     */
    Repairer(
            final RepairConfig config,
            final TradePages rest,
            final HoleInbox inbox,
            final RepairSink sink,
            final NanoClock clock,
            final HoleListener listener,
            final String wayOut) {
        this.config = config;
        this.rest = rest;
        this.clock = clock;
        this.listener = listener;
        intake = new HoleIntake(config, rest.market(), inbox, book, counters, listener, wayOut);
        reading = new PageReading(book, config.patienceMs(), listener);
        delivery = new PageDelivery(
                book,
                sink,
                LineContext.ofRest(
                        rest.market(), MarketProfile.of(rest.market()).timeUnit()));
        schedule = new RepairSchedule(book, listener);
        notBeforeNs = clock.nanoTime();
        if (!config.isEnabled()) {
            intake.refuseAll("repair is switched off; " + wayOut + " fetches it");
            enter(State.SHUT_OUT, false, "switched off");
        }
    }

    /** Takes over the holes that a tape had open when it was read; before the first {@link #doWork()}. */
    void seed(final TapeState tape, final Predicate<Instrument> isWanted) {
        intake.seed(tape, isWanted, clock.nanoTime());
    }

    @Override
    public int doWork() {
        final long nowNs = clock.nanoTime();
        int workCount = takeChanges(CHANGES_A_CYCLE);
        switch (state) {
            case RESTING:
                workCount += ask(nowNs);
                break;
            case ASKING:
                workCount += receive(nowNs);
                break;
            case DELIVERING:
                workCount += deliver();
                break;
            default:
                break;
        }
        return workCount;
    }

    @Override
    public String roleName() {
        return "repair";
    }

    /** What it has counted; from any thread. */
    RepairCounters counters() {
        return counters;
    }

    /** Whether nothing is left that REST could bring soon, as far as the tape has told. */
    boolean isSettled() {
        return state == State.SHUT_OUT || state == State.RESTING && schedule.isSettled();
    }

    /** Whether it gave up because REST could not be reached, or refused this address. */
    boolean isShutOutByRest() {
        return isUnreachable;
    }

    /** Ends the request that is under way. */
    @Override
    public void onClose() {
        if (answer != null) {
            answer.cancel(true);
        }
    }

    /** Takes note of all that the tape has told until its end; after the thread has ended. */
    void takeLastChanges() {
        takeChanges(Integer.MAX_VALUE);
        intake.close();
    }

    private int takeChanges(final int limit) {
        final int count = intake.take(limit, clock.nanoTime());
        if (count > 0) {
            schedule.changed();
        }
        return count;
    }

    private int ask(final long nowNs) {
        if (nowNs - notBeforeNs < 0) {
            return 0;
        }
        final Span span = schedule.next(nowNs);
        if (span == null) {
            if (schedule.hasLooked()) {
                counters.state(schedule.isBusy(), restingState());
            }
            return 0;
        }
        final long waitMs = rest.waitMs();
        if (waitMs > 0) {
            rest(nowNs, waitMs, "REST's weight is used up for now");
            return 0;
        }
        if (!span.hole.begin()) {
            listener.onBegun(span.hole);
        }
        asked = span;
        askedFromId = Math.max(0, span.nextId - span.reach);
        answer = rest.fromId(span.hole.symbol(), askedFromId);
        counters.asked(rest.usedWeight());
        enter(State.ASKING, true, "asking REST for " + span.hole.symbol() + " from id " + askedFromId);
        return 1;
    }

    private String restingState() {
        if (book.openHoles() == 0) {
            return "nothing is missing";
        }
        return schedule.isBusy() ? "waiting for REST or the tape" : book.openIds() + " ids stay open";
    }

    private int receive(final long nowNs) {
        if (!answer.isDone()) {
            return 0;
        }
        counters.usedWeight(rest.usedWeight());
        schedule.changed();
        final CompletableFuture<TradePage> answered = answer;
        answer = null;
        enter(State.RESTING, true, "reading what REST brought");
        try {
            final TradePage page = answered.join();
            if (page.size() > 0 && page.firstId() < askedFromId) {
                throw new CompletionException(new RestException(
                        RestFault.BROKEN_BODY, "REST answered with ids before " + askedFromId + ", which was asked"));
            }
            onPage(page, nowNs);
        } catch (final CompletionException | CancellationException e) {
            onFault(RestClient.faultOf(e), nowNs);
        }
        return 1;
    }

    private void onPage(final TradePage page, final long nowNs) {
        if (failingSinceNs != Span.NEVER) {
            failingSinceNs = Span.NEVER;
            backOff.reset();
            listener.onNotice(false, "REST answers again");
        }
        delivery.begin(asked.hole.symbol(), page, reading.read(asked, askedFromId, page, nowNs), reading.absences());
        state = State.DELIVERING;
        deliver();
    }

    private int deliver() {
        final int count = delivery.deliver();
        if (delivery.isDone()) {
            enter(State.RESTING, true, "waiting for REST or the tape");
        }
        return count;
    }

    private void onFault(final RestException fault, final long nowNs) {
        switch (fault.fault()) {
            case SHUT_OUT:
                shutOut(fault.getMessage() + "; name another by --rest, or let " + intake.wayOut()
                        + " fetch it from elsewhere");
                break;
            case UNKNOWN_SYMBOL:
            case REFUSED:
                giveUp(asked.hole.symbol(), fault.getMessage());
                break;
            case TOO_MANY_REQUESTS:
            case BANNED:
                slowDown(fault, backOff.nextMs(fault.retryAfterMs()), nowNs);
                break;
            case OVER_BUDGET:
                slowDown(fault, fault.retryAfterMs(), nowNs);
                break;
            default:
                onTemporaryFault(fault, nowNs);
                break;
        }
    }

    private void slowDown(final RestException fault, final long forMs, final long nowNs) {
        listener.onNotice(true, fault.getMessage() + "; asking nothing for " + forMs / 1_000 + " s");
        rest(nowNs, forMs, "REST asked for fewer requests");
    }

    private void onTemporaryFault(final RestException fault, final long nowNs) {
        if (failingSinceNs == Span.NEVER) {
            failingSinceNs = nowNs;
            listener.onNotice(true, fault.getMessage() + "; trying again for as long as it takes");
        }
        if (TimeUnit.NANOSECONDS.toMillis(nowNs - failingSinceNs) >= config.patienceMs()) {
            shutOut(fault.getMessage());
            return;
        }
        asked.turn = book.nextTurn();
        rest(nowNs, backOff.nextMs(fault.retryAfterMs()), fault.getMessage());
    }

    private void shutOut(final String why) {
        isUnreachable = true;
        intake.refuseAll(why);
        listener.onNotice(true, "repair is given up for this run, holes stay open: " + why);
        enter(State.SHUT_OUT, false, "given up: " + why);
    }

    private void giveUp(final String symbol, final String why) {
        intake.refuse(symbol, why);
        listener.onNotice(true, "repair of " + symbol + " is given up for this run: " + why);
    }

    private void rest(final long nowNs, final long forMs, final String why) {
        notBeforeNs = nowNs + TimeUnit.MILLISECONDS.toNanos(forMs);
        schedule.changed();
        counters.state(true, "asking nothing for " + (forMs + 999) / 1_000 + " s: " + why);
    }

    private void enter(final State newState, final boolean isBusy, final String text) {
        state = newState;
        counters.state(isBusy, text);
    }
}
