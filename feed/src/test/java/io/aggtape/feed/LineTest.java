package io.aggtape.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.aggtape.journal.AggTrade;
import io.aggtape.journal.Gap;
import io.aggtape.journal.LineState;
import io.aggtape.pipeline.TradeListener;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineTest {
    private static final RotationPlan SOON = new RotationPlan(40_000, 0, 0);
    private static final List<String> TWO = List.of("BTCUSDT", "ETHUSDT");

    @TempDir
    private Path directory;

    private final List<String> holes = new ArrayList<>();
    private final TradeListener strategy = new TradeListener() {
        @Override
        public void onTrade(final AggTrade trade) {}

        @Override
        public void onGap(final Gap gap) {
            holes.add(gap.state + " " + gap.firstId + "-" + gap.lastId);
        }
    };

    @Test
    void shouldLetANewConnectionDeliverBeforeItClosesTheOldOne() {
        try (LineRig rig = rig()) {
            beginHandover(rig);
            trade(rig, 0, 11);
            trade(rig, 1, 11);
            assertThat(rig.transports.get(0).takeWritten()).isEmpty();
            rig.clock.advanceMs(2_001);
            rig.poll(2);
            assertThat(rig.transports.get(0).takeWritten()).isNotEmpty();
            assertThat(rig.line.counters().replacements()).isEqualTo(1);
            trade(rig, 1, 12);
            assertThat(idsOnTape(rig)).containsExactly(10L, 11L, 12L);
            assertThat(holes).isEmpty();
        }
    }

    @Test
    void shouldHoldTheFirstTradeBackUntilTheOldConnectionHasDeliveredWhatComesBefore() {
        try (LineRig rig = rig()) {
            beginHandover(rig);
            trade(rig, 1, 13);
            trade(rig, 0, 11);
            trade(rig, 0, 12);
            rig.poll(1);
            assertThat(idsOnTape(rig)).containsExactly(10L, 11L, 12L, 13L);
            assertThat(holes).isEmpty();
        }
    }

    @Test
    void shouldNotHoldATradeForEver() {
        try (LineRig rig = rig()) {
            beginHandover(rig);
            trade(rig, 1, 13);
            rig.clock.advanceMs(501);
            rig.poll(1);
            assertThat(idsOnTape(rig)).containsExactly(10L, 13L);
            assertThat(holes).containsExactly("OPENED 11-12");
        }
    }

    @Test
    void shouldNotLetTwoLinesThatBothBeginWaitForEachOther() {
        try (LineRig rig = rig()) {
            rig.open();
            rig.beginOtherLine();
            rig.open();
            rig.transports.get(0).send(ServerBytes.trade("BTCUSDT", 10));
            rig.transports.get(1).send(ServerBytes.trade("BTCUSDT", 10));
            rig.poll(2);
            assertThat(rig.firstTrades).hasSize(2);
        }
    }

    @Test
    void shouldLetALineThatComesBackWaitForWhatItsPairHasNotYetDelivered() {
        try (LineRig rig = rig()) {
            openWithTrades(rig, 10);
            rig.beginOtherLine();
            rig.open();
            trade(rig, 1, 13);
            trade(rig, 0, 11);
            trade(rig, 0, 12);
            rig.poll(1);
            assertThat(idsOnTape(rig)).containsExactly(10L, 11L, 12L, 13L);
            assertThat(holes).isEmpty();
        }
    }

    @Test
    void shouldKeepTheOldConnectionWhereTheNewOneLacksAStream() {
        try (LineRig rig = rig()) {
            openWithTrades(rig, 10);
            rig.current().send(ServerBytes.trade("ETHUSDT", 5));
            rig.poll(1);
            rig.clock.advanceMs(41_000);
            rig.poll(1);
            rig.open();
            trade(rig, 0, 11);
            trade(rig, 1, 11);
            rig.transports.get(0).send(ServerBytes.trade("ETHUSDT", 6));
            rig.poll(2);
            rig.clock.advanceMs(31_000);
            rig.poll(1);
            assertThat(rig.events).anyMatch(event -> event.contains("it does not deliver ETHUSDT"));
            assertThat(rig.line.isHandingOver()).isFalse();
            assertThat(rig.transports.get(0).takeWritten()).isEmpty();
            assertThat(rig.line.counters().replacements()).isZero();
        }
    }

    @Test
    void shouldTakeOverAtOnceWhereTheOldConnectionDies() {
        try (LineRig rig = rig()) {
            beginHandover(rig);
            trade(rig, 1, 11);
            rig.transports.get(0).end();
            rig.poll(3);
            assertThat(rig.line.isHandingOver()).isFalse();
            assertThat(rig.state()).isEqualTo(LineState.AWAITING_TRADES);
            trade(rig, 1, 12);
            assertThat(idsOnTape(rig)).containsExactly(10L, 11L, 12L);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"e\":\"serverShutdown\",\"E\":1795348803000}",
                "{\"stream\":\"!serverShutdown\",\"data\":{\"e\":\"serverShutdown\",\"E\":1795348803000}}"
            })
    void shouldOpenAnotherConnectionWhenTheServerAnnouncesItsShutdown(final String notice) {
        try (LineRig rig = rig()) {
            openWithTrades(rig, 10);
            rig.current().send(ServerBytes.text(notice));
            rig.poll(1);
            rig.open();
            assertThat(rig.transports).hasSize(2);
            trade(rig, 0, 11);
            trade(rig, 1, 11);
            rig.clock.advanceMs(2_001);
            rig.poll(1);
            assertThat(rig.line.counters().replacements()).isEqualTo(1);
            assertThat(idsOnTape(rig)).containsExactly(10L, 11L);
        }
    }

    @Test
    void shouldNotReplaceAgainAndAgainOnAWatchdogsWord() {
        try (LineRig rig = rig()) {
            openWithTrades(rig, 10);
            rig.line.replace("it is silent");
            rig.poll(1);
            rig.open();
            trade(rig, 0, 11);
            trade(rig, 1, 11);
            rig.clock.advanceMs(2_001);
            rig.poll(3);
            assertThat(rig.transports).hasSize(2);
            rig.line.replace("it is silent");
            rig.poll(5);
            assertThat(rig.transports).hasSize(2);
            rig.clock.advanceMs(10_001);
            rig.line.replace("it is silent");
            rig.poll(5);
            assertThat(rig.transports).hasSize(3);
        }
    }

    @Test
    void shouldCloseBothConnectionsOfAHandover() {
        try (LineRig rig = rig()) {
            beginHandover(rig);
            rig.line.stop(rig.clock.nanoTime());
            rig.poll(2);
            rig.clock.advanceMs(1_001);
            rig.poll(2);
            assertThat(rig.line.isStopped()).isTrue();
        }
    }

    private LineRig rig() {
        return new LineRig(directory, TWO, strategy, SOON, "10.1.2.3");
    }

    private static void openWithTrades(final LineRig rig, final long id) {
        rig.open();
        rig.current().send(ServerBytes.trade("BTCUSDT", id));
        rig.poll(2);
    }

    /** Delivers trade 10, comes of age, and opens the successor. */
    private static void beginHandover(final LineRig rig) {
        openWithTrades(rig, 10);
        rig.clock.advanceMs(41_000);
        rig.poll(1);
        rig.open();
    }

    private static void trade(final LineRig rig, final int connection, final long id) {
        rig.transports.get(connection).send(ServerBytes.trade("BTCUSDT", id));
        rig.poll(2);
    }

    private static List<Long> idsOnTape(final LineRig rig) {
        return rig.tradesOnTape().stream()
                .filter(trade -> trade.instrument.symbol().equals("BTCUSDT"))
                .map(trade -> trade.id)
                .toList();
    }
}
