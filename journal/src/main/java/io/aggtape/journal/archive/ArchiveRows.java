package io.aggtape.journal.archive;

import io.aggtape.journal.AggTrade;
import io.aggtape.journal.Instrument;
import io.aggtape.journal.RejectReason;
import java.io.IOException;

/**
 * The rows of one archive file in the order of ids, one at a time: a trade, or the reason why it is none. A file in
 * disorder is sorted on disk first. Owned by one thread.
 */
public final class ArchiveRows implements AutoCloseable {
    private final ArchiveFile file;
    private final ArchiveInput input;
    private final RowSource source;
    private final RowParser parser = new RowParser();
    private final AggTrade trade = new AggTrade();
    private RejectReason problem;

    private ArchiveRows(final ArchiveFile file, final ArchiveInput input, final RowSource source) {
        this.file = file;
        this.input = input;
        this.source = source;
    }

    /**
     * Opens a file before its first row.
     *
     * @param instrument what the trades are told to be of.
     * @throws ArchiveException where it cannot be read.
     */
    public static ArchiveRows open(final ArchiveFile file, final ArchiveCheck check, final Instrument instrument) {
        return open(file, check, instrument, SortedLines.PIECE_BYTES);
    }

    static ArchiveRows open(
            final ArchiveFile file, final ArchiveCheck check, final Instrument instrument, final int pieceBytes) {
        ArchiveInput input = null;
        ArchiveRows rows = null;
        try {
            input = ArchiveInput.open(file.path());
            final ArchiveLines lines = new ArchiveLines(input.content());
            if (file.format().hasHeader()) {
                lines.next();
            }
            rows = new ArchiveRows(file, input, check.isInOrder() ? lines : new SortedLines(lines, pieceBytes));
            rows.trade.instrument = instrument;
            return rows;
        } catch (final IOException e) {
            throw new ArchiveException("cannot read " + file.path() + ": " + ArchiveProbe.reason(e), e);
        } finally {
            if (rows == null && input != null) {
                closeQuietly(input);
            }
        }
    }

    /**
     * Goes to the next row; false behind the last.
     *
     * @throws ArchiveException where the file cannot be read on.
     */
    public boolean next() {
        try {
            if (!source.next()) {
                return false;
            }
        } catch (final IOException e) {
            throw new ArchiveException("cannot read " + file.path() + ": " + ArchiveProbe.reason(e), e);
        }
        problem = source.length() == ArchiveLines.MAX_LINE_BYTES
                ? RejectReason.TRAILING_TEXT
                : parser.parse(source.bytes(), source.offset(), source.length(), file.format(), trade);
        return true;
    }

    /** Why the row is no trade; null where it is one. */
    public RejectReason problem() {
        return problem;
    }

    /** The trade, reused; only where {@link #problem} is null. */
    public AggTrade trade() {
        return trade;
    }

    /** Where the row's own bytes are, until the next call of {@link #next}. */
    public byte[] bytes() {
        return source.bytes();
    }

    /** Where in {@link #bytes} they start. */
    public int offset() {
        return source.offset();
    }

    /** How many there are. */
    public int length() {
        return source.length();
    }

    /** How many bytes of the file were read. */
    public long rawBytes() {
        return input.rawBytes();
    }

    @Override
    public void close() {
        try {
            source.close();
            input.close();
        } catch (final IOException e) {
            throw new ArchiveException("cannot close " + file.path() + ": " + ArchiveProbe.reason(e), e);
        }
    }

    private static void closeQuietly(final ArchiveInput input) {
        try {
            input.close();
        } catch (final IOException e) {
            throw new ArchiveException("cannot close a file: " + ArchiveProbe.reason(e), e);
        }
    }
}
