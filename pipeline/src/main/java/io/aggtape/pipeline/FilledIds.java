package io.aggtape.pipeline;

import io.aggtape.journal.Gap;

/** Gathers the ids that filled holes one after the other, so that a run of them is one record. Owned by one thread. */
final class FilledIds {
    private final Gap run = new Gap();
    private boolean isEmpty = true;

    /** Adds what a late trade filled; false where it does not continue the run: take that first. */
    boolean add(final Gap filled) {
        if (isEmpty) {
            run.instrument = filled.instrument;
            run.state = filled.state;
            run.reason = filled.reason;
            run.firstId = filled.firstId;
            isEmpty = false;
        } else if (filled.instrument != run.instrument
                || filled.state != run.state
                || filled.firstId != run.lastId + 1) {
            return false;
        }
        run.lastId = filled.lastId;
        run.timeNs = filled.timeNs;
        return true;
    }

    boolean isEmpty() {
        return isEmpty;
    }

    /** The run, after which a new one begins; valid until the next {@link #add}. */
    Gap take() {
        isEmpty = true;
        return run;
    }
}
