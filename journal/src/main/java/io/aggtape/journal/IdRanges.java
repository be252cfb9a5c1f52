package io.aggtape.journal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A set of ids as ascending ranges that neither overlap nor touch; owned by one thread. */
final class IdRanges {
    /** An empty one, to which nothing is ever added. */
    static final IdRanges NONE = new IdRanges();

    private static final int INITIAL_CAPACITY = 8;

    private long[] firsts = new long[INITIAL_CAPACITY];
    private long[] lasts = new long[INITIAL_CAPACITY];
    private int size;
    private long idCount;

    /** How many ranges. */
    int size() {
        return size;
    }

    /** How many ids. */
    long idCount() {
        return idCount;
    }

    long firstId(final int at) {
        return firsts[at];
    }

    long lastId(final int at) {
        return lasts[at];
    }

    /** The first range that holds an id or lies behind it; {@link #size()} where none does. */
    int firstFrom(final long id) {
        return firstEndingAtOrAfter(id);
    }

    boolean contains(final long id) {
        final int at = firstEndingAtOrAfter(id);
        return at < size && firsts[at] <= id;
    }

    /** Adds ids, of which some may be there. */
    void add(final long firstId, final long lastId) {
        // A range that ends just before the new one, or starts just after it, becomes one with it.
        final int from = firstEndingAtOrAfter(firstId == Long.MIN_VALUE ? firstId : firstId - 1);
        int to = from;
        long first = firstId;
        long last = lastId;
        while (to < size && (lastId == Long.MAX_VALUE || firsts[to] <= lastId + 1)) {
            first = Math.min(first, firsts[to]);
            last = Math.max(last, lasts[to]);
            idCount -= lasts[to] - firsts[to] + 1;
            to++;
        }
        replace(from, to, 1);
        firsts[from] = first;
        lasts[from] = last;
        idCount += last - first + 1;
    }

    /** Adds all ids of another set. */
    void addAll(final IdRanges other) {
        for (int i = 0; i < other.size; i++) {
            add(other.firsts[i], other.lasts[i]);
        }
    }

    void clear() {
        size = 0;
        idCount = 0;
    }

    boolean hasSameIdsAs(final IdRanges other) {
        return idCount == other.idCount
                && Arrays.equals(firsts, 0, size, other.firsts, 0, other.size)
                && Arrays.equals(lasts, 0, size, other.lasts, 0, other.size);
    }

    /** Takes one id out; false where it is not there. */
    boolean remove(final long id) {
        return removeRange(id, id) != 0;
    }

    /** Takes ids out, of which some may not be there; returns how many were. */
    long removeRange(final long firstId, final long lastId) {
        final long before = idCount;
        final int from = firstEndingAtOrAfter(firstId);
        int to = from;
        while (to < size && firsts[to] <= lastId) {
            idCount -= lasts[to] - firsts[to] + 1;
            to++;
        }
        if (to == from) {
            return 0;
        }
        final long leftFirst = firsts[from];
        final long rightLast = lasts[to - 1];
        final boolean hasLeft = leftFirst < firstId;
        final boolean hasRight = rightLast > lastId;
        replace(from, to, (hasLeft ? 1 : 0) + (hasRight ? 1 : 0));
        int at = from;
        if (hasLeft) {
            firsts[at] = leftFirst;
            lasts[at] = firstId - 1;
            idCount += firstId - leftFirst;
            at++;
        }
        if (hasRight) {
            firsts[at] = lastId + 1;
            lasts[at] = rightLast;
            idCount += rightLast - lastId;
        }
        return before - idCount;
    }

    /** The same set as another object. */
    IdRanges copy() {
        final IdRanges copy = new IdRanges();
        copy.firsts = firsts.clone();
        copy.lasts = lasts.clone();
        copy.size = size;
        copy.idCount = idCount;
        return copy;
    }

    List<IdRange> toList() {
        final List<IdRange> ranges = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            ranges.add(new IdRange(firsts[i], lasts[i]));
        }
        return ranges;
    }

    /** The first range that ends at or after an id; {@link #size()} where none does. */
    private int firstEndingAtOrAfter(final long id) {
        int low = 0;
        int high = size;
        while (low < high) {
            final int middle = (low + high) >>> 1;
            if (lasts[middle] < id) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Makes room for {@code count} ranges in place of those from {@code from} to {@code to} - 1. */
    private void replace(final int from, final int to, final int count) {
        final int newSize = size - (to - from) + count;
        if (newSize > firsts.length) {
            firsts = Arrays.copyOf(firsts, newSize * 2);
            lasts = Arrays.copyOf(lasts, newSize * 2);
        }
        System.arraycopy(firsts, to, firsts, from + count, size - to);
        System.arraycopy(lasts, to, lasts, from + count, size - to);
        size = newSize;
    }
}
