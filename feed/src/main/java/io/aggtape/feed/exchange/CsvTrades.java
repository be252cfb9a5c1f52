package io.aggtape.feed.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Reads Binance's archive files of aggregate trades: spot (8 columns) and futures (7 columns, with or without a header),
 * in milliseconds or microseconds, plain, {@code .gz} or {@code .zip}; what a file is shows in its bytes. Ids must rise
 * within a file; holes are played as holes.
 */
final class CsvTrades {
    private static final int MAX_LINE_LENGTH = 1_024;
    private static final int BUFFER_LENGTH = 1 << 16;

    /** One file, its symbol and its trades. */
    private record Part(String symbol, Path path, TradeColumns trades) {}

    private final byte[] buffer = new byte[BUFFER_LENGTH];
    private final byte[] line = new byte[MAX_LINE_LENGTH];
    private final CsvRow csvRow = new CsvRow();
    private final TradeRow row = new TradeRow();
    private int lineLength;
    private long lineNumber;

    private CsvTrades() {}

    /**
     * Reads files given as {@code PATH} ({@code BTCUSDT-aggTrades-2026-11-01.csv}: the symbol is what stands before the
     * first dash) or {@code SYMBOL=PATH}. Files of one symbol are joined where their ids continue.
     *
     * @throws IllegalArgumentException for a bad row, with file and line, a symbol that the name does not show, or files
     *     of one symbol whose ids do not continue.
     * @throws UncheckedIOException where a file cannot be read.
     */
    static Map<String, TradeColumns> read(final List<String> files) {
        final Map<String, List<Part>> parts = new LinkedHashMap<>();
        for (final String file : files) {
            final Part part = readPart(file);
            parts.computeIfAbsent(part.symbol, symbol -> new ArrayList<>()).add(part);
        }
        final Map<String, TradeColumns> trades = new LinkedHashMap<>();
        parts.forEach((symbol, ofSymbol) -> trades.put(symbol, join(ofSymbol)));
        return trades;
    }

    private static Part readPart(final String file) {
        final int equals = file.indexOf('=');
        final boolean isNamed = equals > 0 && file.lastIndexOf('/', equals) < 0;
        final Path path = Path.of(isNamed ? file.substring(equals + 1) : file);
        final String symbol = isNamed ? file.substring(0, equals) : symbolOf(path);
        return new Part(symbol, path, new CsvTrades().read(path));
    }

    private static String symbolOf(final Path path) {
        final String name = String.valueOf(path.getFileName());
        final int dash = name.indexOf('-');
        final String symbol = dash > 0 ? name.substring(0, dash) : "";
        if (symbol.isEmpty() || !symbol.equals(symbol.toUpperCase(Locale.ROOT))) {
            throw new IllegalArgumentException(
                    "the name '" + name + "' does not show a symbol, as BTCUSDT-... would: say SYMBOL=" + path);
        }
        return symbol;
    }

    private static TradeColumns join(final List<Part> parts) {
        parts.sort(Comparator.comparingLong(part -> part.trades.id(0)));
        final TradeColumns joined = parts.get(0).trades;
        for (int i = 1; i < parts.size(); i++) {
            final Part part = parts.get(i);
            final long last = joined.id(joined.size() - 1);
            if (part.trades.id(0) != last + 1) {
                throw new IllegalArgumentException("two files of " + part.symbol + " do not continue each other: "
                        + parts.get(i - 1).path + " ends with id " + last + " and " + part.path + " starts with id "
                        + part.trades.id(0) + ". Play one under another name: " + part.symbol + i + '=' + part.path);
            }
            joined.addAll(part.trades);
        }
        return joined;
    }

    private TradeColumns read(final Path path) {
        final TradeColumns trades = new TradeColumns();
        try (InputStream in = open(path)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                for (int i = 0; i < n; i++) {
                    if (buffer[i] == '\n') {
                        onLine(path, trades);
                    } else if (lineLength == MAX_LINE_LENGTH) {
                        lineNumber++;
                        throw bad(path, "it is longer than " + MAX_LINE_LENGTH + " bytes", null);
                    } else {
                        line[lineLength++] = buffer[i];
                    }
                }
            }
            onLine(path, trades);
        } catch (final NoSuchFileException e) {
            throw new IllegalArgumentException("there is no file " + path, e);
        } catch (final IOException e) {
            throw new UncheckedIOException("cannot read " + path + ": " + e.getMessage(), e);
        }
        if (trades.size() == 0) {
            throw new IllegalArgumentException(path + " holds no trades");
        }
        return trades;
    }

    private void onLine(final Path path, final TradeColumns trades) {
        lineNumber++;
        if (lineLength > 0 && line[lineLength - 1] == '\r') {
            lineLength--;
        }
        final int length = lineLength;
        lineLength = 0;
        if (length == 0 || (lineNumber == 1 && CsvRow.isHeader(line, length))) {
            return;
        }
        try {
            csvRow.parse(line, length, row);
            if (trades.size() > 0 && row.id <= trades.id(trades.size() - 1)) {
                throw new IllegalArgumentException(
                        "its id " + row.id + " does not rise from " + trades.id(trades.size() - 1));
            }
        } catch (final IllegalArgumentException e) {
            lineLength = length;
            throw bad(path, e.getMessage(), e);
        }
        trades.add(row);
    }

    private IllegalArgumentException bad(final Path path, final String why, final Exception cause) {
        final String text = new String(line, 0, Math.min(lineLength, 120), UTF_8);
        return new IllegalArgumentException(
                path + ":" + lineNumber + ": no trade, " + why + ", in '" + text + "'", cause);
    }

    private static InputStream open(final Path path) throws IOException {
        final InputStream in = new BufferedInputStream(Files.newInputStream(path), BUFFER_LENGTH);
        in.mark(2);
        final int magic = in.read() << 8 | in.read();
        in.reset();
        if (magic == 0x1f8b) {
            return new GZIPInputStream(in, BUFFER_LENGTH);
        }
        if (magic == ('P' << 8 | 'K')) {
            final ZipInputStream zip = new ZipInputStream(in);
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (!entry.isDirectory() && entry.getName().endsWith(".csv")) {
                    return zip;
                }
            }
            zip.close();
            throw new IOException("the archive holds no .csv file");
        }
        return in;
    }
}
