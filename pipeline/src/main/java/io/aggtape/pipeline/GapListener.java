package io.aggtape.pipeline;

import io.aggtape.journal.Gap;

/** Told on the journal handler's thread of each {@code Gap} that the tape gets: it must neither block nor throw. */
@FunctionalInterface
public interface GapListener {
    /** For those who need not know. */
    GapListener NONE = gap -> {};

    /** The hole, or what became of it, is in the tape's open document or already written; valid only during the call. */
    void onGap(Gap gap);
}
