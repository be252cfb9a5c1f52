package io.aggtape.journal.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** The real archive files, read by nothing of ours; tests that want them are skipped where they are not. */
public final class RealData {
    /** All that hold aggregate trades, below {@link #root}. */
    public static final List<String> FILES = List.of(
            "csv/BTCUSDT-spot-aggTrades-gct.csv",
            "csv/BTCUSDT-spot-REPEATED-120k.csv.gz",
            "csv_derived/BTCUSDT-spot-aggTrades-20230405-derived.csv",
            "csv_derived/BTCUSDT-spot-aggTrades-20240808-derived.csv",
            "csv_derived/BTCUSD_PERP-cm-aggTrades-20240808-derived.csv",
            "csv_derived/TRXUSDT-usdm-aggTrades-20250304-derived.csv");

    private RealData() {}

    /** Where the data lies, there or not. */
    public static Path root() {
        return Path.of(System.getProperty("aggtape.data", "../shared/data"));
    }

    /** One file; skips the test where it is absent. */
    public static Path file(final String name) {
        final Path file = root().resolve(name);
        assumeTrue(Files.exists(file), "no real data at " + file);
        return file;
    }

    /** The cells of its rows. */
    public static List<String[]> rows(final Path file) throws IOException {
        try (InputStream raw = Files.newInputStream(file);
                InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw) {
            return new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> Character.isDigit(line.charAt(0)))
                    .map(line -> line.split(","))
                    .toList();
        }
    }

    /** A row as numbers, its time in microseconds. */
    public static List<Object> numbers(final String[] cells) {
        final long time = Long.parseLong(cells[5]);
        return List.of(
                Long.parseLong(cells[0]),
                new BigDecimal(cells[1]).stripTrailingZeros(),
                new BigDecimal(cells[2]).stripTrailingZeros(),
                Long.parseLong(cells[3]),
                Long.parseLong(cells[4]),
                cells[5].length() > 13 ? time : time * 1_000,
                Boolean.parseBoolean(cells[6]),
                cells.length < 8 || Boolean.parseBoolean(cells[7]),
                cells.length == 8);
    }
}
