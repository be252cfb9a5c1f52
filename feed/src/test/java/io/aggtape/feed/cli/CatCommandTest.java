package io.aggtape.feed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.aggtape.journal.ClockEvent;
import io.aggtape.journal.Market;
import io.aggtape.journal.TapeConfig;
import io.aggtape.journal.TapeWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that read a tape without trades, of many documents. */
final class CatCommandTest {
    /** An orderly close leaves one. */
    private static final int CHECKPOINT = 1;

    private static final int DOCUMENTS = 20_000;

    @TempDir
    static Path directory;

    @BeforeAll
    static void writeATape() {
        final ClockEvent clock = new ClockEvent();
        clock.market = Market.SPOT;
        try (TapeWriter writer = TapeWriter.open(TapeConfig.of(tape("A")))) {
            for (int i = 0; i < DOCUMENTS; i++) {
                clock.timeNs = i;
                writer.append(clock);
                writer.commit();
            }
        }
        try (TapeWriter writer = TapeWriter.open(TapeConfig.of(tape("B")))) {
            writer.append(clock);
            writer.commit();
        }
    }

    @Test
    void shouldStopSoonWhereNobodyReadsAnyMore() {
        final BrokenPipe pipe = new BrokenPipe();
        final CommandTree tree =
                new CommandTree(Aggtape.COMMANDS, new PrintWriter(pipe), new PrintWriter(new StringWriter()));
        final int code = Aggtape.run(tree, List.of("cat", "--all", tape("A").toString()), Map.of());
        assertThat(code).isEqualTo(ExitCode.OK);
        assertThat(pipe.lines).isLessThan(DOCUMENTS / 2);
        assertThat(Cli.run("cat", "--all", tape("A").toString()).out()).hasLineCount(DOCUMENTS + CHECKPOINT);
    }

    @Test
    void shouldFindNothingToVerifyOnATapeWithoutTrades() {
        final CommandRun verify = Cli.run("verify", tape("B").toString());
        assertThat(verify.exitCode()).isEqualTo(ExitCode.DATA_FAULT);
        assertThat(verify.err()).isEqualTo("nothing to verify: no trade on the tape " + tape("B") + "\n");
    }

    @Test
    void shouldReadTheTypedJournalRatherThanTheEnvironments() {
        assertThat(catWith("A", "--journal", tape("B").toString()).out()).hasLineCount(1 + CHECKPOINT);
        assertThat(catWith("A", "--journal=" + tape("B")).out()).hasLineCount(1 + CHECKPOINT);
        assertThat(catWith("A", tape("B").toString()).out()).hasLineCount(1 + CHECKPOINT);
        assertThat(catWith("B").out()).hasLineCount(1 + CHECKPOINT);
    }

    @Test
    void shouldRefuseTwoTypedJournalsThatDiffer() {
        final CommandRun both =
                catWith("A", tape("B").toString(), "--journal", tape("A").toString());
        assertThat(both.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(both.err())
                .isEqualTo("aggtape cat: two journals: " + tape("B") + " and --journal " + tape("A") + "; name one\n");
        assertThat(catWith("A", tape("B").toString(), "--journal", tape("B").toString())
                        .out())
                .hasLineCount(1 + CHECKPOINT);
    }

    private static CommandRun catWith(final String journal, final String... more) {
        final StringWriter out = new StringWriter();
        final StringWriter err = new StringWriter();
        final List<String> arguments = new ArrayList<>(List.of("cat", "--all"));
        arguments.addAll(List.of(more));
        final int code = Aggtape.run(
                new CommandTree(Aggtape.COMMANDS, new PrintWriter(out), new PrintWriter(err)),
                arguments,
                Map.of("AGGTAPE_JOURNAL", tape(journal).toString()));
        return new CommandRun(code, out.toString(), err.toString());
    }

    private static Path tape(final String name) {
        return directory.resolve(name);
    }

    /** A stdout whose reader has gone; counts what is offered to it all the same. */
    private static final class BrokenPipe extends Writer {
        private int lines;

        @Override
        public void write(final char[] characters, final int offset, final int length) throws IOException {
            for (int i = offset; i < offset + length; i++) {
                lines += characters[i] == '\n' ? 1 : 0;
            }
            throw new IOException("Broken pipe");
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
