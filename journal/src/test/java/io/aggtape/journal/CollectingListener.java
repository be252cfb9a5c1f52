package io.aggtape.journal;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Keeps what it hears as text and numbers, because the events themselves are reused. */
final class CollectingListener implements TapeListener {
    final List<AggTrade> trades = new ArrayList<>();
    final List<String> records = new ArrayList<>();
    byte[] lastFrame;

    static String describe(final AggTrade trade) {
        return "trade " + trade.instrument + ' ' + trade.id + ' ' + trade.firstTradeId + ' ' + trade.lastTradeId + ' '
                + trade.priceMantissa + ' ' + trade.priceExponent + ' ' + trade.quantityMantissa + ' '
                + trade.quantityExponent + ' ' + trade.hasNormalQuantity + ' ' + trade.normalQuantityMantissa + ' '
                + trade.normalQuantityExponent + ' ' + trade.tradeTimeUs + ' ' + trade.eventTimeUs + ' '
                + trade.isBuyerMaker + ' ' + trade.bestMatch + ' ' + trade.symbolType + ' ' + trade.source + ' '
                + trade.line + ' ' + trade.receiveTimeNs;
    }

    static String describe(final Gap gap) {
        return "gap " + gap.instrument + ' ' + gap.state + ' ' + gap.firstId + ' ' + gap.lastId + ' ' + gap.timeNs + ' '
                + gap.reason;
    }

    static String describe(final Rejected rejected) {
        final byte[] frame = new byte[rejected.length];
        rejected.buffer.getBytes(rejected.offset, frame);
        return "rejected " + rejected.reason + ' ' + rejected.market + ' ' + rejected.source + ' ' + rejected.line + ' '
                + rejected.receiveTimeNs + ' ' + HexFormat.of().formatHex(frame);
    }

    static String describe(final LineEvent line) {
        return "line " + line.line + ' ' + line.market + ' ' + line.state + ' ' + line.attempt + ' ' + line.timeNs + ' '
                + line.stageNs + ' ' + line.reason;
    }

    static String describe(final SessionEvent session) {
        return "session " + session.runId + ' ' + session.isStart + ' ' + session.timeNs + ' ' + session.epochOffsetNs
                + ' ' + session.version + ' ' + session.configuration;
    }

    static String describe(final ClockEvent clock) {
        return "clock " + clock.market + ' ' + clock.timeNs + ' ' + clock.offsetNs + ' ' + clock.errorBoundNs;
    }

    static String describe(final Checkpoint part) {
        return "checkpoint " + part.instrument + ' ' + part.part + ' ' + part.partCount + ' ' + part.throughSequence
                + ' ' + part.timeNs + ' ' + part.firstId + ' ' + part.lastId + ' ' + part.trades + ' ' + part.duplicates
                + ' ' + part.lateTrades + ' ' + part.holesOpened + ' ' + part.idsMissed + ' ' + part.digest + ' '
                + part.chain + ' ' + part.hourStartNs + ' ' + part.hourFirstId + ' ' + part.hourLastId + ' '
                + part.hourTrades + ' ' + part.hourSealedTrades + ' ' + part.holes.toList() + ' '
                + part.absences.toList();
    }

    static String describe(final HourSeal seal) {
        return "seal " + seal.instrument + ' ' + seal.hourStartNs + ' ' + seal.firstId + ' ' + seal.lastId + ' '
                + seal.trades + ' ' + seal.chain;
    }

    /** Reads a tape to its end. */
    static CollectingListener read(final TapeReader reader) {
        final CollectingListener listener = new CollectingListener();
        while (!reader.isAtEnd()) {
            reader.poll(listener, 100);
        }
        return listener;
    }

    long[] ids() {
        return trades.stream().mapToLong(trade -> trade.id).toArray();
    }

    @Override
    public void onAggTrade(final AggTrade trade) {
        final AggTrade copy = new AggTrade();
        copy.copyFrom(trade);
        trades.add(copy);
        records.add(describe(trade));
    }

    @Override
    public void onGap(final Gap gap) {
        records.add(describe(gap));
    }

    @Override
    public void onRejected(final Rejected rejected) {
        lastFrame = new byte[rejected.length];
        rejected.buffer.getBytes(rejected.offset, lastFrame);
        records.add(describe(rejected));
    }

    @Override
    public void onLine(final LineEvent line) {
        records.add(describe(line));
    }

    @Override
    public void onSession(final SessionEvent session) {
        records.add(describe(session));
    }

    @Override
    public void onClock(final ClockEvent clock) {
        records.add(describe(clock));
    }

    @Override
    public void onCheckpoint(final Checkpoint part) {
        records.add(describe(part));
    }

    @Override
    public void onHourSeal(final HourSeal seal) {
        records.add(describe(seal));
    }
}
