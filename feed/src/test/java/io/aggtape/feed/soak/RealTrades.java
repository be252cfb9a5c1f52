package io.aggtape.feed.soak;

import io.aggtape.feed.exchange.Program;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * Real trades for many symbols and a long time: a few recorded files, each under several names, from its start to its end
 * again and again, with ids and times shifted so that they rise. Prices, quantities and sides stay as recorded.
 */
final class RealTrades {
    private static final List<String> FILES = List.of(
            "csv/BTCUSDT-spot-REPEATED-120k.csv.gz",
            "csv_derived/BTCUSDT-spot-aggTrades-20230405-derived.csv",
            "csv_derived/BTCUSDT-spot-aggTrades-20240808-derived.csv",
            "csv_derived/TRXUSDT-usdm-aggTrades-20250304-derived.csv",
            "csv_derived/BTCUSD_PERP-cm-aggTrades-20240808-derived.csv",
            "csv/BTCUSDT-spot-aggTrades-gct.csv");
    private static final long IDS_A_SYMBOL = 100_000_000;

    private final List<String[]> rows;

    private RealTrades(final List<String[]> rows) {
        this.rows = rows;
    }

    /** The directory of recorded data, or null where there is none. */
    static Path data() {
        final String named = System.getProperty("aggtape.data", "");
        final Path data = named.isEmpty() ? null : Path.of(named);
        return data != null && Files.isReadable(data.resolve(FILES.get(0))) ? data : null;
    }

    /** Writes a spot archive file for each symbol into a directory: at least so many rows each. */
    static Program program(final Path data, final Path into, final List<String> symbols, final long rowsEach)
            throws IOException {
        final List<RealTrades> files = new ArrayList<>();
        for (final String file : FILES) {
            files.add(new RealTrades(rows(data.resolve(file))));
        }
        final List<String> csv = new ArrayList<>();
        for (int i = 0; i < symbols.size(); i++) {
            final Path path = into.resolve(symbols.get(i) + "-aggTrades.csv");
            files.get(i % files.size()).write(path, (i + 1) * IDS_A_SYMBOL, rowsEach);
            csv.add(symbols.get(i) + '=' + path);
        }
        return Program.ofCsv(csv);
    }

    /** Deletes the files of a program that has been read. */
    static void discard(final Program program) throws IOException {
        for (final String file : program.csv()) {
            Files.delete(Path.of(file.substring(file.indexOf('=') + 1)));
        }
    }

    private void write(final Path path, final long firstId, final long count) throws IOException {
        final String[] first = rows.get(0);
        final String[] last = rows.get(rows.size() - 1);
        final long rawTrades = Long.parseLong(last[4]) - Long.parseLong(first[3]) + 1;
        final long length = Long.parseLong(last[5]) - Long.parseLong(first[5]) + 1;
        try (BufferedWriter out = Files.newBufferedWriter(path)) {
            for (long i = 0; i < count; i++) {
                final long round = i / rows.size();
                final String[] row = rows.get((int) (i % rows.size()));
                out.write(firstId + i + "," + row[1] + ',' + row[2] + ',');
                out.write(Long.parseLong(row[3]) + round * rawTrades + ",");
                out.write(Long.parseLong(row[4]) + round * rawTrades + ",");
                out.write(Long.parseLong(row[5]) + round * length + ",");
                out.write(row[6].equalsIgnoreCase("true") ? "True," : "False,");
                out.write(row.length > 7 && row[7].equalsIgnoreCase("false") ? "False\n" : "True\n");
            }
        }
    }

    private static List<String[]> rows(final Path file) {
        try (InputStream raw = Files.newInputStream(file);
                InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
            return reader.lines()
                    .filter(line -> !line.isEmpty() && Character.isDigit(line.charAt(0)))
                    .map(line -> line.split(","))
                    .toList();
        } catch (final IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
