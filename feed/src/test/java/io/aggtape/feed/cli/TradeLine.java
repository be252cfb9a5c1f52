package io.aggtape.feed.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipInputStream;

/** A trade as numbers, read from a line of an archive file or of {@code cat --json} by nothing but the JDK and Jackson. */
record TradeLine(
        String symbol,
        List<Long> ids,
        BigDecimal price,
        BigDecimal quantity,
        long timeUs,
        boolean isBuyerMaker,
        boolean isBestMatch) {
    private static final int SPOT_COLUMNS = 8;

    TradeLine {
        price = price.stripTrailingZeros();
        quantity = quantity.stripTrailingZeros();
    }

    long id() {
        return ids.get(0);
    }

    static TradeLine ofCsv(final String symbol, final String line) {
        final String[] cells = line.split(",");
        final long time = Long.parseLong(cells[5]);
        return new TradeLine(
                symbol,
                List.of(Long.valueOf(cells[0]), Long.valueOf(cells[3]), Long.valueOf(cells[4])),
                new BigDecimal(cells[1]),
                new BigDecimal(cells[2]),
                cells[5].length() > 13 ? time : time * 1_000,
                Boolean.parseBoolean(cells[6]),
                cells.length < SPOT_COLUMNS || Boolean.parseBoolean(cells[7]));
    }

    static TradeLine ofJson(final String line) {
        final Map<String, Object> trade = json(line);
        return new TradeLine(
                (String) trade.get("s"),
                List.of(number(trade, "a"), number(trade, "f"), number(trade, "l")),
                new BigDecimal((String) trade.get("p")),
                new BigDecimal((String) trade.get("q")),
                number(trade, "T"),
                (Boolean) trade.get("m"),
                (Boolean) trade.getOrDefault("M", true));
    }

    /** The rows of an archive file, plain, .gz or .zip. */
    static List<TradeLine> ofFile(final String symbol, final Path file) {
        try (InputStream raw = Files.newInputStream(file)) {
            final byte[] text;
            if (file.toString().endsWith(".gz")) {
                text = new GZIPInputStream(raw).readAllBytes();
            } else if (file.toString().endsWith(".zip")) {
                final ZipInputStream zip = new ZipInputStream(raw);
                zip.getNextEntry();
                text = zip.readAllBytes();
            } else {
                text = raw.readAllBytes();
            }
            return new String(text, UTF_8)
                    .lines()
                    .filter(line -> Character.isDigit(line.charAt(0)))
                    .map(line -> ofCsv(symbol, line))
                    .toList();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What {@code cat --json} printed, by symbol, in its order. */
    static Map<String, List<TradeLine>> ofCat(final String out) {
        final Map<String, List<TradeLine>> trades = new TreeMap<>();
        out.lines()
                .map(TradeLine::ofJson)
                .forEach(trade -> trades.computeIfAbsent(trade.symbol, any -> new ArrayList<>())
                        .add(trade));
        return trades;
    }

    /** Fails with the first difference. */
    static void assertSame(final Map<String, List<TradeLine>> expected, final Map<String, List<TradeLine>> actual) {
        if (!expected.keySet().equals(actual.keySet())) {
            throw new AssertionError("symbols " + expected.keySet() + " became " + actual.keySet());
        }
        expected.forEach((symbol, trades) -> assertSame(symbol, trades, actual.get(symbol)));
    }

    private static void assertSame(final String symbol, final List<TradeLine> expected, final List<TradeLine> actual) {
        for (int i = 0; i < Math.min(expected.size(), actual.size()); i++) {
            if (!expected.get(i).equals(actual.get(i))) {
                throw new AssertionError(
                        symbol + ", row " + i + ": expected " + expected.get(i) + " but was " + actual.get(i));
            }
        }
        if (expected.size() != actual.size()) {
            throw new AssertionError(symbol + ": " + expected.size() + " rows became " + actual.size());
        }
    }

    static Map<String, Object> json(final String line) {
        try {
            return JSON.std.mapFrom(line);
        } catch (final IOException e) {
            throw new UncheckedIOException("no JSON: " + line, e);
        }
    }

    private static long number(final Map<String, Object> fields, final String name) {
        return ((Number) fields.get(name)).longValue();
    }
}
