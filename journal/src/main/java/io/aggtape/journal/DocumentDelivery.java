package io.aggtape.journal;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.aggtape.journal.TapeFault.Kind;
import org.agrona.DirectBuffer;

/** Hands the records of documents to a listener, and counts them; owned by one thread. */
final class DocumentDelivery {
    private final DocumentCursor cursor;
    private final RecordDecoder decoder;

    private long recordsToSkip;
    private long documents;
    private long records;
    private long unknownRecords;
    private long lastSequence;

    DocumentDelivery(final DocumentCursor cursor, final Instruments instruments) {
        this.cursor = cursor;
        decoder = new RecordDecoder(instruments);
    }

    /** Passes over so many records before it delivers again. */
    void skip(final long count) {
        recordsToSkip = count;
    }

    /** Passes over the document that the cursor is at. */
    void pass() {
        lastSequence = cursor.sequence();
    }

    /** Delivers the document that the cursor is at; returns how many records that was. */
    int deliver(final TapeListener listener) {
        final DirectBuffer buffer = cursor.buffer();
        final int recordCount = cursor.recordCount();
        int at = cursor.offset() + DocumentSeal.HEADER_LENGTH;
        lastSequence = cursor.sequence();
        documents++;
        int delivered = 0;
        for (int i = 0; i < recordCount; i++) {
            final int length = buffer.getInt(at, LITTLE_ENDIAN);
            at += DocumentSeal.FRAME_LENGTH;
            if (recordsToSkip > 0) {
                recordsToSkip--;
            } else if (deliverRecord(buffer, at, length, listener)) {
                delivered++;
            }
            at += length;
        }
        records += delivered;
        return delivered;
    }

    long documents() {
        return documents;
    }

    long records() {
        return records;
    }

    long unknownRecords() {
        return unknownRecords;
    }

    long lastSequence() {
        return lastSequence;
    }

    private boolean deliverRecord(
            final DirectBuffer buffer, final int offset, final int length, final TapeListener listener) {
        switch (decoder.decode(buffer, offset, length, listener)) {
            case DELIVERED:
                return true;
            case UNKNOWN:
                unknownRecords++;
                return false;
            default:
                cursor.report(Kind.UNREADABLE_RECORD, cursor.position(), lastSequence, decoder.problem());
                return false;
        }
    }
}
