package io.aggtape.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CpuPlanTest {
    private static final List<String> PARALLEL = List.of("parser", "metrics", "journal");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"0|0", "0-3,8|0-3,8", " 0,1,2\t|0-2", "3,1|1,3", "10-10|10"})
    void shouldReadAndWriteCpuListsAsTheKernelDoes(final String text, final String shortest) {
        assertThat(CpuList.format(CpuList.parse(text))).isEqualTo(shortest);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "1-", "-1", "3-1", "1,,2", "a", "1-2-3", "0,0", "0-2,1", "99999", "0x1", "1 2"})
    void shouldRefuseWhatIsNoCpuList(final String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> CpuList.parse(text));
    }

    @Test
    void shouldSurviveNoiseInACpuList() {
        FlowSeed.run(random -> {
            for (int i = 0; i < 20_000; i++) {
                final StringBuilder text = new StringBuilder();
                for (int n = random.nextInt(8); n >= 0; n--) {
                    text.append("0123,,-- ".charAt(random.nextInt(9)));
                }
                try {
                    final List<Integer> cpus = CpuList.parse(text.toString());
                    assertThat(CpuList.parse(CpuList.format(cpus))).isEqualTo(cpus);
                } catch (final IllegalArgumentException expected) {
                    assertThat(expected).hasMessageContaining("'" + text);
                }
            }
        });
    }

    @Test
    void shouldGiveTheFeedTheLastCoreAloneAndTheHandlersTheRest() {
        final CpuPlan plan = plan("auto", 2, 1);

        assertThat(plan.cpuOf("feed", 0)).isEqualTo(1);
        assertThat(PARALLEL).allMatch(role -> plan.cpuOf(role, 0) == 0);
        assertThat(plan.explain())
                .isEqualTo("cpu auto: feed alone on cpu 1; parser, metrics, journal share cpu 0 (a feed thread that"
                        + " spins wants a core to itself; 2 cores; allowed cpus 0-1)");
    }

    @Test
    void shouldSpreadHandlersRoundRobin() {
        final CpuPlan three = plan("auto", 3, 1);
        assertThat(PARALLEL).extracting(role -> three.cpuOf(role, 0)).containsExactly(0, 1, 0);
        final CpuPlan eight = plan("auto", 8, 1);
        assertThat(PARALLEL).extracting(role -> eight.cpuOf(role, 0)).containsExactly(0, 1, 2);
        assertThat(eight.cpuOf("feed", 0)).isEqualTo(7);
    }

    @Test
    void shouldGiveSeveralFeedThreadsCoresOfTheirOwnOnlyWhereHandlersKeepTheirs() {
        final CpuPlan few = plan("auto", 4, 2);
        assertThat(List.of(few.cpuOf("feed", 0), few.cpuOf("feed", 1))).containsExactly(3, 3);
        final CpuPlan many = plan("auto", 5, 2);
        assertThat(List.of(many.cpuOf("feed", 0), many.cpuOf("feed", 1))).containsExactly(3, 4);
        assertThat(many.doesFeedShare()).isFalse();
    }

    @Test
    void shouldPinNothingOnOneCoreOrByAQuotaOfOne() {
        assertThat(plan("auto", 1, 1).isPinned()).isFalse();
        assertThat(plan("auto", 1, 1).explain()).contains("no thread is pinned (there is 1 core for all");
        final CpuTopology quota = new CpuTopology(List.of(0, 1, 2, 3), 1, true);
        assertThat(CpuPlan.parse("auto", quota, 1, PARALLEL).isPinned()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"64,2,1,2", "64,3,1,3", "64,8,1,4", "64,5,2,5", "3,2,1,2", "4,2,4,2", "2,2,1,2"})
    void shouldUseNoMoreCpusThanAQuotaAllows(
            final int cpus, final int quota, final int feedThreads, final int usedCpus) {
        final List<Integer> allowed = IntStream.range(0, cpus).boxed().toList();
        final CpuPlan plan = CpuPlan.parse("auto", new CpuTopology(allowed, quota, true), feedThreads, PARALLEL);

        final IntStream feeds = IntStream.range(0, feedThreads).map(i -> plan.cpuOf("feed", i));
        final IntStream handlers = PARALLEL.stream().mapToInt(role -> plan.cpuOf(role, 0));
        assertThat(IntStream.concat(feeds, handlers).distinct()).hasSize(usedCpus);
        assertThat(PARALLEL).noneMatch(role -> plan.cpuOf(role, 0) == plan.cpuOf("feed", 0));
    }

    @Test
    void shouldPinNothingWhereTheSystemCannot() {
        final CpuTopology elsewhere = new CpuTopology(List.of(), 8, false);

        assertThat(CpuPlan.parse("auto", elsewhere, 1, PARALLEL).explain()).contains("can't be pinned on this system");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CpuPlan.parse("feed=1", elsewhere, 1, PARALLEL))
                .withMessageContaining("--cpu none");
    }

    @Test
    void shouldPinAsAskedAndLeaveTheOthersAlone() {
        final CpuPlan plan = plan("feed=1-2,parser=0,journal=0", 4, 2);

        assertThat(plan.cpuOf("feed", 0)).isEqualTo(1);
        assertThat(plan.cpuOf("feed", 1)).isEqualTo(2);
        assertThat(plan.cpuOf("metrics", 0)).isEqualTo(-1);
        assertThat(plan.areHandlersPinned()).isFalse();
        assertThat(plan.doHandlersShare()).isTrue();
        assertThat(plan.explain())
                .isEqualTo("cpu feed=1-2,parser=0,journal=0: feed-1 alone on cpu 2; feed-0 alone on cpu 1;"
                        + " parser, journal share cpu 0; metrics not pinned (as asked; allowed cpus 0-3)");
        assertThat(plan("feed=1+3", 4, 2).cpuOf("feed", 1)).isEqualTo(3);
    }

    @Test
    void shouldPinNothingWhereNoneIsAsked() {
        assertThat(plan("none", 4, 1).isPinned()).isFalse();
        assertThat(plan("none", 4, 1).explain()).startsWith("cpu none: no thread is pinned");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "strategy=1|there are feed, parser, metrics, journal",
                "handlers=1|there are feed, parser, metrics, journal",
                "feed=1,feed=2|name each role once",
                "feed=1+1|such as 1, 1-2 or 1+3",
                "feed=|such as 1, 1-2 or 1+3",
                "feed=x|such as 1, 1-2 or 1+3",
                "feed=1-2|--feed-threads 2",
                "parser=1-2|name one a thread",
                "feed=1,,parser=2|use auto, none",
                "AUTOMATIC|use auto, none",
                "=1|use auto, none",
            })
    void shouldRefuseWithTheWayOut(final String text, final String wayOut) {
        assertThatIllegalArgumentException().isThrownBy(() -> plan(text, 4, 1)).withMessageContaining(wayOut);
    }

    @Test
    void shouldTellACpuThatCannotBeHadFromAPlanThatMakesNoSense() {
        assertThatThrownBy(() -> plan("feed=9", 4, 1))
                .isInstanceOf(PinningFailedException.class)
                .hasMessageContaining("may not use cpu 9, only 0-3");
    }

    @Test
    void shouldKnowTheSharedHandlerThreadOfARunThatHasOne() {
        final CpuTopology four = new CpuTopology(List.of(0, 1, 2, 3), 4, true);
        final CpuPlan plan = CpuPlan.parse("feed=3,handlers=2", four, 1, List.of("handlers"));

        assertThat(plan.cpuOf("handlers", 0)).isEqualTo(2);
        assertThat(plan.threadCount()).isEqualTo(2);
    }

    private static CpuPlan plan(final String text, final int cpus, final int feedThreads) {
        final List<Integer> allowed = IntStream.range(0, cpus).boxed().toList();
        return CpuPlan.parse(text, new CpuTopology(allowed, cpus, true), feedThreads, PARALLEL);
    }
}
