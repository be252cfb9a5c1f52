package io.aggtape.journal;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.agrona.ExpandableArrayBuffer;

/**
 * What a tape tells besides trades and holes, put aside in one file in the order of the tape with its time. First all is
 * added, then all is read, as often as wanted. Owned by one thread.
 */
final class EventSpool implements TapeListener, AutoCloseable {
    /** The time where nothing is left. */
    static final long NOTHING = Long.MAX_VALUE;

    private static final int HEAD_BYTES = Long.BYTES + Integer.BYTES;

    private final SpoolFile file;
    private final TapeSelection selection;
    private final RecordEncoder encoder = new RecordEncoder();
    private final RecordDecoder decoder = new RecordDecoder(new Instruments());
    private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();

    private long position;
    private long nextTimeNs = NOTHING;
    private int nextLength;

    EventSpool(final Path file, final TapeSelection selection) {
        this.selection = selection;
        this.file = new SpoolFile(file);
    }

    /** Goes before the first event. */
    void rewind() {
        position = 0;
        readHead();
    }

    /** When the next one happened, nanoseconds since the epoch; {@link #NOTHING} where there is none. */
    long nextTimeNs() {
        return nextTimeNs;
    }

    /** Goes past the next one, which has the listener where there is one. */
    void take(final TapeListener listener) {
        if (listener != null) {
            read(nextLength, position + HEAD_BYTES);
            if (decoder.decode(buffer, DocumentSeal.FRAME_LENGTH, nextLength - DocumentSeal.FRAME_LENGTH, listener)
                    != RecordDecoder.Outcome.DELIVERED) {
                throw new IllegalStateException("an event that was put aside cannot be read: " + decoder.problem());
            }
        }
        position += HEAD_BYTES + nextLength;
        readHead();
    }

    @Override
    public void onRejected(final Rejected rejected) {
        if (selection.acceptsNs(rejected.receiveTimeNs)) {
            write(rejected.receiveTimeNs, encoder.encode(rejected, buffer, HEAD_BYTES));
        }
    }

    @Override
    public void onLine(final LineEvent line) {
        if (selection.acceptsNs(line.timeNs)) {
            write(line.timeNs, encoder.encode(line, buffer, HEAD_BYTES));
        }
    }

    @Override
    public void onSession(final SessionEvent session) {
        if (selection.acceptsNs(session.timeNs)) {
            write(session.timeNs, encoder.encode(session, buffer, HEAD_BYTES));
        }
    }

    @Override
    public void onClock(final ClockEvent clock) {
        if (selection.acceptsNs(clock.timeNs)) {
            write(clock.timeNs, encoder.encode(clock, buffer, HEAD_BYTES));
        }
    }

    @Override
    public void close() {
        file.close();
    }

    private void write(final long timeNs, final int length) {
        buffer.putLong(0, Math.min(timeNs, NOTHING - 1), LITTLE_ENDIAN);
        buffer.putInt(Long.BYTES, length, LITTLE_ENDIAN);
        file.add(ByteBuffer.wrap(buffer.byteArray(), 0, HEAD_BYTES + length));
    }

    private void readHead() {
        nextTimeNs = NOTHING;
        if (position < file.size()) {
            read(HEAD_BYTES, position);
            nextTimeNs = buffer.getLong(0, LITTLE_ENDIAN);
            nextLength = buffer.getInt(Long.BYTES, LITTLE_ENDIAN);
        }
    }

    private void read(final int length, final long from) {
        buffer.checkLimit(length);
        file.read(ByteBuffer.wrap(buffer.byteArray(), 0, length), from);
    }
}
