package io.aggtape.feed.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.aggtape.feed.NetworkConfig;
import io.aggtape.feed.RecorderConfig;
import io.aggtape.feed.RepairConfig;
import io.aggtape.feed.RotationPlan;
import io.aggtape.feed.SourceConfig;
import io.aggtape.journal.AggTrade;
import io.aggtape.journal.Gap;
import io.aggtape.journal.LineEvent;
import io.aggtape.journal.Market;
import io.aggtape.journal.SmallDisk;
import io.aggtape.journal.TapeConfig;
import io.aggtape.pipeline.CpuPlan;
import io.aggtape.pipeline.CpuTopology;
import io.aggtape.pipeline.OrderFlowConfig;
import io.aggtape.pipeline.PipelineConfig;
import io.aggtape.pipeline.ThreadingMode;
import io.aggtape.pipeline.TradeListener;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** On a recorder's real threads. */
class EventLoopCheckTest {
    private static final long ANSWER_NS = TimeUnit.SECONDS.toNanos(5);

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({"PARALLEL, 1, 10", "SHARED, 1, 8", "INLINE, 1, 7", "PARALLEL, 3, 12"})
    void shouldFindThatEveryThreadRuns(final ThreadingMode threading, final int feedThreads, final int threads)
            throws Exception {
        final Judgement judgement = examine(config(threading, feedThreads), ANSWER_NS);

        assertThat(judgement.verdict()).as(judgement.toString()).isIn(Verdict.PASS, Verdict.WARN);
        assertThat(judgement.result()).startsWith(threads + " threads running, the longest round trip ");
        assertThat(judgement.details())
                .filteredOn(line -> line.contains(": running, round trip "))
                .hasSize(threads);
        assertThat(judgement.details()).contains("a trade went from the feed thread to history, order flow and tape");
    }

    @ParameterizedTest
    @EnumSource(Market.class)
    void shouldPutInATradeThatEveryMarketsHandlersTake(final Market market) throws Exception {
        final RecorderConfig spot = config(ThreadingMode.PARALLEL, 1);
        final SourceConfig source =
                new SourceConfig(market, List.of("BTCUSD"), 1, 200, 1 << 18, RotationPlan.DEFAULT, network(null));
        final RecorderConfig config = new RecorderConfig(
                source, spot.pipeline(), spot.feedIdle(), spot.tape(), spot.repair(), spot.latencyLog(), 0, "");

        assertThat(examine(config, ANSWER_NS).verdict()).isNotEqualTo(Verdict.FAIL);
    }

