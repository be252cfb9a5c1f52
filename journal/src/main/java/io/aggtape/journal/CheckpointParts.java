package io.aggtape.journal;

import org.agrona.MutableDirectBuffer;

/** Cuts what a ledger says into the parts of a checkpoint, one record each; owned by one thread, used again and again. */
final class CheckpointParts {
    private final TapeLedger ledger;
    private final RecordEncoder encoder;
    private final Checkpoint part = new Checkpoint();

    private int nextInstrument;
    private int nextRange;

    CheckpointParts(final TapeLedger ledger, final RecordEncoder encoder) {
        this.ledger = ledger;
        this.encoder = encoder;
    }

    /** Starts a checkpoint; the ledger must stay as it is until its last part. */
    void start(final long throughSequence, final long timeNs) {
        int count = 0;
        for (int i = 0; i < ledger.size(); i++) {
            if (ledger.isKnown(ledger.at(i))) {
                ledger.fill(part, ledger.at(i));
                count += Math.max(1, (part.ranges() + RecordEncoder.MAX_RANGES - 1) / RecordEncoder.MAX_RANGES);
            }
        }
        part.throughSequence = throughSequence;
        part.timeNs = timeNs;
        part.part = 0;
        part.partCount = Math.max(1, count);
        nextInstrument = 0;
        nextRange = 0;
    }

    boolean hasNext() {
        return part.part < part.partCount;
    }

    /** Writes the next part; returns how many bytes it took. */
    int encodeNext(final MutableDirectBuffer buffer, final int at) {
        while (nextInstrument < ledger.size() && !ledger.isKnown(ledger.at(nextInstrument))) {
            nextInstrument++;
        }
        if (nextInstrument == ledger.size()) {
            return encodeNothing(buffer, at);
        }
        ledger.fill(part, ledger.at(nextInstrument));
        final int toRange = Math.min(part.ranges(), nextRange + RecordEncoder.MAX_RANGES);
        final int length = encoder.encode(part, nextRange, toRange, buffer, at);
        part.part++;
        nextRange = toRange;
        if (toRange == part.ranges()) {
            nextRange = 0;
            nextInstrument++;
        }
        return length;
    }

    private int encodeNothing(final MutableDirectBuffer buffer, final int at) {
        part.instrument = null;
        part.holes = IdRanges.NONE;
        part.absences = IdRanges.NONE;
        final int length = encoder.encode(part, 0, 0, buffer, at);
        part.part++;
        return length;
    }
}
