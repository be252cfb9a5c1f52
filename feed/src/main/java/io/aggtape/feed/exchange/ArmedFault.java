package io.aggtape.feed.exchange;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A fault in force: it knows when it began and how often it has struck. Whatever is left to chance depends on the seed,
 * the fault's place among all, and what it strikes: never on when. Thread-safe.
 */
final class ArmedFault {
    /** A connection as faults see it: its number, from 1, and when it opened. */
    record Target(long ordinal, long openedNs) {}

    private static final long NO_TARGET = 0;

    private final Fault fault;
    private final long seed;
    private final int place;
    private final long beginNs;
    private final boolean isLasting;
    private final AtomicLong strikes = new AtomicLong();

    /** {@code isLasting} for one that was there at the start: it follows each connection from its opening. */
    ArmedFault(final Fault fault, final long seed, final int place, final long beginNs, final boolean isLasting) {
        this.fault = fault;
        this.seed = seed;
        this.place = place;
        this.beginNs = beginNs;
        this.isLasting = isLasting;
    }

    Fault fault() {
        return fault;
    }

    FaultKind kind() {
        return fault.kind();
    }

    /** Whether it strikes this trade on its way to this connection. */
    boolean strikesTrade(final Target target, final String symbol, final long id, final long nowNs) {
        return fault.isOfSymbol(symbol)
                && fault.isOfConnection(target.ordinal())
                && isOn(target, nowNs)
                && (fault.hasIds() ? fault.isAmongIds(id) : isDrawn(target, symbol, id))
                && isLeft();
    }

    /** Whether it lies on this connection now. */
    boolean isOnLink(final Target target, final long nowNs) {
        return fault.isOfConnection(target.ordinal()) && isOn(target, nowNs);
    }

    /** Whether it strikes a request or a new connection, which is the {@code ordinal}th of its sort. */
    boolean strikesRequest(final long ordinal, final long nowNs) {
        return isOnRequests(nowNs)
                && fault.isOfConnection(ordinal)
                && Chance.of(seed, place, ordinal, NO_TARGET) < fault.probability()
                && isLeft();
    }

    /** Whether its time for requests has come. */
    boolean isOnRequests(final long nowNs) {
        return fault.timing().isOn(nowNs - beginNs, cycle -> 0);
    }

    /**
     * The first cycle of this event that a connection can see; -1 where the connection is none of its own: another
     * number, or, for a single event of a script, opened too late.
     */
    long firstCycle(final Target target) {
        final boolean isLate =
                !isLasting && fault.timing().everyNs() == 0 && target.openedNs() - eventNs(target, 0) > 0;
        if (isLate || !fault.isOfConnection(target.ordinal())) {
            return -1;
        }
        final long cycle = fault.timing().cycleAt(target.openedNs() - baseNs(target));
        return eventNs(target, cycle) - target.openedNs() < 0 ? cycle + 1 : cycle;
    }

    /** When the event of a cycle strikes this connection, in ns of the exchange's clock. */
    long eventNs(final Target target, final long cycle) {
        return baseNs(target) + fault.timing().eventNs(cycle, jitter(target));
    }

    /** Whether an event strikes once more after this cycle. */
    boolean recurs() {
        return fault.timing().everyNs() > 0;
    }

    /** Counts a strike; false where there were as many as it may have. Lasting windows count their cycles instead. */
    boolean isLeft() {
        final long times = fault.timing().times();
        final boolean countsCycles = fault.timing().everyNs() > 0 && kind().scope() != FaultScope.EVENT;
        return times == 0 || countsCycles || strikes.incrementAndGet() <= times;
    }

    private boolean isOn(final Target target, final long nowNs) {
        return fault.timing().isOn(nowNs - baseNs(target), jitter(target));
    }

    private boolean isDrawn(final Target target, final String symbol, final long id) {
        final boolean isForAll = fault.word().equals("all");
        return fault.probability() == 1
                || Chance.of(seed, placeOf(symbol), id, isForAll ? NO_TARGET : target.ordinal()) < fault.probability();
    }

    private long placeOf(final String symbol) {
        return ((long) place << 32) + symbol.hashCode();
    }

    private Timing.Jitter jitter(final Target target) {
        return cycle -> Chance.of(seed, place, target.ordinal(), cycle);
    }

    private long baseNs(final Target target) {
        return isLasting && kind().scope().followsConnection() ? target.openedNs() : beginNs;
    }
}
