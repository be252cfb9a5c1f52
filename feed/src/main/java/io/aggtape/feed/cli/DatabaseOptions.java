package io.aggtape.feed.cli;

import io.aggtape.journal.sql.DatabaseConfig;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** A mixin: what DuckDB may use of this machine, and how exact decimals are kept. */
final class DatabaseOptions {
    @Option(
            names = "--memory",
            defaultValue = "512M",
            paramLabel = "SIZE",
            converter = ByteSizes.class,
            description =
                    "How much memory DuckDB may take beside the JVM, 64M or more; the rest goes to disk. Default: "
                            + "${DEFAULT-VALUE}.")
    private long memory;

    @Option(
            names = "--decimals",
            defaultValue = "8",
            paramLabel = "N",
            description = "Digits behind the point of prices and quantities, 0 to 18; a trade with more is refused. "
                    + "Default: ${DEFAULT-VALUE}.")
    private int decimals;

    DatabaseConfig in(final Path temporary) {
        return CommandFault.orUsage(() -> new DatabaseConfig(temporary, memory, decimals));
    }
}
