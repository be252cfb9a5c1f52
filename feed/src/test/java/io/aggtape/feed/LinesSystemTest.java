package io.aggtape.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.aggtape.feed.exchange.Exchange;
import io.aggtape.feed.exchange.ExchangeConfig;
import io.aggtape.feed.exchange.Faults;
import io.aggtape.feed.exchange.Limits;
import io.aggtape.feed.exchange.Pace;
import io.aggtape.feed.exchange.Program;
import io.aggtape.journal.Gap;
import io.aggtape.journal.GapState;
import io.aggtape.journal.Market;
import io.aggtape.journal.TapeListener;
import io.aggtape.journal.TapeReader;
import io.aggtape.journal.VerifyReport;
import io.aggtape.journal.VerifyReport.InstrumentReport;
import io.aggtape.pipeline.LineRace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What two lines and their replacement promise, on real sockets and a real tape. */
class LinesSystemTest {
    private static final List<String> SYMBOLS = Program.DEMO_SYMBOLS;
    private static final List<String> WAYS = List.of("disconnect=1006", "disconnect=1000", "disconnect=1001", "rst");

    @TempDir
    private Path directory;

    @Test
    void shouldLoseNothingWhicheverLineEndsWithoutAskingRest() throws IOException {
        final long seed = Long.getLong("aggtape.seed", System.nanoTime());
        final SplittableRandom random = new SplittableRandom(seed);
        try (Exchange exchange = exchange(Faults.none(), Limits.of(Market.SPOT))) {
            final RecorderRig rig =
                    new RecorderRig(exchange, directory).withLines(2).withoutRest();
            try (Recorder recorder = rig.start(Market.SPOT, SYMBOLS)) {
                final List<Integer> open = new ArrayList<>(List.of(1, 2));
                for (int connection = 3; connection <= 10; connection++) {
                    rig.await("both live", () -> recorder.status().liveStreams() == 8);
                    final long enough = recorder.status().journaled() + random.nextLong(1_000);
                    rig.await("a random moment", () -> recorder.status().journaled() >= enough);
                    final int victim = open.remove(random.nextInt(2));
                    exchange.inject(WAYS.get(random.nextInt(WAYS.size())) + " connection=" + victim);
                    open.add(connection);
                    final int expected = connection;
                    rig.await("connection " + expected, () -> connects(recorder) == expected);
                }
                final RecorderSummary summary = finish(rig, exchange, recorder);
                assertThat(summary.repair().openIds())
                        .as("-Daggtape.seed=%d", seed)
                        .isZero();
                assertThat(summary.journal().repaired()).isZero();
                assertComplete(rig.verify(), exchange);
                for (final LineRace race : summary.races()) {
                    assertThat(race.wins()).isPositive();
                    assertThat(race.leadNs().getTotalCount()).isEqualTo(race.wins());
                }
            }
        }
    }

    @Test
    void shouldKeepThePairsLinesOnDifferentNumbersAndSources() throws IOException {
        try (Exchange exchange = exchange(Faults.none(), Limits.of(Market.SPOT))) {
            final RecorderRig rig = new RecorderRig(exchange, directory).withLines(2);
            try (Recorder recorder = rig.start(Market.SPOT, SYMBOLS)) {
                rig.await("both live", () -> recorder.status().liveStreams() == 8);
                final RecorderSummary summary = finish(rig, exchange, recorder);
                assertThat(summary.races()).extracting(LineRace::line).containsExactly(0, 1);
                assertThat(summary.journal().conflicts()).isZero();
                assertComplete(rig.verify(), exchange);
            }
        }
    }

    @Test
    void shouldReplaceConnectionsWithoutAHoleOrADuplicateOnTheTape() throws IOException {
        try (Exchange exchange = exchange(Faults.none(), Limits.of(Market.SPOT).withLifeMs(8_000))) {
            final RecorderRig rig =
                    new RecorderRig(exchange, directory).withoutRest().withRotation(new RotationPlan(1_000, 0, 0));
            try (Recorder recorder = rig.start(Market.SPOT, SYMBOLS)) {
                rig.await("three replacements", () -> recorder.lines().get(0).replacements() >= 3);
                finish(rig, exchange, recorder);
                assertComplete(rig.verify(), exchange);
                assertThat(gaps()).isEmpty();
            }
        }
    }

