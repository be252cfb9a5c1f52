package io.aggtape.journal.archive;

import io.aggtape.journal.Market;
import java.io.OutputStream;
import java.nio.file.Path;

/**
 * Where exported trades go: to one stream or file, or to a directory with a file a symbol.
 *
 * @param stream the stream, or null.
 * @param file the file, or null.
 * @param directory the directory, or null.
 * @param mayReplace whether files that are there may be replaced.
 */
public record ExportTarget(OutputStream stream, Path file, Path directory, boolean mayReplace) {
    /** To a stream, which is flushed and not closed. */
    public static ExportTarget of(final OutputStream stream) {
        return new ExportTarget(stream, null, null, false);
    }

    /** To one file. */
    public static ExportTarget ofFile(final Path file, final boolean mayReplace) {
        return new ExportTarget(null, file, null, mayReplace);
    }

    /** To files below a directory, {@code spot/BTCUSDT-aggTrades.csv} or {@code futures/um/...}, as Binance has them. */
    public static ExportTarget ofDirectory(final Path directory, final boolean mayReplace) {
        return new ExportTarget(null, null, directory, mayReplace);
    }

    boolean isShared() {
        return directory == null;
    }

    Path pathOf(final Market market, final String symbol, final ExportFormat format) {
        return directory.resolve(folderOf(market)).resolve(symbol + "-aggTrades." + format.suffix());
    }

    private static String folderOf(final Market market) {
        switch (market) {
            case USDM:
                return "futures/um";
            case COINM:
                return "futures/cm";
            default:
                return "spot";
        }
    }
}
