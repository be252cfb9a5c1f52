package io.aggtape.feed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.aggtape.journal.AggTrade;
import io.aggtape.journal.Rejected;
import io.aggtape.journal.TapeListener;
import io.aggtape.journal.TapeReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An import that dies and is run again. */
final class ImportKillTest {
    private static final int ROWS = 400_000;
    private static final int ROWS_A_BAD_ONE = 1_000;

    @TempDir
    Path directory;

    @Test
    void shouldHaveEachRowOnceAfterAKillInTheMiddle() throws IOException {
        final Path file = directory.resolve("BTCUSDT-aggTrades-2026-11-22.csv");
        writeRows(file);
        final Path tape = directory.resolve("tape");
        final List<String> arguments = List.of("import", file.toString(), "--journal", tape.toString());
        try (AggtapeProcess process = AggtapeProcess.start(directory, arguments)) {
            process.await(
                    "rows on the tape",
                    () -> Files.isDirectory(tape) && TapeReader.isTape(tape) && count(tape).trades > ROWS / 10);
            process.kill();
        } catch (final AssertionError e) {
            throw new AssertionError("the import ended before it could be killed: it needs more rows", e);
        }
        assertThat(count(tape).trades).isLessThan(ROWS);
        final CommandRun again = Cli.run(arguments);
        assertThat(again.exitCode()).as(again.err()).isEqualTo(ExitCode.DATA_FAULT);
        assertThat(again.out()).contains("BAD ROWS " + ROWS / ROWS_A_BAD_ONE).doesNotContain("DIFFERENT");
        final Counts counts = count(tape);
        assertThat(counts.trades).isEqualTo(ROWS);
        assertThat(counts.rejected).isEqualTo(ROWS / ROWS_A_BAD_ONE);
        assertThat(counts.isAscending).isTrue();
        assertThat(Cli.run("verify", tape.toString()).exitCode()).isEqualTo(ExitCode.OK);
        assertThat(Cli.run(arguments).out()).startsWith("known ");
    }

    private static void writeRows(final Path file) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (int i = 0; i < ROWS; i++) {
                out.write(i + ",91234.50000000,0.01250000," + i + ',' + i + ',' + (1_795_348_800_000_000L + i)
                        + ",True,True\n");
                if (i % ROWS_A_BAD_ONE == 0) {
                    out.write(i + ",bad\n");
                }
            }
        }
    }

    private static Counts count(final Path tape) {
        final Counts counts = new Counts();
        try (TapeReader reader = TapeReader.open(tape)) {
            while (!reader.isAtEnd()) {
                reader.poll(counts, 1_000);
            }
        }
        return counts;
    }

    /** What is on a tape. */
    private static final class Counts implements TapeListener {
        private long trades;
        private long rejected;
        private long lastId = -1;
        private boolean isAscending = true;

        @Override
        public void onAggTrade(final AggTrade trade) {
            trades++;
            isAscending &= trade.id == lastId + 1;
            lastId = trade.id;
        }

        @Override
        public void onRejected(final Rejected event) {
            rejected++;
        }
    }
}