    @Test
    void shouldReplaceAConnectionWhoseServerAnnouncesItsShutdownWithoutAHole() throws IOException {
        final Faults faults = Faults.of(1, "shutdown=4s,after=1s,times=1");
        try (Exchange exchange = exchange(faults, Limits.of(Market.SPOT))) {
            final RecorderRig rig = new RecorderRig(exchange, directory).withoutRest();
            try (Recorder recorder = rig.start(Market.SPOT, SYMBOLS)) {
                rig.await("a replacement", () -> recorder.lines().get(0).replacements() >= 1);
                finish(rig, exchange, recorder);
                assertComplete(rig.verify(), exchange);
                assertThat(gaps()).isEmpty();
            }
        }
    }

    @Test
    void shouldFindAMuteStreamAndFetchWhatItDidNotDeliver() throws IOException {
        try (Exchange exchange = exchange(Faults.none(), Limits.of(Market.SPOT))) {
            final RecorderRig rig = new RecorderRig(exchange, directory);
            try (Recorder recorder = rig.start(Market.SPOT, SYMBOLS)) {
                rig.await("every stream", () -> recorder.status().liveStreams() == 4);
                rig.await("some rate to be known", () -> recorder.status().journaled() > 2_000);
                exchange.inject("mute symbol=ETHUSDT connection=1");
                rig.await(
                        "the line to be replaced", () -> recorder.lines().get(0).replacements() == 1);
                rig.await(
                        "the hole to be repaired",
                        () -> recorder.pipeline().journalCounters().repaired() > 0);
                finish(rig, exchange, recorder);
                assertComplete(rig.verify(), exchange);
            }
        }
    }

    private static long connects(final Recorder recorder) {
        return recorder.lines().stream().mapToLong(LineCounters::connects).sum();
    }

    /** Lets what was served arrive and what is missing be fetched, then stops. */
    private static RecorderSummary finish(final RecorderRig rig, final Exchange exchange, final Recorder recorder) {
        exchange.stopPlayback();
        rig.await("what was served to leave", () -> exchange.done().isDone());
        rig.await("nothing to be missing", () -> recorder.status().openIds() == 0);
        rig.await("all that was served", () -> recorder.status().journaled() >= exchange.servedCount());
        final RecorderSummary summary = recorder.stop();
        assertThat(summary.isDrained()).isTrue();
        return summary;
    }

    private static void assertComplete(final VerifyReport report, final Exchange exchange) {
        long span = 0;
        for (final InstrumentReport instrument : report.instruments()) {
            assertThat(instrument.duplicates()).isZero();
            assertThat(instrument.missingIds()).isZero();
            span += instrument.ids().size();
        }
        assertThat(report.trades()).isEqualTo(span).isGreaterThanOrEqualTo(exchange.servedCount());
        assertThat(report.openHoles()).isZero();
        assertThat(report.documents().isIntact()).isTrue();
    }

    private List<GapState> gaps() {
        final List<GapState> states = new ArrayList<>();
        try (TapeReader reader = TapeReader.open(directory)) {
            do {
                reader.poll(
                        new TapeListener() {
                            @Override
                            public void onGap(final Gap gap) {
                                states.add(gap.state);
                            }
                        },
                        100);
            } while (!reader.isAtEnd());
        }
        return states;
    }

    private static Exchange exchange(final Faults faults, final Limits limits) throws IOException {
        final Exchange exchange = new Exchange(ExchangeConfig.of(Market.SPOT, Program.generated(SYMBOLS, 1, 1))
                .withPace(Pace.rate(1_000))
                .withLimits(limits)
                .withFaults(faults));
        exchange.start();
        return exchange;
    }
}
