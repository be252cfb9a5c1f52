package io.aggtape.journal;

import java.util.Arrays;

/**
 * The one rule by which everyone decides whether a trade is new and whether ids are missing: it depends on nothing but
 * the sequence of trades, so all who see the same sequence reach the same verdicts. Ids are those of the instrument's
 * aggregate trades, 0 or more.
 *
 * <p>Of each instrument all ids from the first to the last are either seen or in a hole. Ids may start anywhere, and an
 * id below the first one seen is new, too: it becomes the first, and what lies between is a hole like any other. Keyed by
 * the index of an {@link Instrument}, so all trades must come from one {@link Instruments}. Allocates only for new
 * instruments and holes. Owned by one thread.
 */
public final class Continuity {
    private static final long UNSEEN = -1;
    private static final int INITIAL_CAPACITY = 64;

    private long[] firstIds = unseen(INITIAL_CAPACITY);
    private long[] lastIds = unseen(INITIAL_CAPACITY);
    private IdRanges[] holes = new IdRanges[INITIAL_CAPACITY];
    private IdRanges[] absences = new IdRanges[INITIAL_CAPACITY];
    private long gapFirstId;
    private long gapLastId;
    private long trades;
    private long holesOpened;
    private long idsMissed;
    private long lateTrades;
    private long duplicates;

    /** Takes a trade and says what it is; after {@link Verdict#GAP}, {@link #gapFirstId()} names the hole. */
    public Verdict onTrade(final AggTrade trade) {
        return onTrade(trade.instrument, trade.id);
    }

    Verdict onTrade(final Instrument instrument, final long id) {
        final int at = instrument.index();
        if (at >= lastIds.length) {
            grow(at);
        }
        final long lastId = lastIds[at];
        if (lastId == UNSEEN) {
            firstIds[at] = id;
            lastIds[at] = id;
            trades++;
            return Verdict.FIRST;
        }
        if (id == lastId + 1) {
            lastIds[at] = id;
            trades++;
            return Verdict.NEXT;
        }
        if (id > lastId) {
            lastIds[at] = id;
            return openHole(at, lastId + 1, id - 1);
        }
        return id < firstIds[at] ? onEarlier(at, id) : onPassed(at, id);
    }

    /** The first id of the hole that the last {@link Verdict#GAP} opened. */
    public long gapFirstId() {
        return gapFirstId;
    }

    /** The last id of the hole that the last {@link Verdict#GAP} opened, inclusive. */
    public long gapLastId() {
        return gapLastId;
    }

    /**
     * Closes what is open of a range because the source has no such ids. Should one come all the same, it is
     * {@link Verdict#LATE}.
     *
     * @return how many ids were open.
     */
    public long markAbsent(final Instrument instrument, final long firstId, final long lastId) {
        final IdRanges open = holesOf(instrument);
        if (open == null) {
            return 0;
        }
        long marked = 0;
        for (int i = 0; i < open.size() && open.firstId(i) <= lastId; ) {
            final long from = Math.max(firstId, open.firstId(i));
            final long to = Math.min(lastId, open.lastId(i));
            if (from > to) {
                i++;
            } else {
                // What is left of the hole before the range stays at this place, what is behind it moves to the next.
                i += open.firstId(i) < from ? 1 : 0;
                absencesAt(instrument.index()).add(from, to);
                marked += open.removeRange(from, to);
            }
        }
        return marked;
    }

    /** Whether a trade of the instrument was seen. */
    public boolean isKnown(final Instrument instrument) {
        return lastId(instrument) != UNSEEN;
    }

    /** The least id seen; -1 where none was. */
    public long firstId(final Instrument instrument) {
        return instrument.index() < firstIds.length ? firstIds[instrument.index()] : UNSEEN;
    }

    /** The greatest id seen; -1 where none was. */
    public long lastId(final Instrument instrument) {
        return instrument.index() < lastIds.length ? lastIds[instrument.index()] : UNSEEN;
    }

    /** How many holes of an instrument are open. */
    public int openHoles(final Instrument instrument) {
        final IdRanges open = holesOf(instrument);
        return open == null ? 0 : open.size();
    }

    /** The first missing id of an open hole; holes are counted from 0, in the order of their ids. */
    public long holeFirstId(final Instrument instrument, final int hole) {
        return holesOf(instrument).firstId(hole);
    }

    /** The last missing id of an open hole, inclusive. */
    public long holeLastId(final Instrument instrument, final int hole) {
        return holesOf(instrument).lastId(hole);
    }

    /** How many ids of an instrument are missing now, those absent at the source not counted. */
    public long openIds(final Instrument instrument) {
        final IdRanges open = holesOf(instrument);
        return open == null ? 0 : open.idCount();
    }

