package io.aggtape.pipeline;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.UnsafeApi;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The bytes of one frame by their address, read in words of eight, the first byte lowest. Nothing beyond
 * {@link #readable()} is read: the frame's own length, or more once it stands in the padded scratch buffer. The address
 * holds as long as the wrapped buffer does; a reference to it is kept until the next {@link #wrap}.
 */
final class FrameBytes {
    /** How many bytes can be read past the end of a frame in the scratch buffer. */
    static final int PADDING = 64;
    /** The longest frame that the scratch buffer takes; a trade has fewer than 300 bytes. */
    static final int MAX_LENGTH = 4096;

    private static final boolean IS_LITTLE_ENDIAN = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;

    private final UnsafeBuffer scratch = new UnsafeBuffer(ByteBuffer.allocateDirect(MAX_LENGTH + PADDING));

    private DirectBuffer source = scratch;
    private int sourceOffset;
    private long address;
    private int length;
    private int readable;

    /** Takes a frame of at most {@link #MAX_LENGTH} bytes: in place where the buffer is off the heap, else as a copy. */
    void wrap(final DirectBuffer buffer, final int offset, final int frameLength) {
        if (source != buffer) {
            source = buffer;
        }
        sourceOffset = offset;
        length = frameLength;
        if (buffer.byteArray() == null) {
            address = buffer.addressOffset() + offset;
            readable = frameLength;
        } else {
            moveToScratch();
        }
    }

    /** Continues on a padded copy, so that words may be read past the end of the frame. */
    void moveToScratch() {
        scratch.putBytes(0, source, sourceOffset, length);
        address = scratch.addressOffset();
        readable = length + PADDING;
    }

    /** The frame's length in bytes. */
    int length() {
        return length;
    }

    /** How many bytes may be read, at least {@link #length()}. */
    int readable() {
        return readable;
    }

    /** Eight bytes. */
    long word(final int at) {
        check(at, Long.BYTES);
        final long word = UnsafeApi.getLong(address + at);
        return IS_LITTLE_ENDIAN ? word : Long.reverseBytes(word);
    }

    /** Four bytes. */
    int halfWord(final int at) {
        check(at, Integer.BYTES);
        final int halfWord = UnsafeApi.getInt(address + at);
        return IS_LITTLE_ENDIAN ? halfWord : Integer.reverseBytes(halfWord);
    }

    /** One byte. */
    byte at(final int at) {
        check(at, 1);
        return UnsafeApi.getByte(address + at);
    }

    private void check(final int at, final int width) {
        if (UnsafeBuffer.SHOULD_BOUNDS_CHECK && (at < 0 || at + width > readable)) {
            throw new IndexOutOfBoundsException("at=" + at + " width=" + width + " readable=" + readable);
        }
    }
}
