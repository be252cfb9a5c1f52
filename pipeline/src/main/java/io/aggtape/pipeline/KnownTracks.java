package io.aggtape.pipeline;

import io.aggtape.journal.Instrument;
import io.aggtape.journal.Market;

/** The symbols and the names of streams that the general path has accepted. */
final class KnownTracks {
    private final KnownNames symbols = new KnownNames();
    private final KnownNames streams = new KnownNames();

    /** What is remembered of the symbol that stands here and ends before a quotation mark, or null. */
    SymbolTrack findSymbol(final FrameBytes frame, final long at, final Market market) {
        final KnownName name = symbols.find(frame, at, market);
        return name == null ? null : name.track();
    }

    /** The stream's name that stands here and ends before a quotation mark, or null; its track is a guess. */
    KnownName findStream(final FrameBytes frame, final long at, final Market market) {
        return streams.find(frame, at, market);
    }

    /** Keeps the names of a frame that the general path has accepted, and returns what is remembered of its symbol. */
    SymbolTrack keep(final LearnedFrame learned, final Instrument instrument) {
        final KnownName symbol = symbols.keep(learned.symbol(instrument.market()));
        if (symbol.track() == null) {
            symbol.track(new SymbolTrack(symbol, instrument));
        }
        if (learned.hasStream()) {
            streams.keep(learned.stream(instrument.market())).track(symbol.track());
        }
        symbol.track().forget();
        return symbol.track();
    }
}
