package io.aggtape.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.aggtape.feed.exchange.Exchange;
import io.aggtape.feed.exchange.ExchangeConfig;
import io.aggtape.feed.exchange.Pace;
import io.aggtape.feed.exchange.Program;
import io.aggtape.journal.ClockEvent;
import io.aggtape.journal.LineEvent;
import io.aggtape.journal.LineState;
import io.aggtape.journal.Market;
import io.aggtape.journal.TapeListener;
import io.aggtape.journal.TapeReader;
import io.aggtape.journal.VerifyReport;
import io.aggtape.journal.VerifyReport.InstrumentReport;
import io.aggtape.pipeline.HandlerCounters;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The whole recorder against the whole exchange, over TLS, when the network or the exchange does what it does. */
final class RecorderSystemTest {
    private static final double TRADES_A_SECOND = 5_000;

    @TempDir
    Path directory;

    /** How an exchange ends a connection. */
    enum End {
        ABORT(Exchange::abortConnections),
        GOING_AWAY(exchange -> exchange.closeConnections(1001, "maintenance")),
        NORMAL(exchange -> exchange.closeConnections(1000, null)),
        AFTER_SHUTDOWN_NOTICE(exchange -> {
            exchange.announceShutdown();
            exchange.closeConnections(1001, null);
        });

        private final Consumer<Exchange> way;

        End(final Consumer<Exchange> way) {
            this.way = way;
        }
    }

    @ParameterizedTest
    @EnumSource(End.class)
    void shouldComeBackByItselfAndNameWhatItMissed(final End end) throws IOException {
        try (Exchange exchange = exchange(Market.SPOT, Program.DEMO_SYMBOLS)) {
            final RecorderRig rig = new RecorderRig(exchange, directory);
            try (Recorder recorder = rig.start(Market.SPOT, Program.DEMO_SYMBOLS)) {
                awaitLive(rig, recorder, 4);
                for (int i = 1; i <= 2; i++) {
                    final long before = recorder.status().journaled();
                    rig.await("500 trades more", () -> recorder.status().journaled() > before + 500);
                    end.way.accept(exchange);
                    final int connects = i + 1;
                    rig.await(
                            "connect " + connects, () -> recorder.lines().get(0).connects() >= connects);
                    awaitLive(rig, recorder, 4);
                }
                exchange.stopPlayback();
                rig.await("what was served to leave", () -> exchange.done().isDone());
                rig.await("each hole to be named and filled", () -> isRepaired(recorder));
                final RecorderSummary summary = recorder.stop();
                assertThat(summary.isDrained()).isTrue();
                assertComplete(rig.verify(), summary, exchange);
            }
        }
    }

    @Test
    void shouldKeepTheConnectionAndTheNoticeWhereAShutdownIsOnlyAnnounced() throws IOException {
        try (Exchange exchange = exchange(Market.SPOT, Program.DEMO_SYMBOLS)) {
            final RecorderRig rig = new RecorderRig(exchange, directory);
            try (Recorder recorder = rig.start(Market.SPOT, Program.DEMO_SYMBOLS)) {
                awaitLive(rig, recorder, 4);
                exchange.announceShutdown();
                final long before = recorder.status().journaled();
                rig.await("500 trades more", () -> recorder.status().journaled() > before + 500);
                exchange.stopPlayback();
                rig.await("all that was served", () -> recorder.status().journaled() == exchange.servedCount());
                final RecorderSummary summary = recorder.stop();
                assertThat(summary.gaps()).isZero();
                assertThat(summary.rejected()).isZero();
            }
        }
        assertThat(lineEvents()).contains("LIVE: the server announced its shutdown");
    }

    @Test
    void shouldBringHundredsOfStreamsToLifeOnOneLine() throws IOException {
        final List<String> symbols = symbols(300);
        try (Exchange exchange = exchange(Market.SPOT, symbols)) {
            final RecorderRig rig = new RecorderRig(exchange, directory);
            try (Recorder recorder = rig.start(Market.SPOT, symbols)) {
                awaitLive(rig, recorder, symbols.size());
                exchange.stopPlayback();
                rig.await("all that was served", () -> recorder.status().journaled() == exchange.servedCount());
                final RecorderSummary summary = recorder.stop();
                assertThat(summary.journaled()).isEqualTo(exchange.servedCount());
                assertThat(summary.gaps() + summary.duplicates() + summary.rejected())
                        .isZero();
                assertThat(recorder.lines()).hasSize(1);
                assertThat(recorder.lines().get(0).connects()).isEqualTo(1);
            }
            final VerifyReport report = rig.verify();
            assertThat(report.isComplete()).isTrue();
            assertThat(report.instruments()).hasSize(symbols.size());
        }
        assertThat(lineEvents()).anyMatch(event -> event.startsWith("SUBSCRIBING"));
    }

