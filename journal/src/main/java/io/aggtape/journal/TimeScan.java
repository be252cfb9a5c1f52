package io.aggtape.journal;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.nio.file.Path;
import java.util.List;
import org.agrona.DirectBuffer;

/** Reads a tape from where its time index ends, and lengthens that. */
final class TimeScan implements TapeListener, AutoCloseable {
    private final DocumentCursor cursor;
    private final RecordDecoder decoder = new RecordDecoder(new Instruments());
    private final List<IndexedFile> files;
    private final TimeBlocks blocks;
    private final int blockBytes;

    private CycleFile file;
    private IndexedFile.Mark first;
    private IndexedFile.Mark last;

    TimeScan(final Path directory, final List<IndexedFile> files, final TimeBlocks blocks, final int blockBytes) {
        cursor = new DocumentCursor(directory, TapeFaultListener.NONE, CycleWindow.DEFAULT_WINDOW_BYTES);
        this.files = files;
        this.blocks = blocks;
        this.blockBytes = blockBytes;
    }

    /** Reads to the end of what is written; {@code known} is the last indexed file, null where there is none. */
    void run(final CycleFile known) {
        if (known != null) {
            final IndexedFile indexed = files.remove(files.size() - 1);
            file = known;
            first = indexed.first();
            last = indexed.last();
            cursor.moveTo(cursor.files().indexOf(known), indexed.end());
            cursor.expect(last.sequence() + 1);
        }
        long expected = cursor.expectedSequence();
        while (cursor.next()) {
            final CycleFile now = cursor.window().file();
            if (!now.equals(file)) {
                endFile();
                file = now;
                first = IndexedFile.Mark.of(cursor);
                blocks.begin(files.size(), 0, expected);
            } else if (blocks.end(blocks.size() - 1) - blocks.start(blocks.size() - 1) >= blockBytes) {
                blocks.begin(files.size(), blocks.end(blocks.size() - 1), expected);
            }
            take();
            expected = cursor.expectedSequence();
        }
        endFile();
    }

    @Override
    public void onAggTrade(final AggTrade trade) {
        blocks.onTrade(trade.tradeTimeUs);
    }

    @Override
    public void onGap(final Gap gap) {
        blocks.onEvent(gap.timeNs);
        if (gap.state == GapState.ABSENT_AT_SOURCE) {
            blocks.onAbsence();
        }
    }

    @Override
    public void onRejected(final Rejected rejected) {
        blocks.onEvent(rejected.receiveTimeNs);
    }

    @Override
    public void onLine(final LineEvent line) {
        blocks.onEvent(line.timeNs);
    }

    @Override
    public void onSession(final SessionEvent session) {
        blocks.onEvent(session.timeNs);
    }

    @Override
    public void onClock(final ClockEvent clock) {
        blocks.onEvent(clock.timeNs);
    }

    @Override
    public void onCheckpoint(final Checkpoint part) {
        blocks.onEvent(part.timeNs);
    }

    @Override
    public void onHourSeal(final HourSeal seal) {
        blocks.onEvent(seal.hourStartNs);
    }

    @Override
    public void close() {
        cursor.close();
    }

    private void take() {
        final DirectBuffer buffer = cursor.buffer();
        int at = cursor.offset() + DocumentSeal.HEADER_LENGTH;
        for (int i = cursor.recordCount(); i > 0; i--) {
            final int length = buffer.getInt(at, LITTLE_ENDIAN);
            at += DocumentSeal.FRAME_LENGTH;
            decoder.decode(buffer, at, length, this);
            at += length;
        }
        last = IndexedFile.Mark.of(cursor);
        blocks.endAt(cursor.nextPosition());
    }

    private void endFile() {
        if (file != null) {
            files.add(new IndexedFile(file.name(), first, last, blocks.end(blocks.size() - 1)));
        }
    }
}
