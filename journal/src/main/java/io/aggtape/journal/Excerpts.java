package io.aggtape.journal;

import org.agrona.concurrent.UnsafeBuffer;

/** What stands at places of a file's window; owned by one thread. */
final class Excerpts {
    static final int END_OF_DATA = 0xC000_0000;
    static final int META_DATA = 0x4000_0000;
    static final int LENGTH_MASK = 0x3FFF_FFFF;
    static final int HEADER_LENGTH = Integer.BYTES;
    static final long NONE = -1;

    /** A damaged length may be that of a gigabyte. */
    private static final int CHECKED_FIRST_BYTES = 1 << 16;

    /** How a document is. */
    enum Condition {
        /** As it was written. */
        INTACT,
        /** Its lengths agree with each other, its checksum does not match. */
        CHANGED,
        /** Its lengths contradict each other. */
        MALFORMED
    }

    private final DocumentSeal seal = new DocumentSeal();

    /** The header at a place; 0 behind the end of the file. */
    static int headerAt(final CycleWindow window, final long at) {
        return window.ensure(at, HEADER_LENGTH) ? window.intVolatile(at) : 0;
    }

    /** Where the next excerpt stands. */
    static long behind(final long at, final int excerptLength) {
        return at + HEADER_LENGTH + ((excerptLength + 3L) & -4L);
    }

    /** Whether an excerpt of Chronicle's own, or a document that agrees with itself, stands at a place. */
    private static boolean isSoundAt(final CycleWindow window, final long at, final int header) {
        final int excerptLength = header & LENGTH_MASK;
        return window.ensure(at, HEADER_LENGTH + (long) excerptLength)
                && ((header & META_DATA) != 0
                        || DocumentSeal.isWellFormed(
                                window.buffer(), window.offset(at) + HEADER_LENGTH, excerptLength));
    }

    /**
     * Whether another excerpt follows the one at a place, or nothing where it is the last: then its length is good.
     *
     * @param behind where the other one would stand.
     */
    static boolean endsWell(final CycleWindow window, final long at, final long behind) {
        // Read in this order: what the writer completes between the two reads must not look lost.
        final boolean isLast = at >= window.writePosition();
        final int header = headerAt(window, behind);
        return header <= 0 ? isLast : isSoundAt(window, behind, header);
    }

    /** Whether a well-formed document in the window is as it was written. */
    boolean isIntact(final CycleWindow window, final int offset, final int excerptLength) {
        return seal.isIntact(window.buffer(), window.bytes(), offset, excerptLength);
    }

    /**
     * How a document in the window is. The checksum goes first where that is cheap: it reads memory in order, which the
     * walk from length to length then finds in the cache.
     */
    Condition conditionOf(final CycleWindow window, final int offset, final int excerptLength) {
        final boolean isShort = excerptLength >= DocumentSeal.HEADER_LENGTH && excerptLength <= CHECKED_FIRST_BYTES;
        final boolean isAsWritten = isShort && isIntact(window, offset, excerptLength);
        if (!DocumentSeal.isWellFormed(window.buffer(), offset, excerptLength)) {
            return Condition.MALFORMED;
        }
        return isAsWritten || !isShort && isIntact(window, offset, excerptLength)
                ? Condition.INTACT
                : Condition.CHANGED;
    }

    /** Where the first intact document stands from a multiple of four on, no later than the limit; {@link #NONE} if nowhere. */
    long nextIntact(final CycleWindow window, final long from, final long limit) {
        long at = from;
        while (at <= limit && !isIntactAt(window, at)) {
            at += HEADER_LENGTH;
        }
        return at <= limit ? at : NONE;
    }

    private boolean isIntactAt(final CycleWindow window, final long at) {
        final int header = headerAt(window, at);
        final int excerptLength = header & LENGTH_MASK;
        if (header <= DocumentSeal.HEADER_LENGTH
                || (header & META_DATA) != 0
                || !window.ensure(at, HEADER_LENGTH + (long) excerptLength)) {
            return false;
        }
        final UnsafeBuffer buffer = window.buffer();
        final int offset = window.offset(at) + HEADER_LENGTH;
        return DocumentSeal.isWellFormed(buffer, offset, excerptLength) && isIntact(window, offset, excerptLength);
    }
}
