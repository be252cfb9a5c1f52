package io.aggtape.journal;

import java.util.ArrayList;
import java.util.List;

/** Which stretches of a tape to read, in its order, and which one is next; owned by one thread. */
final class TapeRoute {
    /** The end of the stretch that ends with the tape, however that grows. */
    static final long OPEN = Long.MAX_VALUE;

    private final List<Stretch> stretches = new ArrayList<>();

    private int next;
    private long bytes;

    /**
     * A part of a file.
     *
     * @param bytesBefore how many bytes of the route stand before it.
     */
    private record Stretch(CycleFile file, long start, long end, long expectedSequence, long bytesBefore) {}

    /** Adds what stands behind all before; it becomes one with the last where it continues that. */
    void add(final CycleFile file, final long start, final long end, final long expectedSequence) {
        final Stretch last = stretches.isEmpty() ? null : stretches.get(stretches.size() - 1);
        if (last != null && last.file.equals(file) && last.end == start) {
            stretches.set(
                    stretches.size() - 1, new Stretch(file, last.start, end, last.expectedSequence, last.bytesBefore));
        } else {
            stretches.add(new Stretch(file, start, end, expectedSequence, bytes));
        }
        bytes += end == OPEN ? 0 : end - start;
    }

    /** Goes to the next document of the route; false where there is none yet. */
    boolean next(final DocumentCursor cursor) {
        while (isBehindStretch(cursor)) {
            if (next == stretches.size()) {
                return false;
            }
            enter(cursor, stretches.get(next++));
        }
        return cursor.next();
    }

    /** About which part of it was read, from 0 to 1. */
    double progress(final DocumentCursor cursor) {
        if (next == 0 || bytes == 0 || cursor.window() == null) {
            return next == 0 ? 0 : 1;
        }
        final Stretch now = stretches.get(next - 1);
        final boolean isInside = cursor.window().file().equals(now.file) && cursor.nextPosition() > now.start;
        final long read = now.bytesBefore + (isInside && now.end != OPEN ? cursor.nextPosition() - now.start : 0);
        return (double) Math.min(read, bytes) / bytes;
    }

    private boolean isBehindStretch(final DocumentCursor cursor) {
        if (next == 0 || cursor.window() == null) {
            return next == 0 && !stretches.isEmpty();
        }
        final Stretch now = stretches.get(next - 1);
        final int order = cursor.window().file().compareTo(now.file);
        return now.end != OPEN && (order > 0 || order == 0 && cursor.nextPosition() >= now.end);
    }

    /** A cursor that had to pass over damage may stand in it or behind it. */
    private void enter(final DocumentCursor cursor, final Stretch stretch) {
        final boolean isFirst = next == 1;
        if (!isFirst && cursor.window() != null) {
            final int order = cursor.window().file().compareTo(stretch.file);
            if (order > 0 || order == 0 && cursor.nextPosition() >= stretch.start) {
                return;
            }
        }
        final boolean isFresh = cursor.window() == null;
        cursor.refresh();
        final int index = cursor.files().indexOf(stretch.file);
        if (isFresh && index == 0 && stretch.start == 0) {
            // The cursor begins there by itself, and looks at the head of the tape then.
            return;
        }
        if (index >= 0 && cursor.moveTo(index, stretch.start)) {
            cursor.expect(stretch.expectedSequence);
        }
    }
}
