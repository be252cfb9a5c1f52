package io.aggtape.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.aggtape.journal.GapState;
import io.aggtape.pipeline.GapReasons;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What is asked of REST, what of it reaches the tape, and what is proof: every sequence of the protocol notes. */
final class RepairerTest {
    private static final String SYMBOL = RepairRig.SYMBOL;

    private final RepairRig rig = new RepairRig();

    @Test
    void shouldAskForNothingWhereNothingIsMissing() {
        rig.rest.has(SYMBOL, 1, 100);
        rig.run().runAfterMs(60_000);
        assertThat(rig.rest.asked()).isEmpty();
        assertThat(rig.repairer.isSettled()).isTrue();
    }

    @Test
    void shouldFetchTheMissingIdsByOneRequestThatBeginsAtTheIdBeforeThem() {
        rig.rest.has(SYMBOL, 1, 100);
        rig.hole(12, 14).run();
        assertThat(rig.rest.asked()).containsExactly("BTCUSDT:11");
        assertThat(rig.fetched).containsExactly(12L, 13L, 14L);
        assertThat(rig.told)
                .containsExactly(
                        "seen BTCUSDT ids 12..14 (3)",
                        "begun BTCUSDT ids 12..14 (3)",
                        "closed BTCUSDT ids 12..14 (3): 3 0 0");
        assertThat(rig.counters().repairedIds()).isEqualTo(3);
        assertThat(rig.counters().openIds() + rig.counters().openHoles()).isZero();
        assertThat(rig.counters().requests()).isEqualTo(1);
        assertThat(rig.counters().isBusy()).isFalse();
        assertThat(rig.counters().state()).isEqualTo("nothing is missing");
    }

    @Test
    void shouldLeaveTheOtherLineAMomentBeforeItAsks() {
        final RepairRig patient = new RepairRig(new RepairConfig(true, true, 100, 0.5, RepairConfig.FOR_EVER, 500));
        patient.rest.has(SYMBOL, 1, 100);
        patient.hole(12, 14).run();
        patient.gap(SYMBOL, GapState.FILLED_LATE, 12, 14, GapReasons.ARRIVED_LATE);
        patient.runAfterMs(5_000);
        assertThat(patient.rest.asked()).isEmpty();
        patient.hole(22, 24).run().runAfterMs(499);
        assertThat(patient.rest.asked()).isEmpty();
        patient.runAfterMs(1);
        assertThat(patient.rest.asked()).containsExactly("BTCUSDT:21");
    }

    @Test
    void shouldKeepTheFieldsOfAnItemAsTheyCame() {
        rig.rest.has(SYMBOL, 11, 13);
        rig.hole(12, 12).run();
        assertThat(rig.frames)
                .containsExactly("{\"e\":\"aggTrade\",\"E\":1795348800122431,\"s\":\"BTCUSDT\",\"a\":12,\"p\":\"1.0\","
                        + "\"q\":\"2.0\",\"f\":12,\"l\":12,\"T\":1795348800122431,\"m\":false,\"M\":true}");
    }

