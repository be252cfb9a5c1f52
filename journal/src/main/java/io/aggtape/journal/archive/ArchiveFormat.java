package io.aggtape.journal.archive;

/**
 * How an archive file is written, found from its first rows.
 *
 * @param hasHeader whether its first line names the columns.
 * @param columns 8 with best match (spot), 7 without (futures).
 * @param isMicros whether times are microseconds since the epoch (16 digits), else milliseconds (13 digits).
 */
public record ArchiveFormat(boolean hasHeader, int columns, boolean isMicros) {
    /** Columns of futures files. */
    static final int FUTURES_COLUMNS = 7;
    /** Columns of spot files. */
    static final int SPOT_COLUMNS = 8;
}