    @ParameterizedTest
    @EnumSource(names = {"SPIN", "SELECT"})
    void shouldRecordAllThatWasServedByEitherReader(final ReaderMode reader) throws IOException {
        try (Exchange exchange = exchange(Market.SPOT, Program.DEMO_SYMBOLS)) {
            final RecorderRig rig =
                    new RecorderRig(exchange, directory).withReader(reader).withLines(2);
            try (Recorder recorder = rig.start(Market.SPOT, Program.DEMO_SYMBOLS)) {
                rig.await(
                        "both lines", () -> recorder.lines().stream().allMatch(line -> line.state() == LineState.LIVE));
                final long before = recorder.status().journaled();
                rig.await("1000 trades more", () -> recorder.status().journaled() > before + 1_000);
                exchange.stopPlayback();
                rig.await("what was served to leave", () -> exchange.done().isDone());
                final RecorderSummary summary = recorder.stop();
                assertThat(summary.isDrained()).isTrue();
                assertThat(summary.duplicates()).isPositive();
                assertThat(rig.verify().isComplete()).isTrue();
            }
        }
    }

    @Test
    void shouldMeasureTheClockOfTheExchangeAgainAndAgain() throws IOException {
        try (Exchange exchange = exchange(Market.SPOT, Program.DEMO_SYMBOLS)) {
            final RecorderRig rig = new RecorderRig(exchange, directory);
            try (Recorder recorder = rig.start(Market.SPOT, Program.DEMO_SYMBOLS)) {
                final List<ClockEvent> clocks = new ArrayList<>();
                rig.await("two clock records", () -> {
                    clocks.clear();
                    read(new TapeListener() {
                        @Override
                        public void onClock(final ClockEvent clock) {
                            final ClockEvent kept = new ClockEvent();
                            kept.offsetNs = clock.offsetNs;
                            kept.errorBoundNs = clock.errorBoundNs;
                            clocks.add(kept);
                        }
                    });
                    return clocks.size() >= 2;
                });
                // Both have the clock of this machine.
                assertThat(clocks)
                        .allSatisfy(
                                clock -> assertThat(Math.abs(clock.offsetNs)).isLessThanOrEqualTo(clock.errorBoundNs));
                assertThat(recorder.fault()).isNull();
            }
        }
    }

    @Test
    void shouldNotTakeAnAckForLife() throws IOException {
        final List<String> symbols = symbols(150);
        try (Exchange exchange = exchange(Market.USDM, symbols)) {
            final RecorderRig rig = new RecorderRig(exchange, directory);
            // COIN-M has no route: its paths are those that USD-M acks since April 2026 and leaves silent.
            try (Recorder recorder = rig.start(Market.COINM, symbols)) {
                rig.await("every ack", () -> recorder.lines().get(0).state() == LineState.AWAITING_TRADES);
                assertThat(recorder.status().streams()).isEqualTo(symbols.size());
                assertThat(recorder.status().liveStreams()).isZero();
                final RecorderSummary summary = recorder.stop();
                assertThat(summary.journaled()).isZero();
            }
        }
        assertThat(lineEvents()).noneMatch(event -> event.startsWith("LIVE"));
    }

    private static boolean isRepaired(final Recorder recorder) {
        final HandlerCounters journal = recorder.pipeline().journalCounters();
        return journal.gaps() > 0 && journal.missingIds() == journal.late() + journal.repaired();
    }

    /** Ids of a symbol are in sequence on the exchange: what was served is between the first and the last on the tape. */
    private static void assertComplete(
            final VerifyReport report, final RecorderSummary summary, final Exchange exchange) {
        long span = 0;
        for (final InstrumentReport instrument : report.instruments()) {
            assertThat(instrument.duplicates()).isZero();
            assertThat(instrument.missingIds()).isZero();
            span += instrument.ids().size();
        }
        assertThat(report.documents().isIntact()).isTrue();
        assertThat(report.instruments()).hasSize(exchange.symbols().size());
        assertThat(report.trades()).isEqualTo(summary.journaled()).isEqualTo(span);
        assertThat(span).isGreaterThanOrEqualTo(exchange.servedCount());
        assertThat(report.openHoles()).isZero();
    }

    private static void awaitLive(final RecorderRig rig, final Recorder recorder, final int streams) {
        rig.await(streams + " live streams", () -> recorder.status().liveStreams() == streams);
    }

    private static Exchange exchange(final Market market, final List<String> symbols) throws IOException {
        final Exchange exchange = new Exchange(
                ExchangeConfig.of(market, Program.generated(symbols, 1, 1)).withPace(Pace.rate(TRADES_A_SECOND)));
        exchange.start();
        return exchange;
    }

    private static List<String> symbols(final int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> String.format(Locale.ROOT, "S%03dUSDT", i))
                .toList();
    }

    private List<String> lineEvents() {
        final List<String> events = new ArrayList<>();
        read(new TapeListener() {
            @Override
            public void onLine(final LineEvent line) {
                events.add(line.state + ": " + line.reason);
            }
        });
        return events;
    }

    private void read(final TapeListener listener) {
        try (TapeReader reader = TapeReader.open(directory)) {
            do {
                reader.poll(listener, 1_000);
            } while (!reader.isAtEnd());
        }
    }
}
