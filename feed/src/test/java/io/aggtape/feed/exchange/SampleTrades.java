package io.aggtape.feed.exchange;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Archive files of made-up trades. */
final class SampleTrades {
    /** Trade time of the first row, ms. */
    static final long START_MS = 1_795_348_800_000L;

    private SampleTrades() {}

    /** A spot row as Binance writes it since 2025: 8 digits, microseconds. */
    static String spotRow(final long id) {
        final long timeUs = START_MS * 1_000 + id * 1_431;
        final String maker = id % 3 == 0 ? "True" : "False";
        return id + ",91234.5" + id % 10 + "000000,0.0125" + id % 7 + "000," + id * 2 + ',' + (id * 2 + 1) + ','
                + timeUs + ',' + maker + ",True";
    }

    /** A futures row: trimmed decimals, milliseconds. */
    static String futuresRow(final long id) {
        return id + ",85299." + id % 10 + ",0.00" + (id % 9 + 1) + ',' + id * 3 + ',' + (id * 3 + 2) + ','
                + (START_MS + id) + ',' + (id % 2 == 0);
    }

    /** Writes {@code count} spot rows from id {@code firstId} on; returns the path. */
    static Path spot(final Path directory, final String symbol, final long firstId, final int count) {
        final List<String> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(spotRow(firstId + i));
        }
        return write(directory.resolve(symbol + "-aggTrades-2026-11-22-" + firstId + ".csv"), rows);
    }

    /** Writes {@code count} futures rows with a header; returns the path. */
    static Path futures(final Path directory, final String symbol, final long firstId, final int count) {
        final List<String> rows = new ArrayList<>();
        rows.add("agg_trade_id,price,quantity,first_trade_id,last_trade_id,transact_time,is_buyer_maker");
        for (int i = 0; i < count; i++) {
            rows.add(futuresRow(firstId + i));
        }
        return write(directory.resolve(symbol + "-aggTrades-2026-11-22.csv"), rows);
    }

    static Path write(final Path path, final List<String> lines) {
        try {
            return Files.write(path, lines);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
