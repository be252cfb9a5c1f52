package io.aggtape.journal.archive;

import java.io.IOException;

/** Lines one after the other in a buffer that is used again; owned by one thread. */
interface RowSource extends AutoCloseable {
    /** Goes to the next line that is not empty; false behind the last. */
    boolean next() throws IOException;

    /** Where the line's bytes are, until the next call of {@link #next}. */
    byte[] bytes();

    /** Where in {@link #bytes} the line starts. */
    int offset();

    /** How long it is without its end; a line that is too long is cut. */
    int length();

    @Override
    void close() throws IOException;
}
