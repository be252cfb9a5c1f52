package io.aggtape.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aggtape.journal.TapeConfig;
import io.aggtape.journal.TapeWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the handlers' threads say of themselves. */
class PipelineLivenessTest {
    private static final long STOP_TIMEOUT_MS = 10_000;

    @TempDir
    private Path directory;

    private final Heartbeats heartbeats = new Heartbeats();
    private final Map<String, Throwable> faults = new ConcurrentHashMap<>();

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "INLINE")
    void shouldSayOfEachHandlerThatItLivesAndThatItEnded(final ThreadingMode mode) {
        try (TapeWriter writer = TapeWriter.open(TapeConfig.of(directory))) {
            final Pipeline pipeline = pipeline(mode, writer, 64, trade -> {});
            assertThat(phases().values()).containsOnly(Heartbeat.Phase.CREATED);
            pipeline.start();
            for (long id = 1; id <= 1_000; id++) {
                Pipelines.publish(pipeline, Frames.spot("BTCUSDT", id, true));
            }
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> heartbeats.all().stream().allMatch(heartbeat -> heartbeat.backlog() == 0));
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> phases().values().stream().allMatch(Heartbeat.Phase.IDLE::equals));
            assertThat(heartbeats.all())
                    .allSatisfy(heartbeat -> assertThat(heartbeat.cycles()).isBetween(1_000L / 64, 2_000L));
            pipeline.stop(STOP_TIMEOUT_MS);
        }
        assertThat(phases().values()).containsOnly(Heartbeat.Phase.ENDED);
        assertThat(phases().keySet())
                .containsExactlyElementsOf(
                        mode == ThreadingMode.PARALLEL ? List.of("parser", "metrics", "journal") : List.of("handlers"));
    }

    @Test
    void shouldTellWhatTheWorkOfEachHandlerThrowsOnItsThread() {
        try (TapeWriter writer = TapeWriter.open(TapeConfig.of(directory))) {
            final Pipeline pipeline = pipeline(ThreadingMode.PARALLEL, writer, 64, trade -> {});
            pipeline.start();
            pipeline.publisher(0).publishEvent(new AbsentIds(null, null, 1, 2, 0, "no such market"));
            await().atMost(Duration.ofSeconds(10)).until(() -> faults.size() == 3);
            assertThat(stack("parser")).contains(ParserHandler.class.getName());
            assertThat(stack("metrics")).contains(MetricsHandler.class.getName());
            assertThat(stack("journal")).contains(JournalHandler.class.getName());
            assertThat(phases().values()).containsOnly(Heartbeat.Phase.FAILED);
            assertThat(pipeline.stop(100)).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "INLINE")
    void shouldTellWhatAStrategyThrows(final ThreadingMode mode) {
        final RuntimeException broken = new IllegalStateException("broken");
        try (TapeWriter writer = TapeWriter.open(TapeConfig.of(directory))) {
            final Pipeline pipeline = pipeline(mode, writer, 64, trade -> {
                throw broken;
            });
            pipeline.start();
            Pipelines.publish(pipeline, Frames.spot("BTCUSDT", 1, true));
            final String role = mode == ThreadingMode.PARALLEL ? "parser" : "handlers";
            await().atMost(Duration.ofSeconds(10)).until(() -> faults.containsKey(role));
            assertThat(faults).containsExactly(Map.entry(role, broken));
            assertThat(phases()).containsEntry(role, Heartbeat.Phase.FAILED);
            assertThat(pipeline.stop(100)).isFalse();
        }
    }

    @Test
    void shouldTellHowMuchWaitsForAHandler() {
        final CountDownLatch release = new CountDownLatch(1);
        try (TapeWriter writer = TapeWriter.open(TapeConfig.of(directory))) {
            final Pipeline pipeline =
                    pipeline(ThreadingMode.PARALLEL, writer, 64, trade -> Pipelines.awaitLatch(release));
            pipeline.start();
            for (long id = 1; id <= 10; id++) {
                Pipelines.publish(pipeline, Frames.spot("BTCUSDT", id, true));
            }
            assertThat(heartbeats.all().get(0).backlog()).isEqualTo(10);
            release.countDown();
            assertThat(pipeline.stop(STOP_TIMEOUT_MS)).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "INLINE")
    void shouldSayAtEachTradeHowFarAHandlerHasCome(final ThreadingMode mode) {
        final CountDownLatch release = new CountDownLatch(1);
        final List<Long> seen = new CopyOnWriteArrayList<>();
        try (TapeWriter writer = TapeWriter.open(TapeConfig.of(directory))) {
            final Pipeline pipeline = pipeline(mode, writer, 64, trade -> {
                Pipelines.awaitLatch(release);
                seen.add(heartbeats.all().get(0).progress());
            });
            pipeline.start();
            for (long id = 1; id <= 10; id++) {
                Pipelines.publish(pipeline, Frames.spot("BTCUSDT", id, true));
            }
            release.countDown();
            assertThat(pipeline.stop(STOP_TIMEOUT_MS)).isTrue();
        }
        assertThat(seen).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
    }

    private Pipeline pipeline(
            final ThreadingMode mode, final TapeWriter writer, final int slots, final TradeListener strategy) {
        return Pipelines.of(mode, writer, slots, strategy, faults::put, heartbeats);
    }

    private String stack(final String role) {
        return Arrays.toString(faults.get(role).getStackTrace());
    }

    private Map<String, Heartbeat.Phase> phases() {
        final Map<String, Heartbeat.Phase> phases = new LinkedHashMap<>();
        heartbeats.all().forEach(heartbeat -> phases.put(heartbeat.role(), heartbeat.phase()));
        return phases;
    }
}
