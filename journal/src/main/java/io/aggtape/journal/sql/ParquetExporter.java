package io.aggtape.journal.sql;

import io.aggtape.journal.TapeSelection;
import io.aggtape.journal.archive.AtomicFile;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.agrona.IoUtil;

/**
 * Writes the trades of tapes as Parquet, {@code market=spot/symbol=BTCUSDT/date=2026-11-22/trades.parquet}: by id, each id
 * once in a file however often and from whichever tape it is exported. The date is that of the trade time in UTC. A file
 * is replaced by one that has more, at one moment. Owned by one thread.
 */
public final class ParquetExporter {
    private static final String FILE_NAME = "trades.parquet";
    private static final String LOCK_NAME = ".aggtape-export.lock";
    private static final String TEMPORARY_NAME = ".aggtape-export";
    private static final int SCHEMA_VERSION = 1;
    private static final String SAME_CONTENT =
            "a.price = b.price AND a.quantity = b.quantity AND a.first_id = b.first_id"
                    + " AND a.last_id = b.last_id AND a.is_buyer_maker = b.is_buyer_maker"
                    + " AND epoch_ms(a.time) = epoch_ms(b.time)";

    private final Path directory;
    private final DatabaseConfig config;
    private final String version;
    private final List<ParquetFile> files = new ArrayList<>();
    private long faults;
    private long records;

    /**
     * An export into a directory.
     *
     * @param directory made where it does not exist; the temporary database lies below it.
     * @param config what the database may use; its own directory is not used.
     * @param version of this program, for the files' metadata.
     */
    public ParquetExporter(final Path directory, final DatabaseConfig config, final String version) {
        this.directory = directory.toAbsolutePath();
        this.config =
                new DatabaseConfig(this.directory.resolve(TEMPORARY_NAME), config.memoryBytes(), config.decimals());
        this.version = version;
    }

    /**
     * Exports a tape; returns each file that it has trades of.
     *
     * @throws SqlException where a price or quantity has too many decimals, another export is under way there, or a file
     *     that is there is not ours.
     * @throws IOException where a file cannot be written.
     */
    public List<ParquetFile> export(final Path tape, final TapeSelection selection, final LongConsumer progress)
            throws IOException {
        Files.createDirectories(directory);
        try (FileChannel lock =
                FileChannel.open(directory.resolve(LOCK_NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            if (lock.tryLock() == null) {
                throw new SqlException("another export into " + directory + " is under way: wait for its end");
            }
            // What a killed export has left.
            IoUtil.delete(config.temporary().toFile(), true);
            try (TemporaryDatabase database = new TemporaryDatabase(config)) {
                try (TradeTable tables = new TradeTable(database, config, selection)) {
                    faults = TapeLoad.load(tape, tables, read -> {
                        records = read;
                        progress.accept(read);
                    });
                }
                for (final Partition partition : partitions(database)) {
                    progress.accept(records);
                    files.add(write(database, partition));
                }
            } finally {
                IoUtil.delete(config.temporary().toFile(), true);
            }
        }
        return List.copyOf(files);
    }

    /** How many faults of the tape were met. */
    public long faults() {
        return faults;
    }

    private ParquetFile write(final TemporaryDatabase database, final Partition partition) throws IOException {
        final Path target = partition.pathBelow(directory);
        database.execute("CREATE OR REPLACE TEMP VIEW part AS SELECT " + TradeTable.PARQUET_COLUMNS
                + " FROM trade_rows WHERE market = " + text(partition.market) + " AND symbol = "
                + text(partition.symbol) + " AND CAST(time AS DATE) = DATE " + text(partition.date)
                + " QUALIFY row_number() OVER (PARTITION BY id ORDER BY receive_time_ns) = 1");
        String rows = "SELECT * FROM part";
        long before = 0;
        long differing = 0;
        if (Files.exists(target)) {
            final String there = "read_parquet(" + text(target) + ", hive_partitioning = false)";
            requireSameDecimals(database, target);
            before = number(database, "SELECT count(*) FROM " + there);
            differing = number(
                    database,
                    "SELECT count(*) FROM part a JOIN " + there + " b USING (id) WHERE NOT (" + SAME_CONTENT + ")");
            rows = "SELECT " + TradeTable.PARQUET_COLUMNS + " FROM " + there
                    + " UNION ALL SELECT * FROM part WHERE id NOT IN (SELECT id FROM " + there + ")";
        }
        final long after = number(database, "SELECT count(*) FROM (" + rows + ")");
        if (after > before) {
            final Path unfinished = AtomicFile.unfinishedNameOf(target);
            Files.createDirectories(target.getParent());
            AtomicFile.deleteUnfinished(target);
            try {
                database.execute("COPY (SELECT * FROM (" + rows + ") ORDER BY id) TO " + text(unfinished)
                        + " (FORMAT parquet, COMPRESSION zstd, KV_METADATA " + metadata(partition) + ")");
                try (FileChannel written = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
                    written.force(true);
                }
                AtomicFile.publish(unfinished, target);
            } finally {
                Files.deleteIfExists(unfinished);
            }
        }
        return new ParquetFile(target, partition.symbol, after, after - before, differing);
    }

    /** DuckDB would round where it joins numbers of different decimals, without a word. */
    private void requireSameDecimals(final TemporaryDatabase database, final Path target) {
        final long there =
                number(database, "SELECT scale FROM parquet_schema(" + text(target) + ") WHERE name = 'price'");
        if (there != config.decimals()) {
            throw new SqlException(target + " keeps " + there + " digits behind the point, not " + config.decimals()
                    + ": say --decimals " + there + ", or export into another directory");
        }
    }

    private String metadata(final Partition partition) {
        return "{aggtape_schema: '" + SCHEMA_VERSION + "', aggtape_version: " + text(version) + ", market: "
                + text(partition.market) + ", symbol: " + text(partition.symbol) + ", date: " + text(partition.date)
                + ", time_zone: 'UTC', time: 'trade time', receive_time_ns: 'ns since 1970 by the recorder''s clock',"
                + " is_buyer_maker: 'true: the taker sold', decimals: '" + config.decimals() + "'}";
    }

    private static List<Partition> partitions(final TemporaryDatabase database) {
        final List<Partition> partitions = new ArrayList<>();
        try (Statement statement = database.connection().createStatement();
                ResultSet result = statement.executeQuery("SELECT DISTINCT market, symbol, CAST(CAST(time AS DATE) AS"
                        + " VARCHAR) AS day FROM trade_rows ORDER BY market, symbol, day")) {
            while (result.next()) {
                partitions.add(new Partition(result.getString(1), result.getString(2), result.getString(3)));
            }
        } catch (final SQLException e) {
            throw new SqlException(e.getMessage(), e);
        }
        return partitions;
    }

    private static long number(final TemporaryDatabase database, final String sql) {
        try (Statement statement = database.connection().createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        } catch (final SQLException e) {
            throw new SqlException(e.getMessage(), e);
        }
    }

    /** As a literal. */
    private static String text(final Object value) {
        return "'" + value.toString().replace("'", "''") + "'";
    }

    /** The trades of one symbol and day. */
    private record Partition(String market, String symbol, String date) {
        private Path pathBelow(final Path directory) {
            return directory
                    .resolve("market=" + market)
                    .resolve("symbol=" + URLEncoder.encode(symbol, StandardCharsets.UTF_8))
                    .resolve("date=" + date)
                    .resolve(FILE_NAME);
        }
    }
}
