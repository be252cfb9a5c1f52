package io.aggtape.journal;

/**
 * A whole checkpoint, and where to read on behind it.
 *
 * @param ledger what it says.
 * @param throughSequence of which documents it speaks.
 * @param lastSequence the sequence of its last document.
 * @param file where that document lies.
 * @param position where in the file the next one starts.
 */
record CheckpointPlace(TapeLedger ledger, long throughSequence, long lastSequence, CycleFile file, long position) {}
