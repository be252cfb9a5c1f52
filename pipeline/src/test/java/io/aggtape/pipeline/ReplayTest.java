package io.aggtape.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aggtape.journal.JournalUnreadableException;
import io.aggtape.journal.TapeFaultListener;
import io.aggtape.journal.TapeReader;
import io.aggtape.journal.TapeWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayTest {
    @TempDir
    private Path directory;

    private ReplayRig rig;

    @BeforeEach
    void makeTheRig() {
        rig = new ReplayRig(directory);
    }

    @Test
    void shouldPlayInTheOrderOfArrival() {
        rig.write("a", "AAA", 1, 2, 5, 3, 4);
        assertThat(rig.run(rig.replay("a"))).containsExactly("AAA 1", "AAA 2", "AAA 5", "AAA 3", "AAA 4");
    }

    @Test
    void shouldPlayInTheOrderOfTheExchange() {
        rig.write("a", "BBB", 1, 5, 3);
        rig.write("b", "AAA", 2, 5, 4);
        assertThat(rig.run(rig.replay("a", "b").order(ReplayOrder.EXCHANGE)))
                .containsExactly(
                        "BBB 1",
                        "AAA 2",
                        "gap OPENED 2..2",
                        "BBB 3",
                        "gap OPENED 3..3",
                        "AAA 4",
                        "AAA 5",
                        "gap OPENED 4..4",
                        "BBB 5");
    }

    @Test
    void shouldRefuseSeveralTapesInTheOrderOfArrival() {
        rig.write("a", "AAA", 1);
        rig.write("b", "AAA", 2);
        assertThatThrownBy(() -> rig.replay("a", "b").into(rig))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("name one journal");
    }

    @Test
    void shouldRefuseADirectoryWithoutATape() {
        assertThatThrownBy(() -> rig.replay("nowhere").into(rig)).isInstanceOf(JournalUnreadableException.class);
    }

    @Test
    void shouldPlayOnlyWhatIsWanted() {
        rig.write("a", "AAA", 1, 2, 5, 3, 4);
        rig.write("a", "BBB", 1, 2, 3);
        final Instant start = Instant.EPOCH.plus(ReplayRig.START_US, ChronoUnit.MICROS);
        assertThat(rig.run(
                        rig.replay("a").symbols("AAA").from(start.plusMillis(2)).to(start.plusMillis(4))))
                .containsExactly("AAA 2", "AAA 3");
        rig.heard.clear();
        assertThat(rig.run(rig.replay("a")
                        .symbols("AAA")
                        .from(start.plusMillis(2))
                        .to(start.plusMillis(4))
                        .order(ReplayOrder.EXCHANGE)))
                .containsExactly("AAA 2", "AAA 3");
    }

    @Test
    void shouldDeliverGapsAndStatesOfLinesInTheirPlace() {
        try (TapeWriter writer = rig.write("a")) {
            writer.append(rig.trade("AAA", 1));
            writer.append(rig.line(ReplayRig.START_NS + 2_000_000));
            writer.append(rig.gap("AAA", 2, 3));
            writer.append(rig.trade("AAA", 4));
        }
        final List<String> expected = List.of("AAA 1", "line " + rig.line(0).state, "gap OPENED 2..3", "AAA 4");
        assertThat(rig.run(rig.replay("a"))).isEqualTo(expected);
        rig.heard.clear();
        assertThat(rig.run(rig.replay("a").order(ReplayOrder.EXCHANGE))).isEqualTo(expected);
    }

    @Test
    void shouldShowTheTimeOfReceiptWhileItPlaysInTheOrderOfArrival() {
        rig.write("a", "AAA", 1, 2, 5, 3);
        rig.run(rig.replay("a"));
        assertThat(rig.tapeTimesNs).containsExactly(1_250_000L, 2_250_000L, 5_250_000L, 5_250_000L);
    }

    @Test
    void shouldShowTheTimeOfTheTradeWhileItPlaysInTheOrderOfTheExchange() {
        rig.write("a", "AAA", 1, 2, 5, 3);
        rig.run(rig.replay("a").order(ReplayOrder.EXCHANGE));
        assertThat(rig.tapeTimesNs).containsExactly(1_000_000L, 2_000_000L, 3_000_000L, 5_000_000L);
    }

    @Test
    void shouldHandTradesOverLaterByTheDelay() {
        rig.write("a", "AAA", 1, 2, 5);
        rig.run(rig.replay("a").delay(StrategyDelay.fixed(700)));
        assertThat(rig.tapeTimesNs).containsExactly(1_250_700L, 2_250_700L, 5_250_700L);
    }

    @Test
    void shouldKeepTheOrderAndTheNumbersWhateverDelaysItDraws() {
        rig.write("a", "AAA", LongStream.rangeClosed(1, 500).toArray());
        final Histogram recorded = new Histogram(3);
        LongStream.range(0, 100).forEach(i -> recorded.recordValue(i * i * 1_000));
        final StrategyDelay delay = StrategyDelay.of(recorded, 3);
        rig.run(rig.replay("a").delay(delay));
        final List<Long> first = List.copyOf(rig.tapeTimesNs);
        assertThat(first).isSorted().hasSize(500);
        assertThat(LongStream.range(0, 500).filter(i -> first.get((int) i) < (i + 1) * 1_000_000 + 250_000))
                .isEmpty();
        rig.tapeTimesNs.clear();
        rig.tapeClock.set(0);
        rig.run(rig.replay("a").delay(StrategyDelay.of(recorded, 3)));
        assertThat(rig.tapeTimesNs).isEqualTo(first);
    }

    @Test
    void shouldKeepThePaceOfTheRecording() {
        rig.write("a", "AAA", 1, 2, 5);
        rig.run(rig.replay("a").speed(ReplaySpeed.REALTIME));
        assertThat(waits()).containsExactly(1_000_000L, 3_000_000L);
    }

    @Test
    void shouldKeepAMultipleOfThePace() {
        rig.write("a", "AAA", 1, 2, 5);
        rig.run(rig.replay("a").speed(ReplaySpeed.parse("10x")));
        assertThat(waits()).containsExactly(100_000L, 300_000L);
    }

    @Test
    void shouldPlayALongPauseOfTheMarketInTheLongestThatIsWanted() {
        rig.write("a", "AAA", 1, 2, 60_000, 60_001);
        rig.run(rig.replay("a").speed(ReplaySpeed.REALTIME).idleSkip(Duration.ofMillis(5)));
        assertThat(waits()).containsExactly(1_000_000L, 5_000_000L, 1_000_000L);
    }

    @Test
    void shouldKeepThePaceForGapsAndStatesOfLinesToo() {
        writeTradesWithALineAndAGapBetween();
        rig.run(rig.replay("a").speed(ReplaySpeed.REALTIME));
        final long startNs = rig.heardAtNs.get(0);
        assertThat(rig.toldAtNs.stream().map(at -> (at - startNs) / 10_000 * 10_000))
                .containsExactly(2_000_000L - 250_000, 4_000_000L - 250_000);
    }

    @Test
    void shouldPlayALongPauseNoLongerBecauseSomethingWasToldInIt() {
        writeTradesWithALineAndAGapBetween();
        rig.run(rig.replay("a").speed(ReplaySpeed.REALTIME).idleSkip(Duration.ofMillis(1)));
        assertThat(waits()).containsExactly(1_000_000L);
    }

    private void writeTradesWithALineAndAGapBetween() {
        try (TapeWriter writer = rig.write("a")) {
            writer.append(rig.line(ReplayRig.START_NS - 1_000_000));
            writer.append(rig.trade("AAA", 0));
            writer.append(rig.line(ReplayRig.START_NS + 2_000_000));
            writer.append(rig.gap("AAA", 1, 3));
            writer.append(rig.trade("AAA", 9));
        }
    }

    @Test
    void shouldPlayTheSameFromAReaderOfTheCallersOwn() {
        rig.write("a", "AAA", 1, 2, 3);
        try (TapeReader reader = TapeReader.openWhole(rig.tape("a"), TapeFaultListener.NONE)) {
            assertThat(Replay.of(reader).symbols(List.of("AAA")).into(rig).run())
                    .isEqualTo(3);
        }
    }

    @Test
    void shouldAllocateNothingATrade() {
        // More than the window of an ordered tape holds, which is filled once.
        final long[] ids = new long[300_000];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = i + 1;
        }
        rig.write("a", "AAA", ids);
        final long[] sum = new long[1];
        for (final ReplayOrder order : ReplayOrder.values()) {
            final long few = bytesOf(order, ids.length / 2, sum);
            final long many = bytesOf(order, ids.length, sum);
            assertThat(many - few).as(order.label()).isLessThan(ids.length / 20);
        }
        assertThat(sum[0]).isPositive();
    }

    private long bytesOf(final ReplayOrder order, final long trades, final long[] sum) {
        return Allocation.bytesOf(() -> {
            try (Replay replay = Replay.of(rig.tape("a"))
                    .between(0, ReplayRig.START_US + trades * 1_000)
                    .order(order)
                    .into(trade -> sum[0] += trade.id)) {
                replay.run();
            }
        });
    }

    /** How long it waited for each trade but the first, without the step of the clock. */
    private List<Long> waits() {
        final List<Long> at = rig.heardAtNs;
        return IntStream.range(1, at.size())
                .mapToObj(i -> (at.get(i) - at.get(i - 1)) / 1_000 * 1_000)
                .toList();
    }
}
