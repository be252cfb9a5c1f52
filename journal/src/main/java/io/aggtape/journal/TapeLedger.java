package io.aggtape.journal;

import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Everything that a checkpoint tells: of each instrument which ids are there, counts, digest and chain. The writer keeps
 * one while it writes, and whoever reads the tape comes to the same. Instruments of any table may be given; those that it
 * gives are of its own. Allocates only for new instruments and holes. Owned by one thread.
 */
final class TapeLedger {
    private static final int INITIAL_CAPACITY = 64;

    private final Instruments instruments = new Instruments();
    private final Continuity continuity = new Continuity();
    private final UnsafeBuffer symbol = new UnsafeBuffer(0, 0);

    private InstrumentLedger[] ledgers = new InstrumentLedger[INITIAL_CAPACITY];
    private InstrumentLedger[] asked = new InstrumentLedger[INITIAL_CAPACITY];

    /** Its own table. */
    Instruments instruments() {
        return instruments;
    }

    /** Which ids are there, keyed by {@link #instruments()}. */
    Continuity continuity() {
        return continuity;
    }

    /** How many instruments there are. */
    int size() {
        return instruments.size();
    }

    /** One of them, by its index from 0. */
    InstrumentLedger at(final int index) {
        return ledgers[index];
    }

    /** The one of an instrument of any table. */
    InstrumentLedger of(final Instrument instrument) {
        final int at = instrument.index();
        if (at < asked.length) {
            final InstrumentLedger ledger = asked[at];
            if (ledger != null && ledger.asked == instrument) {
                return ledger;
            }
        }
        return find(instrument);
    }

    /** Takes a trade of the instrument whose ledger is given; returns the trade's hash. */
    long onTrade(final InstrumentLedger ledger, final AggTrade trade) {
        final Verdict verdict = continuity.onTrade(ledger.instrument(), trade.id);
        final long missed = verdict == Verdict.GAP ? continuity.gapLastId() - continuity.gapFirstId() + 1 : 0;
        final long hash = TradeHash.of(trade);
        ledger.onTrade(trade, verdict, missed, hash);
        return hash;
    }

    void onTrade(final AggTrade trade) {
        onTrade(of(trade.instrument), trade);
    }

    void onGap(final Gap gap) {
        if (gap.state == GapState.ABSENT_AT_SOURCE) {
            continuity.markAbsent(of(gap.instrument).instrument(), gap.firstId, gap.lastId);
        }
    }

    /** Believes a seal; false where it says something else than the trades before it. */
    boolean onSeal(final HourSeal seal) {
        final InstrumentLedger ledger = of(seal.instrument);
        final boolean isSame = ledger.matches(seal);
        ledger.take(seal);
        return isSame;
    }

    /** Adds what a part of a checkpoint tells. */
    void restore(final Checkpoint part) {
        final InstrumentLedger ledger = of(part.instrument);
        ledger.take(part);
        continuity.restore(ledger.instrument(), part);
    }

    /** Whether there is anything to tell of an instrument. */
    boolean isKnown(final InstrumentLedger ledger) {
        return continuity.isKnown(ledger.instrument());
    }

    /** What there is to tell of an instrument; the part shares its ranges with this ledger. */
    void fill(final Checkpoint part, final InstrumentLedger ledger) {
        final Instrument instrument = ledger.instrument();
        final IdRanges holes = continuity.holesOf(instrument);
        final IdRanges absences = continuity.absencesOf(instrument);
        ledger.fill(part);
        part.firstId = continuity.firstId(instrument);
        part.lastId = continuity.lastId(instrument);
        part.holes = holes == null ? IdRanges.NONE : holes;
        part.absences = absences == null ? IdRanges.NONE : absences;
    }

    /** The same as another object. */
    TapeLedger copy() {
        final TapeLedger copy = new TapeLedger();
        final Checkpoint part = new Checkpoint();
        for (int i = 0; i < size(); i++) {
            if (isKnown(ledgers[i])) {
                fill(part, ledgers[i]);
                copy.restore(part);
            }
        }
        return copy;
    }

    private InstrumentLedger find(final Instrument instrument) {
        symbol.wrap(instrument.utf8);
        final Instrument own = instruments.intern(instrument.market(), symbol, 0, instrument.utf8.length);
        if (own.index() >= ledgers.length) {
            ledgers = Arrays.copyOf(ledgers, ledgers.length * 2);
        }
        if (ledgers[own.index()] == null) {
            ledgers[own.index()] = new InstrumentLedger(own);
        }
        final int at = instrument.index();
        if (at >= asked.length) {
            asked = Arrays.copyOf(asked, Math.max(at + 1, asked.length * 2));
        }
        asked[at] = ledgers[own.index()];
        asked[at].asked = instrument;
        return asked[at];
    }
}
