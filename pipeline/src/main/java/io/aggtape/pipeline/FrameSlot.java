package io.aggtape.pipeline;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What handlers are given: a raw frame with what the reader knew of it, or an event of the line. In the ring, of which it
 * is one entry, the bytes belong to the slot and are valid until the last handler has passed it.
 */
public final class FrameSlot {
    private final UnsafeBuffer own;
    private DirectBuffer content;
    private int length;

    /** A state change, a session's start or stop, a clock reading; null where the slot holds a frame. */
    Object event;
    /** When its bytes were read, by {@code System.nanoTime()}. */
    long receiveNs;
    /** The same moment in nanoseconds since the epoch. */
    long receiveEpochNs;
    /** The line and what is known of all its frames; null where the slot holds an event. */
    LineContext line;
    /** Whether it came as a text message. */
    boolean isText;

    FrameSlot(final UnsafeBuffer own) {
        this.own = own;
        this.content = own;
    }

    /** Takes what the reader knows of a frame; its bytes follow. */
    void describe(final LineContext line, final boolean isText, final long receiveNs, final long receiveEpochNs) {
        this.event = null;
        this.line = line;
        this.isText = isText;
        this.receiveNs = receiveNs;
        this.receiveEpochNs = receiveEpochNs;
    }

    /** Takes a frame; one that is longer than the slot gets a buffer of its own, which is rare. */
    void putFrame(final DirectBuffer source, final int offset, final int length) {
        if (length <= own.capacity()) {
            own.putBytes(0, source, offset, length);
            content = own;
        } else {
            final UnsafeBuffer large = new UnsafeBuffer(new byte[length]);
            large.putBytes(0, source, offset, length);
            content = large;
        }
        this.length = length;
    }

    /** Shows a frame where it lies, without a copy: valid as long as that buffer is left as it is. */
    void showFrame(final DirectBuffer source, final int offset, final int length) {
        own.wrap(source, offset, length);
        this.length = length;
    }

    /** Takes an event in place of a frame. */
    void putEvent(final Object event) {
        this.event = event;
        this.line = null;
        this.content = own;
        this.length = 0;
    }

    /** Where the frame's bytes are, from offset 0. */
    DirectBuffer content() {
        return content;
    }

    /** The frame's length in bytes. */
    int length() {
        return length;
    }
}
