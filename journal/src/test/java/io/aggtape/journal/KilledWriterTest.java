package io.aggtape.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A writer that rolls every second is killed, again and again: what it had committed stays, and the next one goes on. */
class KilledWriterTest {
    private static final long OPEN_LIMIT_NS = TimeUnit.SECONDS.toNanos(8);
    private static final long SECOND_MS = 1_000;

    @TempDir
    private Path directory;

    private long next;

    @Test
    void shouldLoseNothingThatWasCommitted() throws IOException, InterruptedException {
        final long seed = Seeds.next();
        final SplittableRandom random = new SplittableRandom(seed);
        final int kills = Integer.getInteger("aggtape.kills", 4);
        for (int kill = 0; kill < kills; kill++) {
            final boolean isAtRoll = random.nextBoolean();
            final int lines = random.nextInt(1, 8_000);
            final long delayNs = random.nextLong(TimeUnit.MILLISECONDS.toNanos(3));
            killAndCheck(isAtRoll, lines, delayNs, Seeds.describe(seed) + " kill " + kill);
        }
        assertThat(TapeVerifier.verify(directory).isComplete())
                .as(Seeds.describe(seed))
                .isTrue();
    }

    /** In a process namespace of its own each process is number 1: as its dead predecessor, whose lock it meets. */
    @Test
    void shouldTakeOverFromADeadWriterWithItsOwnProcessId() throws IOException, InterruptedException {
        for (int run = 0; run < 2; run++) {
            final List<String> command =
                    new ArrayList<>(List.of("unshare", "--pid", "--fork", "--mount-proc", "--kill-child"));
            command.addAll(ChildJvm.command(
                    "no such flag", TapeFlood.class, directory.toString(), String.valueOf(next), "secondly"));
            final Process first =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            try (BufferedReader output = reader(first)) {
                final String line = output.readLine();
                Assumptions.assumeFalse(
                        line == null || line.startsWith("unshare"), "no process namespace can be made here: " + line);
                for (int i = 0; i < 1_000; i++) {
                    ChildJvm.readId(output, "as process 1");
                }
            } finally {
                first.descendants().forEach(ProcessHandle::destroyForcibly);
                first.destroyForcibly().waitFor();
            }
            next = countIds("as process 1");
        }
    }

    private void killAndCheck(final boolean isAtRoll, final int lines, final long delayNs, final String what)
            throws IOException, InterruptedException {
        final Process process =
                ChildJvm.start("no such flag", TapeFlood.class, directory.toString(), String.valueOf(next), "secondly");
        final long startNs = System.nanoTime();
        long committed = -1;
        try (BufferedReader output = reader(process)) {
            committed = ChildJvm.readId(output, what);
            assertThat(System.nanoTime() - startNs).as(what).isLessThan(OPEN_LIMIT_NS * 2);
            int count = 0;
            while (isAtRoll ? System.currentTimeMillis() % SECOND_MS < 999 : count < lines) {
                committed = ChildJvm.readId(output, what);
                count++;
            }
            final long killNs = System.nanoTime() + delayNs;
            while (System.nanoTime() - killNs < 0) {
                Thread.onSpinWait();
            }
            // By its handle, which leaves what it printed to be read.
            process.toHandle().destroyForcibly();
            committed = lastWholeLine(output, committed);
        } finally {
            process.destroyForcibly().waitFor();
        }
        next = countIds(what);
        assertThat(next - 1).as(what).isGreaterThanOrEqualTo(committed);
    }

    /** How many trades there are, whose ids count up from 0; a writer floods millions of them in seconds. */
    private long countIds(final String what) {
        final CountingUp counted = new CountingUp();
        try (TapeReader reader = TapeReader.open(directory)) {
            while (!reader.isAtEnd()) {
                reader.poll(counted, 1_000);
            }
            assertThat(reader.faults()).as(what).isZero();
        }
        assertThat(counted.firstWrongId).as(what).isEqualTo(-1);
        return counted.count;
    }

    private static final class CountingUp implements TapeListener {
        private long count;
        private long firstWrongId = -1;

        @Override
        public void onAggTrade(final AggTrade trade) {
            firstWrongId = firstWrongId < 0 && trade.id != count ? trade.id : firstWrongId;
            count++;
        }
    }

    /** The id in the last line that has its end: the kill may have cut the one behind it. */
    private static long lastWholeLine(final BufferedReader output, final long before) throws IOException {
        final StringBuilder rest = new StringBuilder();
        for (int character = output.read(); character >= 0; character = output.read()) {
            rest.append((char) character);
        }
        long last = before;
        for (final String line : rest.substring(0, rest.lastIndexOf("\n") + 1).split("\n")) {
            last = line.isEmpty() || !Character.isDigit(line.charAt(0)) ? last : Long.parseLong(line);
        }
        return last;
    }

    private static BufferedReader reader(final Process process) {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }
}
