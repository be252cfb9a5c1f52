package io.aggtape.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.aggtape.feed.rest.RestException;
import io.aggtape.feed.rest.RestFault;
import io.aggtape.journal.GapState;
import io.aggtape.pipeline.GapReasons;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every refusal does to the repair, and which holes are left alone. */
final class RepairerFaultTest {
    private static final String SYMBOL = RepairRig.SYMBOL;

    private final RepairRig rig = new RepairRig();

    @ParameterizedTest
    @EnumSource(
            value = RestFault.class,
            names = {"UNREACHABLE", "SERVER_FAULT", "BROKEN_BODY"})
    void shouldTryAgainForEverWithLongerAndLongerWaits(final RestFault fault) {
        rig.rest.has(SYMBOL, 1, 100);
        for (int i = 0; i < 1_000; i++) {
            rig.rest.failWith(fault);
        }
        rig.hole(12, 14).run();
        for (int i = 0; i < 6_000; i++) {
            rig.runAfterMs(100);
        }
        assertThat(rig.rest.asked()).hasSizeBetween(20, 60);
        assertThat(rig.told("fault")).hasSize(1);
        assertThat(rig.counters().isBusy()).isTrue();
        assertThat(rig.counters().state()).startsWith("asking nothing for ").contains("REST answered " + fault);
    }

    @Test
    void shouldSayThatRestAnswersAgain() {
        rig.rest.has(SYMBOL, 1, 100);
        rig.rest.failWith(RestFault.SERVER_FAULT);
        rig.hole(12, 14).run().runAfterMs(300);
        assertThat(rig.fetched).hasSize(3);
        assertThat(rig.told("notice")).containsExactly("notice REST answers again");
    }

    @ParameterizedTest
    @EnumSource(
            value = RestFault.class,
            names = {"TOO_MANY_REQUESTS", "BANNED"})
    void shouldAskNothingAtAllUntilTheTimeThatARefusalNames(final RestFault fault) {
        rig.rest.has(SYMBOL, 1, 100).has("ETHUSDT", 1, 100);
        rig.rest.failWith(new RestException(fault, "slow down", 120_000, null));
        rig.hole(12, 14).run();
        rig.gap("ETHUSDT", GapState.OPENED, 5, 6, GapReasons.SKIPPED);
        rig.runAfterMs(60_000).runAfterMs(59_999);
        assertThat(rig.rest.asked()).hasSize(1);
        assertThat(rig.told("fault")).containsExactly("fault slow down; asking nothing for 120 s");
        rig.runAfterMs(1);
        assertThat(rig.rest.asked()).hasSize(3);
        assertThat(rig.counters().openIds()).isZero();
    }

    @Test
    void shouldAskLessAndLessOftenWhereRefusalsThatAllowItSoonFollowEachOther() {
        rig.rest.has(SYMBOL, 1, 100);
        rig.hole(12, 14);
        for (int i = 0; i < 12; i++) {
            rig.rest.failWith(new RestException(RestFault.BANNED, "slow down", 1_000, null));
        }
        rig.run();
        for (int second = 0; second < 60; second++) {
            rig.runAfterMs(1_000);
        }
        assertThat(rig.rest.asked()).hasSizeBetween(6, 10);
    }

    @Test
    void shouldWaitForTheBudget() {
        rig.rest.has(SYMBOL, 1, 100);
        rig.rest.waitMs(42_000);
        rig.hole(12, 14).run().runAfterMs(41_999);
        assertThat(rig.rest.asked()).isEmpty();
        assertThat(rig.counters().state()).isEqualTo("asking nothing for 42 s: REST's weight is used up for now");
        rig.rest.waitMs(0);
        rig.runAfterMs(1);
        assertThat(rig.fetched).hasSize(3);
    }

