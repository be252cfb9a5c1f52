package io.aggtape.journal;

/**
 * Something wrong with a tape itself, not with what it tells.
 *
 * @param kind what is wrong.
 * @param file the name of the file.
 * @param position where in the file, bytes.
 * @param sequence the sequence of the document, or the one that was expected there; 0 where neither is known.
 * @param description in words for a person.
 */
public record TapeFault(Kind kind, String file, long position, long sequence, String description) {
    /** The kinds of fault. */
    public enum Kind {
        /** A document does not match its checksum, or its lengths contradict each other. */
        CORRUPT_DOCUMENT,
        /** Documents are missing between two that are there, or stand twice. */
        SEQUENCE_BREAK,
        /** A stretch of the file holds no documents although the writer had gone past it. */
        HOLE,
        /** A record of an intact document makes no sense. */
        UNREADABLE_RECORD,
        /** A file was so damaged that its writer could not go on with it; what is readable of it is read. */
        SET_ASIDE
    }

    @Override
    public String toString() {
        return kind + " in " + file + " at " + position + ": " + description;
    }
}
