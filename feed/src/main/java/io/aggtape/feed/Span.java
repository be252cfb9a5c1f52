package io.aggtape.feed;

/** Open ids of one hole without a break, and how far REST has been asked for them. */
final class Span {
    static final long NEVER = Long.MAX_VALUE;

    final Hole hole;
    final long firstId;
    final long lastId;

    /** The ids before it have been fetched and wait for the tape's word; beyond {@link #lastId} where all have. */
    long nextId;
    /** When REST may be asked again; {@link #NEVER} where not in this run. */
    long notBeforeNs;
    /** Its place among those that wait: the least is asked first. */
    long turn;
    /** How many ids before {@link #nextId} the next request begins. */
    long reach = 1;
    /** How often REST has brought nothing, one time after the other. */
    int waits;
    /** How often the tape has not taken what was fetched. */
    int refusals;
    /** When REST first brought the ids on both sides and not these. */
    long suspectedNs = NEVER;
    /** When something of it was last fetched, or it was made. */
    long progressNs;
    /** Whether it is left alone, for good or for an hour: the hole's note says why. */
    boolean isSetAside;
    /** Whether nothing is fetched of it in this run even where a page has it. */
    boolean isLeftAlone;

    Span(final Hole hole, final long firstId, final long lastId, final long nowNs) {
        this.hole = hole;
        this.firstId = firstId;
        this.lastId = lastId;
        nextId = firstId;
        notBeforeNs = nowNs;
        progressNs = nowNs;
    }

    /** A part of it, in the same state. */
    Span part(final long from, final long to) {
        final Span part = new Span(hole, from, to, progressNs);
        part.nextId = Math.max(from, Math.min(to + 1, nextId));
        part.notBeforeNs = notBeforeNs;
        part.turn = turn;
        part.reach = reach;
        part.waits = waits;
        part.refusals = refusals;
        part.suspectedNs = suspectedNs;
        part.isSetAside = isSetAside;
        part.isLeftAlone = isLeftAlone;
        return part;
    }

    /** Whether all of it has been fetched or declared absent, and waits for the tape's word. */
    boolean isAwaitingTape() {
        return nextId > lastId;
    }

    /** Leaves it alone for this run, as was asked for. */
    void leaveAlone(final String why) {
        isLeftAlone = true;
        setAside(why, NEVER);
    }

    /** Leaves it alone until then. */
    void setAside(final String why, final long untilNs) {
        isSetAside = true;
        notBeforeNs = untilNs;
        hole.note(why);
    }

    /** Has it asked for from then on, though it was set aside. */
    void resume(final long atNs) {
        notBeforeNs = atNs;
        if (isSetAside) {
            isSetAside = false;
            hole.note("");
        }
    }
}
