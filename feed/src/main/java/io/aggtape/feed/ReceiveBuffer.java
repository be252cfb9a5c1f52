package io.aggtape.feed;

import java.nio.ByteBuffer;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The bytes that one connection has read and not yet consumed, and for each read when it was: a frame keeps the stamp of
 * the read that brought its last byte, also while it waits for a full ring.
 */
final class ReceiveBuffer {
    private static final int MAX_MARKS = 64;

    private final ByteBuffer memory;
    private final UnsafeBuffer view;
    private final int[] markEnds = new int[MAX_MARKS];
    private final long[] markNs = new long[MAX_MARKS];

    private int start;
    private int end;
    private int firstMark;
    private int marks;

    ReceiveBuffer(final int capacity) {
        memory = BufferUtil.allocateDirectAligned(capacity, 64);
        view = new UnsafeBuffer(memory);
    }

    /** Ready to read into, or null where it is full; {@link #received} must follow a read. */
    ByteBuffer writable() {
        if (start > 0 && end > memory.capacity() / 2) {
            compact();
        }
        if (end == memory.capacity()) {
            return null;
        }
        memory.limit(memory.capacity()).position(end);
        return memory;
    }

    /** Takes note of a read of {@code length} bytes. */
    void received(final int length, final long receiveNs) {
        end += length;
        if (marks == MAX_MARKS) {
            // Rather a late stamp than an early one: the last two reads share the later.
            marks--;
        }
        markEnds[(firstMark + marks) % MAX_MARKS] = end;
        markNs[(firstMark + marks) % MAX_MARKS] = receiveNs;
        marks++;
    }

    /** When the byte before this offset of {@link #view()} was read. */
    long stampOf(final int endOffset) {
        int at = firstMark;
        for (int i = 1; i < marks && markEnds[at] < endOffset; i++) {
            at = (at + 1) % MAX_MARKS;
        }
        return markNs[at];
    }

    /** When the last read was. */
    long lastStamp() {
        return markNs[(firstMark + Math.max(marks, 1) - 1) % MAX_MARKS];
    }

    /** Lets go of the first {@code length} bytes. */
    void consumed(final int length) {
        start += length;
        while (marks > 1 && markEnds[firstMark] <= start) {
            firstMark = (firstMark + 1) % MAX_MARKS;
            marks--;
        }
        if (start == end) {
            clear();
        }
    }

    /** Forgets everything. */
    void clear() {
        start = 0;
        end = 0;
        marks = 0;
    }

    UnsafeBuffer view() {
        return view;
    }

    int start() {
        return start;
    }

    int length() {
        return end - start;
    }

    private void compact() {
        final int length = length();
        view.putBytes(0, view, start, length);
        for (int i = 0; i < marks; i++) {
            markEnds[(firstMark + i) % MAX_MARKS] -= start;
        }
        start = 0;
        end = length;
    }
}
