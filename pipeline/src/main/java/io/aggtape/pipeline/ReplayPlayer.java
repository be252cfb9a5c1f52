package io.aggtape.pipeline;

import io.aggtape.journal.AggTrade;
import io.aggtape.journal.Gap;
import io.aggtape.journal.LineEvent;
import io.aggtape.journal.TapeListener;
import io.aggtape.journal.TapeSelection;
import java.util.concurrent.atomic.AtomicLong;

/** Stands between the tapes and the listeners of a replay: chooses, waits, sets the clock, delivers. Owned by one thread. */
final class ReplayPlayer implements TapeListener {
    private static final long NANOS_PER_MICRO = 1_000;

    private final TradeListener[] listeners;
    private final TapeSelection selection;
    private final ReplayOrder order;
    private final StrategyDelay delay;
    private final ReplayClock clock;
    private final ReplayPace pace;
    private final ReplayControl control;
    private final AtomicLong trades = new AtomicLong();

    private long count;
    private long fromUs;

    ReplayPlayer(
            final TradeListener[] listeners,
            final TapeSelection selection,
            final ReplayOrder order,
            final StrategyDelay delay,
            final ReplayClock clock,
            final ReplayPace pace,
            final ReplayControl control) {
        this.listeners = listeners;
        this.selection = selection;
        this.order = order;
        this.delay = delay;
        this.clock = clock;
        this.pace = pace;
        this.control = control;
        fromUs = selection.fromUs();
    }

    /** From now on, nothing before this time. */
    void seek(final long timeUs) {
        fromUs = Math.max(timeUs, selection.fromUs());
        pace.restart();
        delay.restart();
        clock.set(0);
    }

    /** How many were delivered; from any thread. */
    long trades() {
        return trades.get();
    }

    @Override
    public void onAggTrade(final AggTrade trade) {
        if (trade.tradeTimeUs < fromUs
                || trade.tradeTimeUs >= selection.toUs()
                || !selection.accepts(trade.instrument)
                || control.isDiverted()) {
            return;
        }
        final long timeNs = timeNs(trade) + delay.nextNs();
        pace.awaitPermission();
        pace.await(timeNs);
        // Who asked for a pause while this one waited gets it before this one.
        if (pace.awaitPermission()) {
            pace.begin(timeNs);
        }
        if (control.isDiverted()) {
            return;
        }
        control.take();
        clock.advanceTo(timeNs);
        trades.lazySet(++count);
        for (final TradeListener listener : listeners) {
            listener.onTrade(trade);
        }
    }

    @Override
    public void onGap(final Gap gap) {
        // The gaps of an ordered source stand where they belong, whenever they were noticed.
        if (!selection.accepts(gap.instrument) || order == ReplayOrder.ARRIVAL && !isInRange(gap.timeNs)) {
            return;
        }
        if (order == ReplayOrder.ARRIVAL) {
            awaitEvent(gap.timeNs);
        } else {
            pace.awaitPermission();
        }
        if (!control.isDiverted()) {
            if (order == ReplayOrder.ARRIVAL) {
                clock.advanceTo(gap.timeNs);
            }
            for (final TradeListener listener : listeners) {
                listener.onGap(gap);
            }
        }
    }

    @Override
    public void onLine(final LineEvent line) {
        if (!isInRange(line.timeNs)) {
            return;
        }
        awaitEvent(line.timeNs);
        if (!control.isDiverted()) {
            clock.advanceTo(line.timeNs);
            for (final TradeListener listener : listeners) {
                listener.onLine(line);
            }
        }
    }

    private void awaitEvent(final long timeNs) {
        pace.awaitPermission();
        pace.awaitEvent(timeNs);
        pace.awaitPermission();
    }

    private boolean isInRange(final long timeNs) {
        final long timeUs = Math.floorDiv(timeNs, NANOS_PER_MICRO);
        return (fromUs == Long.MIN_VALUE || timeUs >= fromUs)
                && (selection.toUs() == Long.MAX_VALUE || timeUs < selection.toUs());
    }

    private long timeNs(final AggTrade trade) {
        return order == ReplayOrder.ARRIVAL ? trade.receiveTimeNs : trade.tradeTimeUs * NANOS_PER_MICRO;
    }
}
