package io.aggtape.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WriterProcessTest {
    @TempDir
    private Path directory;

    @Test
    void shouldRefuseAWriterInAnotherProcessAndTakeOverFromADeadOne() throws IOException, InterruptedException {
        final Process process = ChildJvm.start("no such flag", TapeHolder.class, directory.toString());
        try {
            awaitLine(process, "writing");
            assertThatThrownBy(() -> Tapes.open(directory))
                    .isInstanceOf(JournalLockedException.class)
                    .hasMessageContaining("process " + process.pid())
                    .hasMessageContaining(directory.toString());
            assertThat(TapeInfo.read(directory).writer()).map(LockOwner::pid).contains(process.pid());
        } finally {
            process.destroyForcibly().waitFor();
        }
        Tapes.write(directory, Tapes.SYMBOL, 2);
        try (TapeReader reader = TapeReader.open(directory)) {
            assertThat(CollectingListener.read(reader).ids()).containsExactly(1, 2);
            assertThat(reader.faults()).isZero();
        }
    }

    @Test
    void shouldKeepEveryCommittedTradeOfAWriterThatIsKilled() throws IOException, InterruptedException {
        long next = 0;
        for (int kill = 0; kill < 3; kill++) {
            final Process process =
                    ChildJvm.start("no such flag", TapeFlood.class, directory.toString(), String.valueOf(next));
            long committed = -1;
            try (BufferedReader output = reader(process)) {
                for (int lines = 0; lines < 5_000; lines++) {
                    committed = ChildJvm.readId(output, "kill " + kill);
                }
            } finally {
                process.destroyForcibly().waitFor();
            }
            try (TapeReader reader = TapeReader.open(directory)) {
                final long[] ids = CollectingListener.read(reader).ids();
                assertThat(ids).isEqualTo(Tapes.ids(0, ids.length - 1));
                assertThat(ids.length - 1L).isGreaterThanOrEqualTo(committed);
                assertThat(reader.faults()).isZero();
                next = ids.length;
            }
        }
        final TapeState state = TapeState.recover(directory);
        assertThat(state.tradeCount(state.instruments().byIndex(0))).isEqualTo(next);
    }

    @Test
    void shouldNameTheFlagThatTheJvmWasStartedWithout() {
        for (final String flag : new String[] {"sun.nio.ch", "java.lang.reflect", "jdk.internal.ref"}) {
            assertThat(ChildJvm.runWithout(flag, TapeHolder.class, directory.toString()))
                    .contains("cannot write a journal: start it with --add-")
                    .contains("=java.base/" + flag + "=ALL-UNNAMED");
        }
    }

    @Test
    void shouldHaveAllFlagsHere() {
        assertThat(JvmFlags.missing()).isEmpty();
    }

    private static void awaitLine(final Process process, final String expected) throws IOException {
        final BufferedReader output = reader(process);
        String line = output.readLine();
        while (line != null && !line.equals(expected)) {
            line = output.readLine();
        }
        assertThat(line).isEqualTo(expected);
    }

    private static BufferedReader reader(final Process process) {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }
}