    @Test
    void shouldPageThroughALargeHole() {
        rig.rest.has(SYMBOL, 1, 10_000);
        rig.hole(1_001, 5_000).run();
        assertThat(rig.rest.asked())
                .containsExactly("BTCUSDT:1000", "BTCUSDT:1999", "BTCUSDT:2998", "BTCUSDT:3997", "BTCUSDT:4996");
        assertThat(rig.fetched)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1_001, 5_000).boxed().toList());
        assertThat(rig.frames).hasSize(4_000);
    }

    @Test
    void shouldFillTheHolesOfASymbolThatOnePageCovers() {
        rig.rest.has(SYMBOL, 1, 2_000);
        rig.hole(12, 14).hole(20, 20).hole(30, 33).run();
        assertThat(rig.rest.asked()).containsExactly("BTCUSDT:11");
        assertThat(rig.fetched).containsExactly(12L, 13L, 14L, 20L, 30L, 31L, 32L, 33L);
    }

    @Test
    void shouldForgetWhatALineFilledWhileItWasAsked() {
        rig.rest.has(SYMBOL, 1, 100);
        rig.hole(12, 14);
        rig.repairer.doWork();
        rig.gap(SYMBOL, GapState.FILLED_LATE, 12, 13, GapReasons.ARRIVED_LATE);
        rig.run();
        assertThat(rig.fetched).containsExactly(14L);
        assertThat(rig.told("closed")).containsExactly("closed BTCUSDT ids 12..14 (3): 1 2 0");
    }

    @Test
    void shouldNotAskForWhatALineFilledBefore() {
        rig.hole(12, 14);
        rig.gap(SYMBOL, GapState.FILLED_LATE, 12, 14, GapReasons.ARRIVED_LATE);
        rig.run();
        assertThat(rig.rest.asked()).isEmpty();
        assertThat(rig.counters().openHoles()).isZero();
    }

    @Test
    void shouldAskForEachRestOfAHoleThatALineFilledInItsMiddle() {
        rig.rest.has(SYMBOL, 1, 5_000);
        rig.hole(1_000, 4_000);
        rig.gap(SYMBOL, GapState.FILLED_LATE, 1_002, 3_998, GapReasons.ARRIVED_LATE);
        rig.run();
        assertThat(rig.rest.asked()).containsExactly("BTCUSDT:999", "BTCUSDT:3998");
        assertThat(rig.fetched).containsExactly(1_000L, 1_001L, 3_999L, 4_000L);
        assertThat(rig.counters().openIds()).isZero();
    }

    @Test
    void shouldRepairWhatARestartMissedThoughRestLags() {
        rig.rest.has(SYMBOL, 1, 50);
        rig.gap(SYMBOL, GapState.OPENED, 41, 54, GapReasons.BETWEEN_RUNS);
        rig.run();
        assertThat(rig.fetched).hasSize(10);
        assertThat(rig.counters().openIds()).isEqualTo(4);
        rig.rest.has(SYMBOL, 51, 57);
        rig.runAfterMs(2_000);
        assertThat(rig.rest.asked()).containsExactly("BTCUSDT:40", "BTCUSDT:50");
        assertThat(rig.told("closed")).containsExactly("closed BTCUSDT ids 41..54 (14): 14 0 0");
    }

    @Test
    void shouldWaitLongerAndLongerForRestToCatchUpButForEver() {
        rig.rest.has(SYMBOL, 1, 11);
        rig.hole(12, 14).run();
        for (int i = 0; i < 5_000; i++) {
            rig.runAfterMs(100);
        }
        assertThat(rig.rest.asked()).hasSizeBetween(15, 25);
        assertThat(rig.absent).isEmpty();
        assertThat(rig.counters().isBusy()).isTrue();
        rig.rest.has(SYMBOL, 12, 20);
        rig.runAfterMs(30_000);
        assertThat(rig.fetched).containsExactly(12L, 13L, 14L);
    }

    @Test
    void shouldTakeAnEmptyAnswerForLag() {
        rig.hole(12, 14).run();
        assertThat(rig.rest.asked()).containsExactly("BTCUSDT:11");
        rig.rest.has(SYMBOL, 1, 100);
        rig.runAfterMs(500);
        assertThat(rig.fetched).hasSize(3);
    }

    @Test
    void shouldCallIdsAbsentOnlyAfterASecondFindingSomeSecondsLater() {
        rig.rest.has(SYMBOL, 1, 100).lacks(SYMBOL, 12, 14);
        rig.hole(12, 14).run().runAfterMs(2_999);
        assertThat(rig.rest.asked()).containsExactly("BTCUSDT:11");
        assertThat(rig.absent).isEmpty();
        rig.runAfterMs(1);
        assertThat(rig.rest.asked()).containsExactly("BTCUSDT:11", "BTCUSDT:11");
        assertThat(rig.absent).hasSize(1);
        assertThat(rig.absent.get(0).firstId()).isEqualTo(12);
        assertThat(rig.absent.get(0).lastId()).isEqualTo(14);
        assertThat(rig.told("closed")).containsExactly("closed BTCUSDT ids 12..14 (3): 0 0 3");
        assertThat(rig.counters().absentIds()).isEqualTo(3);
        rig.runAfterMs(3_600_000);
        assertThat(rig.rest.asked()).hasSize(2);
    }

    @Test
    void shouldFetchWhatTheSecondLookFindsAfterAll() {
        rig.rest.has(SYMBOL, 1, 100).lacks(SYMBOL, 12, 14);
        rig.hole(12, 14).run();
        rig.rest.has(SYMBOL, 13, 13);
        rig.runAfterMs(3_000);
        assertThat(rig.fetched).containsExactly(13L);
        assertThat(rig.absent).extracting(ids -> ids.firstId()).containsExactly(12L, 14L);
        assertThat(rig.told("closed")).containsExactly("closed BTCUSDT ids 12..14 (3): 1 0 2");
    }

    @Test
    void shouldFetchAroundTheIdsThatTheSourceDoesNotHave() {
        rig.rest.has(SYMBOL, 1, 3_000).lacks(SYMBOL, 500, 509).lacks(SYMBOL, 1_500, 1_500);
        rig.hole(100, 2_000).run().runAfterMs(3_000);
        assertThat(rig.fetched).hasSize(1_901 - 11);
        assertThat(rig.absent).extracting(ids -> ids.firstId()).containsExactlyInAnyOrder(500L, 1_500L);
        assertThat(rig.counters().openIds()).isZero();
    }

    @Test
    void shouldNotTakeTheFloorOfTheHistoryForAbsence() {
        rig.rest.has(SYMBOL, 437_921_759, 437_923_000);
        rig.rest.floor(437_921_759);
        rig.hole(5, 437_921_758).run();
        assertThat(rig.told("aside"))
                .containsExactly(
                        "aside BTCUSDT ids 5..437921758 (437921754): it has more than --max-repair 1000000 ids; "
                                + "aggtape repair tape --max-repair 437921754 fetches it");
    }

    @Test
    void shouldNameTheFloorAndNotAskAgainForAnHour() {
        rig.rest.has(SYMBOL, 900, 2_000);
        rig.hole(12, 899).run();
        assertThat(rig.rest.asked()).containsExactly("BTCUSDT:11", "BTCUSDT:0");
        assertThat(rig.told("aside"))
                .containsExactly("aside BTCUSDT ids 12..899 (888): REST keeps nothing before id 900");
        assertThat(rig.repairer.isSettled()).isTrue();
        for (int i = 0; i < 59; i++) {
            rig.runAfterMs(60_000);
        }
        assertThat(rig.rest.asked()).hasSize(2);
        assertThat(rig.absent).isEmpty();
        assertThat(rig.counters().openIds()).isEqualTo(888);
        assertThat(rig.counters().isBusy()).isFalse();
        rig.runAfterMs(60_000);
        assertThat(rig.rest.asked()).hasSize(4);
    }

    @Test
    void shouldNotAskWithoutAPauseWhereRestLagsBehindWhatItDidNotKeep() {
        rig.rest.has(SYMBOL, 900, 2_000);
        rig.hole(12, 899).run();
        rig.rest.newest(5);
        rig.runAfterMs(3_600_000).runAfterMs(60_000);
        assertThat(rig.rest.asked()).hasSize(3);
        rig.runAfterMs(3_600_000);
        assertThat(rig.rest.asked()).hasSize(4);
    }

    @Test
    void shouldFetchWhatLiesAboveTheFloor() {
        rig.rest.has(SYMBOL, 500, 2_000);
        rig.hole(100, 1_700).run();
        assertThat(rig.fetched)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(500, 1_700).boxed().toList());
        assertThat(rig.counters().openIds()).isEqualTo(400);
        assertThat(rig.told("aside"))
                .containsExactly("aside BTCUSDT ids 100..1700 (1601): REST keeps nothing before id 500");
    }

    @Test
    void shouldLeaveATooLargeHoleAloneThoughThePageOfAnotherTouchesIt() {
        final RepairRig bounded = new RepairRig(new RepairConfig(true, true, 100, 0.5, RepairConfig.FOR_EVER));
        bounded.rest.has(SYMBOL, 1, 5_000).lacks(SYMBOL, 1_500, 1_509);
        bounded.hole(12, 14)
                .hole(1_010, 4_000)
                .hole(20, 20)
                .run()
                .runAfterMs(60_000)
                .runAfterMs(3_600_000);
        assertThat(bounded.fetched).containsExactly(12L, 13L, 14L, 20L);
        assertThat(bounded.rest.asked()).containsExactly("BTCUSDT:11");
        assertThat(bounded.counters().openIds()).isEqualTo(2_991);
    }

    @Test
    void shouldLeaveWhatWasMissedBetweenRunsAloneThoughThePageOfAnotherHoleTouchesIt() {
        final RepairRig forgetful = new RepairRig(new RepairConfig(true, false, 1_000, 0.5, RepairConfig.FOR_EVER));
        forgetful.rest.has(SYMBOL, 1, 500).lacks(SYMBOL, 25, 26);
        forgetful.gap(SYMBOL, GapState.OPENED, 20, 30, GapReasons.BETWEEN_RUNS);
        forgetful.hole(12, 14).run().runAfterMs(60_000);
        assertThat(forgetful.fetched).containsExactly(12L, 13L, 14L);
        assertThat(forgetful.absent).isEmpty();
        assertThat(forgetful.counters().openIds()).isEqualTo(11);
    }

    @Test
    void shouldProveAbsenceAlsoWhereTheIdBeforeTheHoleIsNotThere() {
        rig.rest.has(SYMBOL, 1, 2_000).lacks(SYMBOL, 11, 14);
        rig.hole(12, 14).run().runAfterMs(3_000).run();
        assertThat(rig.rest.asked()).containsExactly("BTCUSDT:11", "BTCUSDT:0", "BTCUSDT:11", "BTCUSDT:0");
        assertThat(rig.absent)
                .extracting(ids -> ids.firstId() + ".." + ids.lastId())
                .containsExactly("12..14");
    }

    @Test
    void shouldOfferAgainWhatFoundNoRoom() {
        rig.rest.has(SYMBOL, 1, 100).lacks(SYMBOL, 16, 16);
        rig.room(2);
        rig.hole(12, 17).run();
        assertThat(rig.fetched).containsExactly(12L, 13L);
        rig.room(100);
        rig.run().runAfterMs(3_000);
        assertThat(rig.frames).hasSize(5);
        assertThat(rig.counters().openIds()).isZero();
    }
}
