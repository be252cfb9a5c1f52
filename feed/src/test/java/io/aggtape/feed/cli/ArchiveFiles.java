package io.aggtape.feed.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Archive files of random trades in every shape that Binance has published, and what they hold. */
final class ArchiveFiles {
    private static final long START_MS = 1_795_348_800_000L;
    private static final String FUTURES_HEADER =
            "agg_trade_id,price,quantity,first_trade_id,last_trade_id,transact_time,is_buyer_maker\n";

    private final Path directory;
    private final SplittableRandom random;
    private final Map<String, Path> files = new TreeMap<>();

    ArchiveFiles(final Path directory, final SplittableRandom random) {
        this.directory = directory;
        this.random = random;
    }

    /** Four spot symbols of this many rows each: milliseconds, microseconds, .gz and .zip. */
    static ArchiveFiles spot(final Path directory, final SplittableRandom random, final int rows) {
        final ArchiveFiles files = new ArchiveFiles(directory, random);
        files.addSpot("AAAUSDT", ".csv", 1 + random.nextLong(1_000_000), rows, false);
        files.addSpot("BBBUSDT", ".csv", 1 + random.nextLong(5_000_000_000L), rows, true);
        files.addSpot("1000CUSDT", ".csv.gz", 1 + random.nextLong(5_000_000_000L), rows, true);
        files.addSpot("DDDBTC", ".zip", 0, rows, false);
        return files;
    }

    /** Adds a spot file whose ids start at {@code firstId}. */
    Path addSpot(final String symbol, final String suffix, final long firstId, final int rows, final boolean isMicros) {
        final StringBuilder text = new StringBuilder();
        long time = isMicros ? START_MS * 1_000 : START_MS;
        long tradeId = random.nextLong(1L << 40);
        for (int i = 0; i < rows; i++) {
            time += random.nextInt(8) == 0 ? random.nextInt(isMicros ? 900_000 : 900) : 0;
            final long lastTradeId = tradeId + random.nextInt(1 + random.nextInt(20));
            text.append(firstId + i).append(',').append(decimal(8, false)).append(',');
            text.append(decimal(8, false))
                    .append(',')
                    .append(tradeId)
                    .append(',')
                    .append(lastTradeId);
            text.append(',').append(time).append(random.nextBoolean() ? ",True" : ",False");
            text.append(random.nextInt(50) == 0 ? ",False\n" : ",True\n");
            tradeId = lastTradeId + 1;
        }
        return write(symbol, symbol + "-aggTrades-2026-11-22-" + firstId + suffix, text.toString());
    }

    /** Adds a futures file with its header: trimmed decimals, milliseconds. */
    Path addFutures(final String symbol, final long firstId, final int rows) {
        final StringBuilder text = new StringBuilder(FUTURES_HEADER);
        long time = START_MS;
        for (int i = 0; i < rows; i++) {
            time += random.nextInt(8) == 0 ? random.nextInt(900) : 0;
            text.append(firstId + i)
                    .append(',')
                    .append(decimal(3, true))
                    .append(',')
                    .append(decimal(3, true));
            text.append(',')
                    .append(i * 3L)
                    .append(',')
                    .append(i * 3L + random.nextInt(3))
                    .append(',')
                    .append(time);
            text.append(random.nextBoolean() ? ",true\n" : ",false\n");
        }
        return write(symbol, symbol + "-aggTrades-2026-11-22.csv", text.toString());
    }

    /** As the exchange takes them. */
    List<String> arguments() {
        return files.entrySet().stream()
                .map(file -> file.getKey() + '=' + file.getValue())
                .toList();
    }

    List<String> symbols() {
        return List.copyOf(files.keySet());
    }

    /** What the files hold, by symbol. */
    Map<String, List<TradeLine>> trades() {
        final Map<String, List<TradeLine>> trades = new TreeMap<>();
        files.forEach((symbol, file) -> trades.put(symbol, TradeLine.ofFile(symbol, file)));
        return trades;
    }

    /** Above 0, from one unit of the last place to hundreds of millions; futures files drop zeros at the end. */
    private String decimal(final int digits, final boolean isTrimmed) {
        final long unit = (long) Math.pow(10, digits);
        final long value = 1 + (random.nextLong() >>> (1 + random.nextInt(60))) % (400_000_000L * unit);
        final String text =
                value / unit + "." + String.valueOf(unit + value % unit).substring(1);
        return isTrimmed ? text.replaceAll("\\.?0+$", "") : text;
    }

    private Path write(final String symbol, final String name, final String text) {
        final Path path = directory.resolve(name);
        try (OutputStream file = Files.newOutputStream(path)) {
            final byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            if (name.endsWith(".gz")) {
                try (GZIPOutputStream gzip = new GZIPOutputStream(file)) {
                    gzip.write(bytes);
                }
            } else if (name.endsWith(".zip")) {
                try (ZipOutputStream zip = new ZipOutputStream(file)) {
                    zip.putNextEntry(new ZipEntry(name.replace(".zip", ".csv")));
                    zip.write(bytes);
                }
            } else {
                file.write(bytes);
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        files.put(symbol, path);
        return path;
    }
}
