package io.aggtape.journal.archive;

import io.aggtape.journal.Market;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;

/**
 * A file of aggregate trades of one symbol, as its name and its first rows tell.
 *
 * @param path where it lies.
 * @param market its market.
 * @param symbol its symbol, in upper case.
 * @param format how it is written.
 * @param firstId the id of its first sound row.
 * @param firstTimeUs the trade time of that row, microseconds since the epoch.
 */
public record ArchiveFile(
        Path path, Market market, String symbol, ArchiveFormat format, long firstId, long firstTimeUs) {
    /** By time, so that day follows day over all symbols, and ids rise from file to file of one symbol. */
    public static final Comparator<ArchiveFile> IN_ORDER = Comparator.comparingLong(ArchiveFile::firstTimeUs)
            .thenComparing(ArchiveFile::market)
            .thenComparing(ArchiveFile::symbol)
            .thenComparingLong(ArchiveFile::firstId)
            .thenComparing(ArchiveFile::path);

    /**
     * Looks at a file's name and first rows.
     *
     * @param market which market, or null to find out.
     * @param symbol which symbol, or null for the part of the name before the first dash.
     * @throws ArchiveException where it is no file of aggregate trades, or market or symbol cannot be told.
     */
    public static ArchiveFile probe(final Path path, final Market market, final String symbol) {
        return new ArchiveProbe(path).probe(market, symbol);
    }

    /** What a file's name begins with, before the first dash, where that looks like a symbol. */
    public static Optional<String> symbolOf(final Path path) {
        return ArchiveProbe.symbolOfName(path);
    }

    /** Its name without directories. */
    public String name() {
        return String.valueOf(path.getFileName());
    }

    /** {@code spot:BTCUSDT}. */
    public String instrument() {
        return market.label() + ':' + symbol;
    }
}
