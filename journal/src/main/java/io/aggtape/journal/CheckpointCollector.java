package io.aggtape.journal;

/** Puts the parts of a checkpoint together and knows when it is whole; owned by one thread. */
final class CheckpointCollector {
    private TapeLedger building;
    private TapeLedger whole;
    private int parts;
    private int partCount;
    private long throughSequence;
    private long wholeThroughSequence;

    /** Takes a part; true where it completes a checkpoint, which {@link #ledger()} gives then. */
    boolean onPart(final Checkpoint part) {
        if (part.part == 0) {
            building = new TapeLedger();
            parts = 0;
            partCount = part.partCount;
            throughSequence = part.throughSequence;
        }
        if (building == null
                || part.part != parts
                || part.partCount != partCount
                || part.throughSequence != throughSequence) {
            building = null;
            return false;
        }
        if (part.instrument != null) {
            building.restore(part);
        }
        parts++;
        if (parts < partCount) {
            return false;
        }
        whole = building;
        wholeThroughSequence = throughSequence;
        building = null;
        return true;
    }

    /** Whether parts are still to come. */
    boolean isOpen() {
        return building != null;
    }

    /** What the last whole checkpoint says; null before the first. Whoever takes it owns it. */
    TapeLedger ledger() {
        return whole;
    }

    /** Of which documents the last whole checkpoint speaks. */
    long throughSequence() {
        return wholeThroughSequence;
    }
}
