package io.aggtape.journal.archive;

import io.aggtape.journal.Gap;
import io.aggtape.journal.GapState;
import io.aggtape.journal.Instrument;
import io.aggtape.journal.TapeWriter;

/** Ids of a hole that arrive one after the other, told of by one record in place of many; owned by one thread. */
final class LateRange {
    private final TapeWriter writer;
    private final Gap gap = new Gap();
    private boolean isEmpty = true;

    LateRange(final TapeWriter writer) {
        this.writer = writer;
        gap.state = GapState.FILLED_LATE;
        gap.reason = "imported from an archive";
    }

    void add(final Instrument instrument, final long id, final long timeNs) {
        if (!isEmpty && (gap.instrument != instrument || gap.lastId + 1 != id)) {
            flush();
        }
        if (isEmpty) {
            gap.instrument = instrument;
            gap.firstId = id;
            isEmpty = false;
        }
        gap.lastId = id;
        gap.timeNs = timeNs;
    }

    /** Tells of what was gathered, if anything. */
    void flush() {
        if (!isEmpty) {
            isEmpty = true;
            writer.append(gap);
        }
    }
}
