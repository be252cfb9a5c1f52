package io.aggtape.journal;

import java.util.concurrent.TimeUnit;
import net.openhft.chronicle.core.time.TimeProvider;
import org.agrona.MutableDirectBuffer;

/**
 * The records by which a tape proves itself: seals at the end of hours, checkpoints behind the first document of a file
 * and at an orderly end. Kept by the writer, on its thread.
 */
final class Certificate {
    private static final int MAX_RECORDS = 64;

    private final TapeLedger ledger;
    private final RecordEncoder encoder;
    private final TimeProvider time;
    private final CheckpointParts parts;
    private final HourSeal seal = new HourSeal();

    private long checkpointCycle;
    private long checkpointEnd;

    Certificate(final TapeState recovered, final RecordEncoder encoder, final TimeProvider time) {
        this.time = time;
        this.encoder = encoder;
        ledger = recovered.ledger().copy();
        parts = new CheckpointParts(ledger, encoder);
        checkpointCycle = recovered.checkpointCycle();
    }

    InstrumentLedger of(final Instrument instrument) {
        return ledger.of(instrument);
    }

    /** Takes a trade that is in the open document. */
    void onTrade(final InstrumentLedger instrument, final AggTrade trade) {
        ledger.onTrade(instrument, trade);
    }

    /** Takes a hole, or what became of one, that is in the open document. */
    void onGap(final Gap gap) {
        ledger.onGap(gap);
    }

    int encodeSeal(final InstrumentLedger instrument, final MutableDirectBuffer buffer, final int at) {
        instrument.fill(seal);
        final int recordBytes = encoder.encode(seal, buffer, at);
        ledger.onSeal(seal);
        return recordBytes;
    }

    /** After each document: stores a checkpoint where this is the first one in a file that has none. */
    void onDocument(final TapeWriter writer) {
        if (writer.cycle() == checkpointCycle) {
            return;
        }
        if (writer.lastSequence() > 1) {
            writeCheckpoint(writer);
        } else {
            // The first file of a tape needs none: there is nothing before it.
            checkpointCycle = writer.cycle();
        }
    }

    /** Seals the hours at hand and stores a checkpoint: both tell later whether what stands before them is still whole. */
    void writeEnd(final TapeWriter writer) {
        final OpenDocument document = writer.document();
        for (int i = 0; i < ledger.size(); i++) {
            if (ledger.at(i).isUnsealed() && makeRoom(writer, RecordEncoder.maxLengthOfSeal())) {
                document.add(encodeSeal(ledger.at(i), document.buffer(), document.length()));
            }
        }
        if (write(writer) && writer.lastSequence() != checkpointEnd) {
            writeCheckpoint(writer);
        }
    }

    /** A full disk ends it halfway: it is left out then, and tried again behind the next document. */
    private void writeCheckpoint(final TapeWriter writer) {
        final OpenDocument document = writer.document();
        int cycle;
        do {
            cycle = writer.cycle();
            parts.start(writer.lastSequence(), TimeUnit.MILLISECONDS.toNanos(time.currentTimeMillis()));
            boolean hasRoom = true;
            while (hasRoom && parts.hasNext()) {
                hasRoom = makeRoom(writer, RecordEncoder.maxLengthOfCheckpoint());
                if (hasRoom) {
                    document.add(parts.encodeNext(document.buffer(), document.length()));
                }
            }
            if (!write(writer) || !hasRoom) {
                return;
            }
            // A new file may have started in the midst of it.
        } while (writer.cycle() != cycle);
        checkpointCycle = cycle;
        checkpointEnd = writer.lastSequence();
    }

    /** Makes room in the open document, or a new one; false where the disk is full. */
    private static boolean makeRoom(final TapeWriter writer, final int recordBytes) {
        final OpenDocument document = writer.document();
        if (document.recordCount() < MAX_RECORDS && document.hasRoom(recordBytes)) {
            return true;
        }
        return writer.canCommit() && writer.writeDocument();
    }

    /** Writes the open document, which holds nothing but the certificate, or forgets it where the disk is full. */
    private static boolean write(final TapeWriter writer) {
        if (writer.canCommit()) {
            writer.writeDocument();
            return true;
        }
        writer.document().clear();
        return false;
    }
}
