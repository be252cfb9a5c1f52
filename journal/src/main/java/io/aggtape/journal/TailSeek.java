package io.aggtape.journal;

import java.nio.file.Path;
import java.util.List;

/** Finds, from the end backward, the place from which so many records are left; passes only the documents near it. */
final class TailSeek implements AutoCloseable {
    private final DocumentCursor cursor;

    private CycleFile file;
    private long position;
    private long recordsToSkip;

    TailSeek(final Path directory, final int windowBytes) {
        cursor = new DocumentCursor(directory, TapeFaultListener.NONE, windowBytes);
    }

    /** Seeks; the place is the start of the tape where it has fewer records, and false where it has no file. */
    boolean seek(final long records) {
        long wanted = records;
        final List<CycleFile> files = cursor.files();
        for (int n = files.size() - 1; n >= 0; n--) {
            final int index = cursor.files().indexOf(files.get(n));
            if (index < 0 || !cursor.moveTo(index, 0)) {
                // The oldest files go while others read: the tape starts behind this one.
                break;
            }
            final long[] starts = CycleIndex.positions(cursor.window());
            for (int i = starts.length - 1; i >= 0; i--) {
                final long until = i + 1 < starts.length ? starts[i + 1] : Long.MAX_VALUE;
                final long count = countRecords(index, starts[i], until);
                file = cursor.files().get(index);
                position = starts[i];
                if (count >= wanted) {
                    recordsToSkip = count - wanted;
                    return true;
                }
                wanted -= count;
            }
        }
        recordsToSkip = 0;
        return file != null;
    }

    CycleFile file() {
        return file;
    }

    long position() {
        return position;
    }

    /** How many records lie between {@link #position()} and the first that is wanted. */
    long recordsToSkip() {
        return recordsToSkip;
    }

    @Override
    public void close() {
        cursor.close();
    }

    private long countRecords(final int index, final long from, final long until) {
        cursor.moveTo(index, from);
        long count = 0;
        while (cursor.next() && cursor.fileIndex() == index && cursor.position() < until) {
            count += cursor.recordCount();
        }
        return count;
    }
}
