package io.aggtape.feed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.aggtape.feed.exchange.Exchange;
import io.aggtape.feed.exchange.ExchangeConfig;
import io.aggtape.feed.exchange.Pace;
import io.aggtape.feed.exchange.Program;
import io.aggtape.journal.Market;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bars of which a tape gives thousands, and nobody wants more: the reader has gone, or Ctrl-C was pressed. */
final class UnreadBarsTest {
    private static final int ROWS = 500;
    private static final int BARS_WITHOUT_A_READER = 1_025;

    @TempDir
    static Path directory;

    @BeforeAll
    static void recordATape() throws IOException {
        final ArchiveFiles files = new ArchiveFiles(directory, new SplittableRandom(Long.getLong("aggtape.seed", 1)));
        files.addSpot("AAAUSDT", ".csv", 1, ROWS, false);
        try (Exchange exchange = new Exchange(
                ExchangeConfig.of(Market.SPOT, Program.ofCsv(files.arguments())).withPace(Pace.max()))) {
            exchange.start();
            final CommandRun record = Cli.record(
                    exchange,
                    files.symbols(),
                    directory.resolve("tape"),
                    "--trades",
                    Integer.toString(ROWS),
                    "--for",
                    "60s");
            assertThat(record.exitCode()).as(record.err()).isEqualTo(ExitCode.OK);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bars", "bars --json", "flow --per-bar", "flow --per-bar --json"})
    void shouldEndWhereNobodyReadsAnyMore(final String command) {
        final Stdout gone = new Stdout(() -> {}, true);
        assertThat(run(command, gone, new StopSignal())).isEqualTo(ExitCode.OK);
        assertThat(gone.bars).isBetween(1, BARS_WITHOUT_A_READER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bars", "bars --json", "flow --per-bar", "flow --per-bar --json"})
    void shouldEndWithinASilenceWhereItIsAskedTo(final String command) {
        final StopSignal stop = new StopSignal();
        final Stdout asking = new Stdout(stop::ask, false);
        assertThat(run(command, asking, stop)).isEqualTo(ExitCode.OK);
        assertThat(asking.bars).isEqualTo(1);
    }

    private static int run(final String command, final Writer out, final StopSignal stop) {
        final CommandTree tree =
                new CommandTree(Aggtape.COMMANDS, new PrintWriter(out), new PrintWriter(new StringWriter()));
        final String tape = directory.resolve("tape").toString();
        int code = ExitCode.INTERNAL;
        try {
            code = tree.run(List.of((command + " --size 1ms --journal " + tape).split(" ")), Map.of(), stop);
        } finally {
            tree.out().flush();
            stop.end(code);
        }
        return code;
    }

    /** Counts the bars that are written, does something at the first of them, and takes nothing where its reader has gone. */
    private static final class Stdout extends Writer {
        private final Runnable atFirst;
        private final boolean isGone;
        private int bars;

        private Stdout(final Runnable atFirst, final boolean isGone) {
            this.atFirst = atFirst;
            this.isGone = isGone;
        }

        @Override
        public void write(final char[] characters, final int offset, final int length) throws IOException {
            final String text = new String(characters, offset, length);
            final int found = text.split("spot,AAAUSDT|\"symbol\":\"AAAUSDT\"", -1).length - 1;
            if (bars == 0 && found > 0) {
                atFirst.run();
            }
            bars += found;
            if (isGone) {
                throw new IOException("Broken pipe");
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