    @Test
    void shouldNameTheParserWhereAStrategyBlocks() throws Exception {
        final CountDownLatch held = new CountDownLatch(1);
        final RecorderLoop loop =
                new RecorderLoop(config(ThreadingMode.PARALLEL, 1), List.of(new Strategy(() -> awaitQuietly(held))));

        final Judgement judgement = new EventLoopCheck(loop, TimeUnit.SECONDS.toNanos(2)).examine();
        held.countDown();

        assertThat(judgement.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(judgement.result())
                .startsWith("parser does not run what it is given: WAITING at ")
                .contains("EventLoopCheckTest.awaitQuietly");
        assertThat(judgement.details())
                .anyMatch(line -> line.startsWith("metrics: running"))
                .anyMatch(line -> line.startsWith("journal: running"))
                .anyMatch(line -> line.startsWith("parser: NO ANSWER within 2.000 s, WAITING"))
                .anyMatch(line -> line.contains("CountDownLatch.await"));
    }

    @Test
    void shouldTellWhatAThreadDiedOf() throws Exception {
        final RecorderLoop loop = new RecorderLoop(config(ThreadingMode.PARALLEL, 1), List.of(new Strategy(() -> {
            throw new IllegalStateException("bang");
        })));

        final Judgement judgement = new EventLoopCheck(loop, TimeUnit.SECONDS.toNanos(1)).examine();

        assertThat(judgement.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(judgement.result()).contains("a thread died of java.lang.IllegalStateException: bang", "parser");
        assertThat(judgement.details()).anyMatch(line -> line.contains("at io.aggtape.feed.doctor.EventLoopCheckTest"));
    }

    @Test
    void shouldDialNowhereAndReadNoneOfWhatALineNeeds() throws Exception {
        final RecorderConfig config = config(ThreadingMode.PARALLEL, 1);
        final SourceConfig source = new SourceConfig(
                Market.SPOT, List.of("BTCUSDT"), 2, 200, 1 << 18, RotationPlan.DEFAULT, network(Path.of("absent.pem")));
        final RecorderConfig broken = new RecorderConfig(
                source, config.pipeline(), "backoff", config.tape(), config.repair(), config.latencyLog(), 0, "");

        assertThat(broken.rehearsal(directory).source().lines()).isZero();
        assertThat(examine(broken, ANSWER_NS).verdict()).isNotEqualTo(Verdict.FAIL);
    }

    @Test
    void shouldBlameTheMachineWhereTheTemporaryDirectoryIsFull() throws Exception {
        try (SmallDisk disk = new SmallDisk(directory.resolve("disk"), 4)) {
            disk.fillTo(0);
            final RecorderLoop loop =
                    new RecorderLoop(config(ThreadingMode.PARALLEL, 1), List.of(), directory.resolve("disk"));

            final Judgement judgement = new EventLoopCheck(loop).examine();

            assertThat(judgement.verdict()).as(judgement.toString()).isEqualTo(Verdict.FAIL);
            assertThat(judgement.area()).isEqualTo(Area.MACHINE);
            assertThat(judgement.result()).startsWith("a tape cannot be written among the temporary files: ");
            assertThat(judgement.remedy()).contains("-Djava.io.tmpdir=DIR");
        }
    }

    @Test
    void shouldBlameTheMachineWhereNoTemporaryDirectoryCanBeMade() throws Exception {
        final RecorderLoop loop =
                new RecorderLoop(config(ThreadingMode.PARALLEL, 1), List.of(), directory.resolve("absent"));

        final Judgement judgement = new EventLoopCheck(loop).examine();

        assertThat(judgement.area()).isEqualTo(Area.MACHINE);
        assertThat(judgement.result()).contains("NoSuchFileException");
    }

    @Test
    void shouldBlameTheMachineWhereAThreadCannotBePinned() throws Exception {
        final RecorderLoop loop = new RecorderLoop(unpinnable(), List.of());

        final Judgement judgement = new EventLoopCheck(loop).examine();

        assertThat(judgement.verdict()).as(judgement.toString()).isEqualTo(Verdict.FAIL);
        assertThat(judgement.area()).isEqualTo(Area.MACHINE);
        assertThat(judgement.result()).contains("a thread cannot be pinned: can't pin feed to cpu 900");
        assertThat(judgement.remedy()).contains("--cpu none");
    }

    @Test
    void shouldNotStartThreadsWhosePinningHasFailed() throws Exception {
        final List<Finding> findings = new ArrayList<>();
        for (final Check check : LocalChecks.of(new LocalConfig(unpinnable(), 1))) {
            if (List.of("Cores and pinning", "Event loop").contains(check.name())) {
                findings.add(check.run());
            }
        }

        assertThat(findings)
                .extracting(finding -> finding.verdict() + " " + finding.area())
                .containsExactly("FAIL MACHINE", "SKIP APPLICATION");
        assertThat(findings.get(1).result()).isEqualTo("not tried: Cores and pinning failed");
    }

    private RecorderConfig unpinnable() {
        final CpuTopology large =
                new CpuTopology(IntStream.range(0, 1_000).boxed().toList(), 1_000, true);
        return config(
                ThreadingMode.PARALLEL, 1, CpuPlan.parse("feed=900", large, 1, ThreadingMode.PARALLEL.handlerRoles()));
    }

    private static Judgement examine(final RecorderConfig config, final long answerNs)
            throws IOException, InterruptedException {
        return new EventLoopCheck(new RecorderLoop(config, List.of()), answerNs).examine();
    }

    private static void awaitQuietly(final CountDownLatch latch) {
        try {
            latch.await();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private RecorderConfig config(final ThreadingMode threading, final int feedThreads) {
        return config(threading, feedThreads, CpuPlan.none());
    }

    private RecorderConfig config(final ThreadingMode threading, final int feedThreads, final CpuPlan plan) {
        return new RecorderConfig(
                new SourceConfig(Market.SPOT, List.of("BTCUSDT"), 2, 200, 1 << 18, RotationPlan.DEFAULT, network(null)),
                new PipelineConfig(
                        1 << 10,
                        512,
                        feedThreads,
                        threading,
                        "blocking",
                        plan,
                        1_024,
                        OrderFlowConfig.ofLargeTrade("100000")),
                "backoff",
                TapeConfig.of(directory.resolve("tape")),
                RepairConfig.ofRecorder(),
                directory.resolve("latency.hlog"),
                0,
                "test=true");
    }

    private static NetworkConfig network(final Path caFile) {
        return new NetworkConfig(URI.create("wss://localhost:9"), null, caFile, null, Map.of(), 10_000);
    }

    /** Does this at each trade. */
    private record Strategy(Runnable action) implements TradeListener {
        @Override
        public void onTrade(final AggTrade trade) {
            action.run();
        }

        @Override
        public void onGap(final Gap gap) {}

        @Override
        public void onLine(final LineEvent line) {}
    }
}
