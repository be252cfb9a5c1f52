package io.aggtape.pipeline.bars;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.aggtape.journal.AggTrade;
import io.aggtape.journal.Market;
import io.aggtape.pipeline.FlowTrades;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The real trades of {@code aggtape.data}: every CSV file there. */
final class RealFiles {
    private static final Path DATA = Path.of(System.getProperty("aggtape.data", "../../shared/data"));

    private RealFiles() {}

    /** All files of aggregate trades; where there are none, a path that {@link #trades} skips the test for. */
    static Stream<Path> aggTrades() {
        return Files.isDirectory(DATA) ? all().filter(DuckTrades::isAggTrades) : Stream.of(DATA);
    }

    /** Every CSV file; skips the test where there is none. */
    static Stream<Path> all() {
        assumeTrue(Files.isDirectory(DATA), () -> "no real trades at " + DATA + ": set -Daggtape.data");
        return Stream.of("csv", "csv_derived").flatMap(folder -> list(DATA.resolve(folder)).stream());
    }

    /** Any other file there; skips the test where it is not. */
    static Path file(final String name) {
        final Path file = DATA.resolve(name);
        assumeTrue(Files.isRegularFile(file), () -> "no real data at " + file + ": set -Daggtape.data");
        return file;
    }

    /** The trades of a file; skips the test where it is not there. */
    static List<AggTrade> trades(final Path csv) {
        assumeTrue(Files.isRegularFile(csv), () -> "no real trades at " + csv + ": set -Daggtape.data");
        final FlowTrades made = new FlowTrades();
        return made.read(csv, made.instruments.intern(market(csv.getFileName().toString()), "REAL"));
    }

    private static Market market(final String name) {
        return name.contains("-usdm-") ? Market.USDM : name.contains("-cm-") ? Market.COINM : Market.SPOT;
    }

    private static List<Path> list(final Path folder) {
        try (Stream<Path> found = Files.list(folder)) {
            return found.filter(file -> file.toString().matches(".*\\.csv(\\.gz)?"))
                    .sorted()
                    .toList();
        } catch (final IOException e) {
            throw new AssertionError(e);
        }
    }
}
