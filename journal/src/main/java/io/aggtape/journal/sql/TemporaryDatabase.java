package io.aggtape.journal.sql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.agrona.IoUtil;
import org.duckdb.DuckDBConnection;

/**
 * A DuckDB database in a directory of its own, which is deleted at the end. It has what the driver bundles (Parquet, JSON)
 * and neither installs nor loads anything else. Owned by one thread.
 */
final class TemporaryDatabase implements AutoCloseable {
    private final Path directory;
    private final DuckDBConnection connection;

    /**
     * Makes one.
     *
     * @throws SqlException where the directory cannot be used.
     */
    TemporaryDatabase(final DatabaseConfig config) {
        DuckDBConnection opened = null;
        Path made = null;
        try {
            Files.createDirectories(config.temporary());
            made = Files.createTempDirectory(config.temporary(), ".aggtape-sql-");
            final String url = "jdbc:duckdb:" + made.resolve("tape.duckdb");
            opened = (DuckDBConnection) DriverManager.getConnection(url, properties(config, made));
        } catch (final IOException | SQLException e) {
            throw new SqlException("cannot make a database in " + config.temporary() + ": " + e.getMessage(), e);
        } finally {
            if (opened == null && made != null) {
                IoUtil.delete(made.toFile(), true);
            }
        }
        directory = made;
        connection = opened;
    }

    DuckDBConnection connection() {
        return connection;
    }

    /** Runs statements of our own. */
    void execute(final String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (final SQLException e) {
            throw new SqlException(e.getMessage(), e);
        }
    }

    /** From now on no statement changes the settings below. */
    void lockSettings() {
        execute("SET lock_configuration = true");
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (final SQLException e) {
            throw new SqlException(e.getMessage(), e);
        } finally {
            IoUtil.delete(directory.toFile(), true);
        }
    }

    private static Properties properties(final DatabaseConfig config, final Path directory) {
        final Properties properties = new Properties();
        properties.setProperty("memory_limit", config.memoryBytes() / 1024 + "KiB");
        properties.setProperty("temp_directory", directory.resolve("spill").toString());
        properties.setProperty("preserve_insertion_order", "false");
        properties.setProperty("autoinstall_known_extensions", "false");
        properties.setProperty("autoload_known_extensions", "false");
        properties.setProperty("allow_community_extensions", "false");
        // Not even an INSTALL that somebody types goes further than this empty directory.
        properties.setProperty(
                "extension_directory", directory.resolve("extensions").toString());
        properties.setProperty(
                "custom_extension_repository", directory.resolve("repository").toString());
        properties.setProperty("jdbc_stream_results", "true");
        return properties;
    }
}
