package io.aggtape.pipeline;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.UnsafeApi;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The bytes of one frame by their address, read in words of eight, the first byte lowest. Nothing beyond its ends is
 * read, or at most {@link #ROOM} bytes once it stands in the scratch buffer: an assertion, since a check a word takes a
 * tenth of the time of a decode. The address holds as long as the wrapped buffer does, to which a reference is kept until the next
 * {@link #wrap}.
 */
final class FrameBytes {
    /** How many bytes can be read before and behind a frame in the scratch buffer. */
    static final int ROOM = 24;

    /** The longest frame that the scratch buffer takes; a trade has fewer than 300 bytes. */
    static final int MAX_LENGTH = 4096;

    private static final int TRUE = 0x65757274;
    private static final int FALS = 0x736C6166;
    private static final boolean IS_LITTLE_ENDIAN = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;

    private final UnsafeBuffer scratch = new UnsafeBuffer(ByteBuffer.allocateDirect(MAX_LENGTH + 2 * ROOM));

    private DirectBuffer source = scratch;
    private int sourceOffset;
    private long address;
    private long length;
    private long room;
    private boolean lacksRoom;

    /**
     * Takes a frame of at most {@link #MAX_LENGTH} bytes: in place where the buffer is off the heap, else as a copy.
     */
    void wrap(final DirectBuffer buffer, final int offset, final int frameLength) {
        if (source != buffer) {
            source = buffer;
        }
        sourceOffset = offset;
        lacksRoom = false;
        length = frameLength;
        if (buffer.byteArray() == null) {
            address = buffer.addressOffset() + offset;
            room = 0;
        } else {
            moveToScratch();
        }
    }

    /** Continues on a copy that has room around it, so that words may be read across the ends of the frame. */
    void moveToScratch() {
        scratch.putBytes(ROOM, source, sourceOffset, (int) length);
        address = scratch.addressOffset() + ROOM;
        room = ROOM;
        lacksRoom = false;
    }

    /** The frame's length in bytes. */
    long length() {
        return length;
    }

    /** The end of what may be read, at least {@link #length()}. */
    long readable() {
        return length + room;
    }

    /** Whether the frame has room around it. */
    boolean hasRoom() {
        return room > 0;
    }

    /** Notes that a value stands too near the frame's end to be read in words, and returns -1. */
    int lackRoom() {
        lacksRoom = room == 0;
        return -1;
    }

    /** Whether a copy with room around it may be read where the frame itself could not. */
    boolean lacksRoom() {
        return lacksRoom;
    }

    /** Eight bytes. */
    long word(final long at) {
        assert isInside(at, Long.BYTES) : describe(at, Long.BYTES);
        final long word = UnsafeApi.getLong(address + at);
        return IS_LITTLE_ENDIAN ? word : Long.reverseBytes(word);
    }

    /** Four bytes. */
    int halfWord(final long at) {
        assert isInside(at, Integer.BYTES) : describe(at, Integer.BYTES);
        final int halfWord = UnsafeApi.getInt(address + at);
        return IS_LITTLE_ENDIAN ? halfWord : Integer.reverseBytes(halfWord);
    }

    /** One byte. */
    byte at(final long at) {
        assert isInside(at, 1) : describe(at, 1);
        return UnsafeApi.getByte(address + at);
    }

    /** 1 where {@code true} stands here, 0 where {@code false} does, -1 elsewhere; reads five bytes. */
    int flag(final long at) {
        final int word = halfWord(at);
        final int isTrue = word >>> 4 & 1;
        final int difference = word ^ (FALS ^ ((FALS ^ TRUE) & -isTrue)) | at(at + 4 - isTrue) ^ 'e';
        return difference == 0 ? isTrue : -1;
    }

    private boolean isInside(final long at, final int width) {
        return at >= -room && at + width <= length + room;
    }

    private String describe(final long at, final int width) {
        return "at=" + at + " width=" + width + " length=" + length + " room=" + room;
    }
}
