package io.aggtape.feed.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.aggtape.feed.exchange.Exchange;
import io.aggtape.feed.exchange.ExchangeConfig;
import io.aggtape.feed.exchange.Faults;
import io.aggtape.feed.exchange.Pace;
import io.aggtape.feed.exchange.Program;
import io.aggtape.journal.Market;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The faults that a run does not get over, and says so: what its tape is worth then, and how it is made whole. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "it reads /proc, and kills by signals")
final class AftermathTest {
    private static final int DATA_FAULT = 3;
    private static final long LIMIT_MS = 60_000;
    private static final long QUIET_NS = TimeUnit.MILLISECONDS.toNanos(2_500);

    private final long seed = Long.getLong("aggtape.seed", System.nanoTime());

    @TempDir
    private Path directory;

    @Test
    void shouldKeepBothCopiesWhereTheyDifferAndEndWithADataFault() throws IOException {
        try (Exchange exchange = exchange("garble,p=0.005");
                RecorderProcess recorder = start(exchange)) {
            final int exitCode = record(exchange, recorder);
            final String conflicts = recorder.figures().get("conflicts");
            final long garbled = exchange.faultCounts().get("garble");

            assertThat(exitCode).as(recorder.jvm().err()).isEqualTo(DATA_FAULT);
            assertThat(conflicts).as("seed %d", seed).isEqualTo(Long.toString(garbled));
            final StringBuilder verified = new StringBuilder();
            AggtapeJvm.run(directory, LIMIT_MS, verified, "verify", journal());
            assertThat(verified).contains("rejected CONTENT_DIFFERS " + garbled + "\n");
            assertThat(TapeComparison.of(Path.of(journal()), exchange).differences())
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rest-status=451", "rest-status=403", "rest-floor=-1"})
    void shouldBeMadeWholeAfterwardsWhereRestRefusedDuringTheRun(final String refusal) throws IOException {
        try (Exchange exchange = exchange("drop=all,p=0.005", refusal);
                RecorderProcess recorder = start(exchange)) {
            final int exitCode = record(exchange, recorder);
            assertThat(exitCode).as(recorder.jvm().err()).isZero();
            assertThat(Long.parseLong(recorder.figures().get("openIds"))).isPositive();
            assertThat(run("verify", journal())).isEqualTo(DATA_FAULT);

            exchange.clearFaults();
            final String rest = exchange.restUri().toString();
            final String ca = exchange.caPem().toString();
            assertThat(run("repair", journal(), "--rest", rest, "--ca", ca)).isZero();

            assertThat(run("verify", journal())).isZero();
            assertThat(TapeComparison.of(Path.of(journal()), exchange).differences())
                    .as("seed %d", seed)
                    .isEmpty();
        }
    }

    private Exchange exchange(final String... faults) throws IOException {
        final Exchange exchange =
                new Exchange(ExchangeConfig.of(Market.SPOT, Program.generated(Program.DEMO_SYMBOLS, 1, 1))
                        .withAddress("127.0.0.1,127.0.0.2", 0)
                        .withPace(Pace.rate(2_000))
                        .withFaults(Faults.of(seed, faults)));
        exchange.start();
        return exchange;
    }

    private RecorderProcess start(final Exchange exchange) throws IOException {
        return RecorderProcess.start(exchange, Path.of(journal()), directory, List.of());
    }

    /** Records some thousand trades, and all that was sent; gives the exit code. */
    private static int record(final Exchange exchange, final RecorderProcess recorder) {
        assertThat(Patience.await(LIMIT_MS, () -> recorder.status().trades() > 5_000))
                .as(recorder.jvm().errTail())
                .isTrue();
        exchange.stopPlayback();
        final long[] last = {0, 0};
        assertThat(Patience.await(LIMIT_MS, () -> {
                    if (recorder.status().trades() != last[0]) {
                        last[0] = recorder.status().trades();
                        last[1] = System.nanoTime();
                    }
                    return System.nanoTime() - last[1] >= QUIET_NS;
                }))
                .isTrue();
        recorder.jvm().terminate();
        return recorder.jvm().awaitExit(LIMIT_MS);
    }

    private int run(final String... arguments) throws IOException {
        return AggtapeJvm.run(directory, LIMIT_MS, new StringBuilder(), arguments);
    }

    private String journal() {
        return directory.resolve("tape").toString();
    }
}
