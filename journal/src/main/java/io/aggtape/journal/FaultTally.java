package io.aggtape.journal;

import io.aggtape.journal.TapeFault.Kind;

/** Counts what a reader meets of damage, and tells of it; owned by one thread. */
final class FaultTally {
    private final TapeFaultListener listener;
    private final long[] counts = new long[Kind.values().length];

    FaultTally(final TapeFaultListener listener) {
        this.listener = listener;
    }

    void report(final Kind kind, final CycleFile file, final long at, final long sequence, final String description) {
        counts[kind.ordinal()]++;
        listener.onFault(new TapeFault(kind, file.name(), at, sequence, description));
    }

    /** Documents may be missing from a place to the next intact one, which may be {@link Excerpts#NONE}. */
    void reportHole(
            final CycleFile file, final long at, final long sequence, final String description, final long nextIntact) {
        report(
                Kind.HOLE,
                file,
                at,
                sequence,
                description + "; the next intact document is "
                        + (nextIntact == Excerpts.NONE ? "not in this file" : (nextIntact - at) + " bytes on"));
    }

    /** A document has a sequence that is not the one behind that of the document before it. */
    void reportBreak(final CycleFile file, final long at, final long expected, final long found) {
        report(Kind.SEQUENCE_BREAK, file, at, found, "document " + expected + " was expected, " + found + " was found");
    }

    long count(final Kind kind) {
        return counts[kind.ordinal()];
    }
}
