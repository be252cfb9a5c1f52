package io.aggtape.pipeline;

import io.aggtape.journal.Instrument;

/** What the fast path remembers of one symbol: its name on the wire and how wide its fields were last time. */
final class SymbolTrack {
    final KnownName name;
    final Instrument instrument;

    /** The width of a field's value in bytes, by its {@link FrameShape} operation: a guess, never trusted. */
    final int[] widths = new int[FrameShape.OPERATIONS];

    SymbolTrack(final KnownName name, final Instrument instrument) {
        this.name = name;
        this.instrument = instrument;
    }
}
