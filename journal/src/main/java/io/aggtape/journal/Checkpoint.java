package io.aggtape.journal;

/**
 * One part of a checkpoint: what all documents before it say of one instrument, or some of its ranges where it has very
 * many; valid only during the call that delivers it.
 */
public final class Checkpoint {
    /** Market and symbol; null in the only part of a tape without trades. */
    public Instrument instrument;
    /** Which part of the checkpoint this is, from 0. */
    public int part;
    /** How many parts it has; without all of them it is worth nothing. */
    public int partCount;
    /** It speaks of all documents up to this sequence. */
    public long throughSequence;
    /** When it was made, nanoseconds since the epoch by the clock that cuts the files. */
    public long timeNs;
    /** The least id on the tape. */
    public long firstId;
    /** The greatest id on the tape. */
    public long lastId;
    /** How many different ids are on the tape. */
    public long trades;
    /** How many trades are on the tape although their id was there. */
    public long duplicates;
    /** How many trades were {@link Verdict#LATE}. */
    public long lateTrades;
    /** How many holes there ever were. */
    public long holesOpened;
    /** How many ids were ever missing. */
    public long idsMissed;
    /** The sum of the {@link TradeHash}es of all different ids. */
    public long digest;
    /** The chain of {@link TradeHash}es at this place. */
    public long chain;
    /** Where the instrument's hour starts, nanoseconds since the epoch. */
    public long hourStartNs;
    /** The least id of the hour. */
    public long hourFirstId;
    /** The greatest id of the hour. */
    public long hourLastId;
    /** How many trades the tape holds of the hour. */
    public long hourTrades;
    /** How many of these an {@link HourSeal} covers. */
    public long hourSealedTrades;

    /** What is missing, as far as this part tells. */
    IdRanges holes = new IdRanges();
    /** What the source does not have, as far as this part tells. */
    IdRanges absences = new IdRanges();

    /** How many open holes this part names. */
    public int openHoles() {
        return holes.size();
    }

    /** How many missing ids this part names. */
    public long openIds() {
        return holes.idCount();
    }

    /** How many ids this part names that are absent at the source. */
    public long absentIds() {
        return absences.idCount();
    }

    /** How many ranges of ids it names. */
    int ranges() {
        return holes.size() + absences.size();
    }
}
