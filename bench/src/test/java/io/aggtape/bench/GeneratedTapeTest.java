package io.aggtape.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.aggtape.journal.TapeVerifier;
import io.aggtape.journal.VerifyReport;
import io.aggtape.pipeline.Replay;
import io.aggtape.pipeline.ReplayOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The generated tape is what its name says, and any part of it is found. */
class GeneratedTapeTest {
    private static final int TRADES = 300_000;
    private static final int SYMBOLS = 12;

    @TempDir
    private Path directory;

    @Test
    void shouldBeCompleteAndTheSameForTheSameSeed() {
        final VerifyReport first = generate("a", 7);
        assertThat(first.isComplete()).isTrue();
        assertThat(first.instruments()).hasSize(SYMBOLS);
        assertThat(first.instruments().stream()
                        .mapToLong(VerifyReport.InstrumentReport::trades)
                        .sum())
                .isEqualTo(TRADES);
        assertThat(generate("b", 7).instruments()).isEqualTo(first.instruments());
        assertThat(generate("c", 8).instruments()).isNotEqualTo(first.instruments());
    }

    @Test
    void shouldGiveAllFromATimeOnInBothOrders() {
        generate("a", 7);
        final long fromUs = GeneratedTape.START_US + TRADES / 2 * GeneratedTape.MEAN_STEP_US;
        final List<Long> whole = count(Long.MIN_VALUE, fromUs);
        final List<Long> part = count(fromUs, Long.MAX_VALUE);
        assertThat(whole).hasSize(2).allSatisfy(trades -> assertThat(trades).isPositive());
        assertThat(whole.get(0)).isEqualTo(whole.get(1));
        assertThat(part.get(0)).isEqualTo(part.get(1)).isEqualTo(TRADES - whole.get(0));
    }

    private List<Long> count(final long fromUs, final long toUs) {
        final List<Long> counts = new ArrayList<>();
        for (final ReplayOrder order : ReplayOrder.values()) {
            try (Replay replay = Replay.of(directory.resolve("a"))
                    .between(fromUs, toUs)
                    .order(order)
                    .into(trade -> {})) {
                counts.add(replay.run());
            }
        }
        return counts;
    }

    private VerifyReport generate(final String name, final long seed) {
        final Path tape = directory.resolve(name);
        GeneratedTape.write(tape, TRADES, SYMBOLS, seed);
        return TapeVerifier.verify(tape);
    }
}
