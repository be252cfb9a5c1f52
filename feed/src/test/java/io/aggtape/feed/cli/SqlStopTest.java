package io.aggtape.feed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqlStopTest {
    /** Takes longer than anybody waits. */
    private static final String ENDLESS =
            "select count(*) from range(10000000000) a, range(10000000000) b where" + " a.range + b.range = -1";

    @TempDir
    Path directory;

    @Test
    void shouldTakeItsDatabaseAwayWhenItIsStopped() throws IOException {
        final Path file = Files.writeString(
                directory.resolve("BTCUSDT-aggTrades-2024-08-08.csv"), "1,5.5,6,7,8,1723161599999,True,True\n");
        final String tape = directory.resolve("tape").toString();
        assertThat(Cli.run("import", file.toString(), "--journal", tape).exitCode())
                .isEqualTo(ExitCode.OK);
        final Path temporary = directory.resolve("temp");
        try (AggtapeProcess process = AggtapeProcess.start(
                directory, List.of("sql", ENDLESS, "--journal", tape, "--temp", temporary.toString()))) {
            process.await("a database", () -> Files.isDirectory(temporary) && count(temporary) > 0);
            assertThat(process.terminate().finish().exitCode()).isEqualTo(ExitCode.DATA_FAULT);
            assertThat(process.err()).contains("stopped before its end");
        }
        assertThat(count(temporary)).isZero();
    }

    private static long count(final Path directory) throws IOException {
        try (Stream<Path> found = Files.list(directory)) {
            return found.count();
        }
    }
}