    /** How many trades were new. */
    public long trades() {
        return trades;
    }

    /** How many holes were ever opened. */
    public long holesOpened() {
        return holesOpened;
    }

    /** How many ids were ever missing. */
    public long idsMissed() {
        return idsMissed;
    }

    /** How many trades were {@link Verdict#LATE}. */
    public long lateTrades() {
        return lateTrades;
    }

    /** How many trades were {@link Verdict#DUPLICATE}. */
    public long duplicates() {
        return duplicates;
    }

    /** Takes over what a tape holds, for a start where it ended; {@code instruments} are those of the trades to come. */
    public void seed(final TapeState state, final Instruments instruments) {
        seed(state.continuity(), state.instruments(), instruments);
    }

    /** The same from another one, which is keyed by the instruments of {@code table}. */
    void seed(final Continuity known, final Instruments table, final Instruments instruments) {
        for (int i = 0; i < table.size(); i++) {
            final Instrument theirs = table.byIndex(i);
            if (known.isKnown(theirs)) {
                final int at =
                        instruments.intern(theirs.market(), theirs.symbol()).index();
                if (at >= lastIds.length) {
                    grow(at);
                }
                firstIds[at] = known.firstId(theirs);
                lastIds[at] = known.lastId(theirs);
                holes[at] = copyOf(known.holes[theirs.index()]);
                absences[at] = copyOf(known.absences[theirs.index()]);
            }
        }
    }

    /** The open holes; null where there was none ever. */
    IdRanges holesOf(final Instrument instrument) {
        return instrument.index() < holes.length ? holes[instrument.index()] : null;
    }

    /** The ids absent at the source; null where there was none ever. */
    IdRanges absencesOf(final Instrument instrument) {
        return instrument.index() < absences.length ? absences[instrument.index()] : null;
    }

    /** Takes over what a part of a checkpoint tells of an instrument of which no trade was seen here. */
    void restore(final Instrument instrument, final Checkpoint part) {
        final int at = instrument.index();
        if (at >= lastIds.length) {
            grow(at);
        }
        if (lastIds[at] == UNSEEN) {
            firstIds[at] = part.firstId;
            lastIds[at] = part.lastId;
            trades += part.trades;
            duplicates += part.duplicates;
            lateTrades += part.lateTrades;
            holesOpened += part.holesOpened;
            idsMissed += part.idsMissed;
        }
        if (part.holes.size() > 0) {
            holesAt(at).addAll(part.holes);
        }
        if (part.absences.size() > 0) {
            absencesAt(at).addAll(part.absences);
        }
    }

    private Verdict onEarlier(final int at, final long id) {
        final long firstId = firstIds[at];
        firstIds[at] = id;
        if (id == firstId - 1) {
            trades++;
            lateTrades++;
            return Verdict.LATE;
        }
        return openHole(at, id + 1, firstId - 1);
    }

    private Verdict onPassed(final int at, final long id) {
        final boolean wasMissing =
                holes[at] != null && holes[at].remove(id) || absences[at] != null && absences[at].remove(id);
        if (wasMissing) {
            trades++;
            lateTrades++;
            return Verdict.LATE;
        }
        duplicates++;
        return Verdict.DUPLICATE;
    }

    private Verdict openHole(final int at, final long firstId, final long lastId) {
        holesAt(at).add(firstId, lastId);
        gapFirstId = firstId;
        gapLastId = lastId;
        trades++;
        holesOpened++;
        idsMissed += lastId - firstId + 1;
        return Verdict.GAP;
    }

    private IdRanges holesAt(final int at) {
        if (holes[at] == null) {
            holes[at] = new IdRanges();
        }
        return holes[at];
    }

    private IdRanges absencesAt(final int at) {
        if (absences[at] == null) {
            absences[at] = new IdRanges();
        }
        return absences[at];
    }

    private void grow(final int at) {
        final int oldLength = lastIds.length;
        final int newLength = Math.max(at + 1, oldLength * 2);
        firstIds = Arrays.copyOf(firstIds, newLength);
        lastIds = Arrays.copyOf(lastIds, newLength);
        Arrays.fill(firstIds, oldLength, newLength, UNSEEN);
        Arrays.fill(lastIds, oldLength, newLength, UNSEEN);
        holes = Arrays.copyOf(holes, newLength);
        absences = Arrays.copyOf(absences, newLength);
    }

    private static IdRanges copyOf(final IdRanges ranges) {
        return ranges == null ? null : ranges.copy();
    }

    private static long[] unseen(final int length) {
        final long[] ids = new long[length];
        Arrays.fill(ids, UNSEEN);
        return ids;
    }
}
