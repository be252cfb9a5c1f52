package io.aggtape.journal.sql;

import io.aggtape.journal.TapeSelection;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * A tape as tables {@code trades}, {@code gaps} and {@code lines} of a temporary database, for SQL. Prices and quantities
 * are exact decimals, times are UTC. Memory does not grow with the tape. Owned by one thread.
 */
public final class TapeQuery implements AutoCloseable {
    private final TemporaryDatabase database;
    private final long faults;
    private volatile Statement running;
    private volatile boolean isCancelled;

    /**
     * Reads a tape, also while it is written.
     *
     * @param selection which of its trades, and of which symbols its gaps.
     * @param progress told now and then how many records were read.
     * @throws SqlException where a price or quantity has more decimals than the configuration says.
     * @throws io.aggtape.journal.JournalUnreadableException where there is no tape.
     */
    public TapeQuery(
            final Path tape, final TapeSelection selection, final DatabaseConfig config, final LongConsumer progress) {
        database = new TemporaryDatabase(config);
        boolean isLoaded = false;
        try {
            try (TradeTable tables = new TradeTable(database, config, selection)) {
                faults = TapeLoad.load(tape, tables, progress);
            }
            database.lockSettings();
            isLoaded = true;
        } finally {
            if (!isLoaded) {
                database.close();
            }
        }
    }

    /** How many faults of the tape were met. */
    public long faults() {
        return faults;
    }

    /**
     * Runs a query, or another statement, which has no rows then.
     *
     * @throws SqlException with DuckDB's words where it refuses.
     */
    public void run(final String sql, final RowListener rows) {
        try (Statement statement = database.connection().createStatement()) {
            running = statement;
            if (isCancelled) {
                throw new SqlException("cancelled");
            }
            if (statement.execute(sql)) {
                try (ResultSet result = statement.getResultSet()) {
                    deliver(result, rows);
                }
            }
        } catch (final SQLException e) {
            throw new SqlException(e.getMessage(), e);
        } finally {
            running = null;
        }
    }

    /** Ends a query that runs, and any later one, by an {@link SqlException}; for any thread. */
    public void cancel() {
        isCancelled = true;
        final Statement statement = running;
        if (statement != null) {
            try {
                statement.cancel();
            } catch (final SQLException e) {
                throw new SqlException(e.getMessage(), e);
            }
        }
    }

    @Override
    public void close() {
        database.close();
    }

    private void deliver(final ResultSet result, final RowListener rows) throws SQLException {
        final int columns = result.getMetaData().getColumnCount();
        final List<String> names = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
            names.add(result.getMetaData().getColumnLabel(i));
        }
        rows.onColumns(names);
        while (result.next()) {
            if (isCancelled) {
                throw new SqlException("cancelled");
            }
            final List<Object> values = new ArrayList<>(columns);
            for (int i = 1; i <= columns; i++) {
                values.add(value(result, i));
            }
            rows.onRow(values);
        }
    }

    private static Object value(final ResultSet result, final int column) throws SQLException {
        if (result.getMetaData().getColumnType(column) == Types.TIMESTAMP) {
            final LocalDateTime time = result.getObject(column, LocalDateTime.class);
            return time == null ? null : time + "Z";
        }
        final Object value = result.getObject(column);
        if (value == null
                || value instanceof Boolean
                || value instanceof BigDecimal
                || value instanceof BigInteger
                || value instanceof Number) {
            return value;
        }
        return value.toString();
    }
}
