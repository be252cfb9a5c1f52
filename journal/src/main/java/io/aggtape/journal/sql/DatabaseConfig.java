package io.aggtape.journal.sql;

import java.nio.file.Path;
import java.util.Objects;

/**
 * How a database may use this machine; checked when it is made.
 *
 * @param temporary a directory below which it puts its files, about as many bytes as the trades have; gone at the end.
 * @param memoryBytes how much memory DuckDB may take beside the JVM's heap, 64 MiB or more; the rest goes to disk.
 * @param decimals how many digits behind the point prices and quantities have, 0 to 18.
 */
public record DatabaseConfig(Path temporary, long memoryBytes, int decimals) {
    /** What Binance's spot prices and quantities have, and their products fit DuckDB's 38 digits. */
    public static final int DEFAULT_DECIMALS = 8;
    /** What is enough for the sort of a day. */
    public static final long DEFAULT_MEMORY_BYTES = 512L << 20;

    private static final long MIN_MEMORY_BYTES = 64L << 20;
    private static final int MAX_DECIMALS = 18;

    /**
     * Checks every value.
     *
     * @throws IllegalArgumentException where one is out of its range.
     */
    public DatabaseConfig {
        Objects.requireNonNull(temporary, "temporary");
        if (memoryBytes < MIN_MEMORY_BYTES) {
            throw new IllegalArgumentException("memory must be 64M or more, not " + memoryBytes + " bytes");
        }
        if (decimals < 0 || decimals > MAX_DECIMALS) {
            throw new IllegalArgumentException("decimals must be 0 to " + MAX_DECIMALS + ", not " + decimals);
        }
    }

    /** The SQL type of prices and quantities. */
    String decimalType() {
        return "DECIMAL(38," + decimals + ")";
    }
}
