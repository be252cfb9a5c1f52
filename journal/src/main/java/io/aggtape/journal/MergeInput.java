package io.aggtape.journal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One tape that is merged: reads it once, to where it ends then, and puts its trades aside by instrument, those that
 * stand behind a greater id in runs of their own. Owned by one thread.
 */
final class MergeInput implements TapeListener, AutoCloseable {
    private static final int DOCUMENTS_PER_POLL = 1024;

    private final Path directory;
    private final Instruments instruments;
    private final TradeSpool spool;
    private final List<List<TradeSpool.Run>> runs = new ArrayList<>();
    private final List<IdRanges> absences = new ArrayList<>();

    private long lastSequence;
    private long trades;
    private long faults;
    private long firstTimeNs = Long.MAX_VALUE;

    /** An input whose instruments become those of {@code instruments}. */
    MergeInput(final Path directory, final Path spoolFile, final Instruments instruments) {
        this.directory = directory;
        this.instruments = instruments;
        spool = new TradeSpool(spoolFile, instruments);
    }

    void read() {
        try (TapeReader reader = TapeReader.openWhole(directory, TapeFaultListener.NONE)) {
            while (!reader.isAtEnd()) {
                reader.poll(this, DOCUMENTS_PER_POLL);
            }
            lastSequence = reader.lastSequence();
            faults = reader.faults();
        }
        for (final List<TradeSpool.Run> ofInstrument : runs) {
            ofInstrument.forEach(TradeSpool.Run::end);
        }
    }

    Path directory() {
        return directory;
    }

    /** The sequence of the last document that was read. */
    long lastSequence() {
        return lastSequence;
    }

    long trades() {
        return trades;
    }

    long faults() {
        return faults;
    }

    /** The least receive time of a trade; {@link Long#MAX_VALUE} where there is none. */
    long firstTimeNs() {
        return firstTimeNs;
    }

    /** The runs of an instrument of the common table, each of ascending ids. */
    List<TradeSpool.Run> runsOf(final Instrument instrument) {
        return instrument.index() < runs.size() ? runs.get(instrument.index()) : List.of();
    }

    /** What this tape says is absent at the source. */
    IdRanges absencesOf(final Instrument instrument) {
        return instrument.index() < absences.size() ? absences.get(instrument.index()) : IdRanges.NONE;
    }

    @Override
    public void onAggTrade(final AggTrade trade) {
        trades++;
        firstTimeNs = Math.min(firstTimeNs, trade.receiveTimeNs);
        runFor(trade).add(trade);
    }

    @Override
    public void onGap(final Gap gap) {
        if (gap.state == GapState.ABSENT_AT_SOURCE) {
            absences.get(indexOf(gap.instrument)).add(gap.firstId, gap.lastId);
        }
    }

    @Override
    public void close() {
        spool.close();
    }

    /** The run with the greatest last id before this trade's, which keeps them few; a new one where none has one. */
    private TradeSpool.Run runFor(final AggTrade trade) {
        final List<TradeSpool.Run> ofInstrument = runs.get(indexOf(trade.instrument));
        TradeSpool.Run best = null;
        for (int i = 0; i < ofInstrument.size() && best == null; i++) {
            // They stand in the order of their last ids, the greatest first.
            best = ofInstrument.get(i).lastId() < trade.id ? ofInstrument.get(i) : null;
        }
        if (best == null) {
            best = spool.newRun();
            ofInstrument.add(best);
        }
        return best;
    }

    private int indexOf(final Instrument theirs) {
        final int at = instruments.intern(theirs.market(), theirs.symbol()).index();
        while (runs.size() <= at) {
            runs.add(new ArrayList<>());
            absences.add(new IdRanges());
        }
        return at;
    }
}