    @Test
    void shouldGiveUpForThisRunWhereTheAddressIsShutOut() {
        rig.rest.has(SYMBOL, 1, 100);
        rig.rest.failWith(new RestException(RestFault.SHUT_OUT, "REST answered HTTP 451: restricted location"));
        rig.hole(12, 14).run();
        rig.hole(20, 21).runAfterMs(86_400_000);
        assertThat(rig.rest.asked()).hasSize(1);
        final String why = "REST answered HTTP 451: restricted location; name another by --rest, or let aggtape repair "
                + "tape fetch it from elsewhere";
        assertThat(rig.told("fault")).containsExactly("fault repair is given up for this run, holes stay open: " + why);
        assertThat(rig.told("aside")).containsExactly("aside BTCUSDT ids 20..21 (2): " + why);
        assertThat(rig.repairer.isSettled()).isTrue();
        assertThat(rig.repairer.isShutOutByRest()).isTrue();
        assertThat(rig.counters().isBusy()).isFalse();
        assertThat(rig.counters().openHoles()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(
            value = RestFault.class,
            names = {"UNKNOWN_SYMBOL", "REFUSED"})
    void shouldGiveUpOnlyTheSymbolThatIsRefused(final RestFault fault) {
        rig.rest.has("ETHUSDT", 1, 100);
        rig.rest.failWith(fault);
        rig.hole(12, 14).run();
        rig.hole(20, 21);
        rig.gap("ETHUSDT", GapState.OPENED, 5, 6, GapReasons.SKIPPED);
        rig.runAfterMs(60_000);
        assertThat(rig.rest.asked()).containsExactly("BTCUSDT:11", "ETHUSDT:4");
        assertThat(rig.told("fault"))
                .containsExactly("fault repair of BTCUSDT is given up for this run: REST answered " + fault);
        assertThat(rig.counters().openIds()).isEqualTo(5);
        assertThat(rig.repairer.isSettled()).isTrue();
    }

    @Test
    void shouldGiveUpAnOfflineRepairWhenPatienceEnds() {
        final RepairRig offline = new RepairRig(new RepairConfig(true, true, 100, 0.5, 1_000));
        for (int i = 0; i < 100; i++) {
            offline.rest.failWith(RestFault.UNREACHABLE);
        }
        offline.hole(12, 14).run();
        for (int i = 0; i < 100 && !offline.repairer.isSettled(); i++) {
            offline.runAfterMs(100);
        }
        assertThat(offline.repairer.isShutOutByRest()).isTrue();
        assertThat(offline.counters().state()).isEqualTo("given up: REST answered UNREACHABLE");
    }

    @Test
    void shouldNotWaitForEverForRestToCatchUpOffline() {
        final RepairRig offline = new RepairRig(new RepairConfig(true, true, 100, 0.5, 1_000));
        offline.rest.has(SYMBOL, 1, 13);
        offline.hole(12, 14).run();
        for (int i = 0; i < 100 && !offline.repairer.isSettled(); i++) {
            offline.runAfterMs(100);
        }
        assertThat(offline.told("aside"))
                .containsExactly("aside BTCUSDT ids 12..14 (3): REST's newest trade is older than these ids");
        assertThat(offline.repairer.isShutOutByRest()).isFalse();
    }

    @Test
    void shouldLeaveAHoleOfMoreIdsThanAllowed() {
        final RepairRig small = new RepairRig(new RepairConfig(true, true, 2, 0.5, RepairConfig.FOR_EVER));
        small.rest.has(SYMBOL, 1, 100);
        small.hole(12, 14).hole(20, 21).run();
        assertThat(small.fetched).containsExactly(20L, 21L);
        assertThat(small.told("aside"))
                .containsExactly(
                        "aside BTCUSDT ids 12..14 (3): it has more than --max-repair 2 ids; aggtape repair tape "
                                + "--max-repair 3 fetches it");
    }

    @Test
    void shouldRepairNothingWhereNoIdIsAllowed() {
        final RepairRig none = new RepairRig(new RepairConfig(true, true, 0, 0.5, RepairConfig.FOR_EVER));
        none.rest.has(SYMBOL, 1, 100);
        none.hole(12, 12).run();
        assertThat(none.rest.asked()).isEmpty();
    }

    @Test
    void shouldLeaveTheHoleBetweenTwoRunsWhereThatIsAsked() {
        final RepairRig since = new RepairRig(new RepairConfig(true, false, 100, 0.5, RepairConfig.FOR_EVER));
        since.rest.has(SYMBOL, 1, 100);
        since.gap(SYMBOL, GapState.OPENED, 12, 14, GapReasons.BETWEEN_RUNS);
        since.hole(20, 21).run();
        assertThat(since.fetched).containsExactly(20L, 21L);
        assertThat(since.told("aside"))
                .containsExactly(
                        "aside BTCUSDT ids 12..14 (3): --no-since-last leaves it; aggtape repair tape fetches it");
    }

    @Test
    void shouldOnlyCountWhereRepairIsSwitchedOff() {
        final RepairRig off = new RepairRig(new RepairConfig(false, true, 100, 0.5, RepairConfig.FOR_EVER));
        off.hole(12, 14).run();
        off.gap(SYMBOL, GapState.FILLED_LATE, 12, 12, GapReasons.ARRIVED_LATE);
        off.run();
        assertThat(off.rest.asked()).isEmpty();
        assertThat(off.counters().openIds()).isEqualTo(2);
        assertThat(off.counters().openHoles()).isEqualTo(1);
        assertThat(off.counters().isBusy()).isFalse();
    }

    @Test
    void shouldNotLetAHugeHoleStarveSmallOnes() {
        rig.rest.has(SYMBOL, 1, 100_000).has("ETHUSDT", 1, 100);
        rig.room(0);
        rig.hole(2, 99_999).run();
        rig.gap("ETHUSDT", GapState.OPENED, 5, 6, GapReasons.SKIPPED);
        rig.room(Integer.MAX_VALUE);
        rig.run();
        assertThat(rig.rest.asked().indexOf("ETHUSDT:4")).isBetween(1, 2);
        assertThat(rig.counters().openIds()).isZero();
    }

    @Test
    void shouldServeTheOldestHoleFirst() {
        rig.rest.has("AAA", 1, 50).has("BBB", 1, 50).has("CCC", 1, 50);
        for (final String symbol : new String[] {"CCC", "AAA", "BBB"}) {
            rig.gap(symbol, GapState.OPENED, 5, 6, GapReasons.SKIPPED);
        }
        rig.run();
        assertThat(rig.rest.asked()).containsExactly("CCC:4", "AAA:4", "BBB:4");
    }

    @Test
    void shouldAskAgainForWhatTheTapeDidNotTakeButNotForEver() {
        rig.rest.has(SYMBOL, 1, 100);
        rig.silenceTape(true);
        rig.hole(12, 14).run();
        for (int i = 0; i < 3_000; i++) {
            rig.runAfterMs(100);
        }
        assertThat(rig.rest.asked()).hasSize(3);
        assertThat(rig.told("aside"))
                .containsExactly(
                        "aside BTCUSDT ids 12..14 (3): the tape did not take what REST brought; cat --all shows "
                                + "what was rejected");
        assertThat(rig.repairer.isSettled()).isTrue();
    }

    @Test
    void shouldAskAtOnceForWhatAFullDiskDidNotTakeWhenThereIsSpaceAgain() {
        rig.rest.has(SYMBOL, 1, 100);
        rig.silenceTape(true);
        rig.hole(12, 14).run();
        for (int i = 0; i < 3_000; i++) {
            rig.runAfterMs(100);
        }
        rig.silenceTape(false);
        rig.gap(SYMBOL, GapState.OPENED, 50, 60, GapReasons.NOT_WRITTEN);
        rig.run();
        assertThat(rig.counters().openIds()).isZero();
    }

    @Test
    void shouldWaitForOneAnswerBeforeItAsksAgainAndEndItAtTheEnd() {
        rig.rest.has(SYMBOL, 1, 100);
        rig.rest.hang();
        rig.hole(12, 14);
        rig.gap("ETHUSDT", GapState.OPENED, 5, 6, GapReasons.SKIPPED);
        rig.run().runAfterMs(60_000);
        assertThat(rig.rest.asked()).hasSize(1);
        final CompletableFuture<?> answer = rig.rest.last();
        rig.repairer.onClose();
        assertThat(answer).isCancelled();
    }

    @Test
    void shouldCountWhatTheTapeTellsAfterTheEnd() {
        rig.rest.has(SYMBOL, 1, 100);
        rig.hole(12, 14);
        rig.gap(SYMBOL, GapState.REPAIRED, 12, 13, GapReasons.FETCHED);
        rig.repairer.takeLastChanges();
        assertThat(rig.counters().repairedIds()).isEqualTo(2);
        assertThat(rig.counters().openIds()).isEqualTo(1);
        rig.gap(SYMBOL, GapState.REPAIRED, 14, 14, GapReasons.FETCHED);
        assertThat(rig.inbox.poll()).isNull();
    }
}
