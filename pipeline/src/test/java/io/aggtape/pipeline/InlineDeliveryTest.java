package io.aggtape.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aggtape.journal.AggTrade;
import io.aggtape.journal.GapState;
import io.aggtape.journal.TapeConfig;
import io.aggtape.journal.TapeListener;
import io.aggtape.journal.TapeReader;
import io.aggtape.journal.TapeWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InlineDeliveryTest {
    private static final long STOP_TIMEOUT_MS = 10_000;

    @TempDir
    Path directory;

    private final Heartbeats heartbeats = new Heartbeats(Long.MAX_VALUE);
    private final Map<String, Throwable> faults = new ConcurrentHashMap<>();
    private final List<Long> seen = new ArrayList<>();

    @Test
    void shouldRunTheHandlersOnThePublishersThread() {
        final List<Thread> threads = new ArrayList<>();
        try (TapeWriter writer = TapeWriter.open(TapeConfig.of(directory))) {
            final Pipeline pipeline = inline(writer, trade -> threads.add(Thread.currentThread()));
            assertThat(Pipelines.offer(pipeline, Frames.spot("BTCUSDT", 1, true)))
                    .isTrue();
        }
        assertThat(threads).containsExactly(Thread.currentThread());
    }

    @Test
    void shouldWriteADocumentAtTheEndOfARead() {
        try (TapeWriter writer = TapeWriter.open(TapeConfig.of(directory))) {
            final Pipeline pipeline = inline(writer, trade -> {});
            Pipelines.offer(pipeline, Frames.spot("BTCUSDT", 1, true));
            Pipelines.offer(pipeline, Frames.spot("BTCUSDT", 2, true));
            assertThat(writer.recordsWritten()).isZero();
            pipeline.publisher(0).endOfRead();
            assertThat(writer.recordsWritten()).isEqualTo(2);
            assertThat(pipeline.journalCounters().trades()).isEqualTo(2);
            assertThat(pipeline.stop(STOP_TIMEOUT_MS)).isTrue();
        }
    }

    @Test
    void shouldTellOnTheFeedsSignOfLifeHowFarItHasCome() {
        try (TapeWriter writer = TapeWriter.open(TapeConfig.of(directory))) {
            final Heartbeat feed = heartbeats.make("feed");
            final Pipeline pipeline = inline(writer, trade -> seen.add(feed.progress()));
            pipeline.publisher(0).tellProgress(feed);
            for (long id = 1; id <= 3; id++) {
                Pipelines.offer(pipeline, Frames.spot("BTCUSDT", id, true));
            }
        }
        assertThat(seen).containsExactly(1L, 2L, 3L);
    }

    @Test
    void shouldTakeNothingBehindAFaultOfAHandler() {
        final RuntimeException broken = new IllegalStateException("broken");
        try (TapeWriter writer = TapeWriter.open(TapeConfig.of(directory))) {
            final Pipeline pipeline = inline(writer, trade -> {
                seen.add(trade.id);
                throw broken;
            });
            assertThatThrownBy(() -> Pipelines.offer(pipeline, Frames.spot("BTCUSDT", 1, true)))
                    .hasMessageContaining("handlers")
                    .hasCause(broken);
            assertThat(Pipelines.offer(pipeline, Frames.spot("BTCUSDT", 2, true)))
                    .isFalse();
            assertThat(pipeline.publisher(0).refused()).isEqualTo(1);
            assertThat(faults).containsExactly(Map.entry("handlers", broken));
            assertThat(pipeline.stop(STOP_TIMEOUT_MS)).isFalse();
        }
        assertThat(seen).containsExactly(1L);
    }

    @Test
    void shouldTellAFaultAtTheEndOfTheLastBatchWithoutThrowingIt() {
        final RuntimeException broken = new IllegalStateException("broken");
        try (TapeWriter writer = TapeWriter.open(TapeConfig.of(directory))) {
            final Pipeline pipeline = new Pipeline(
                    Pipelines.config(ThreadingMode.INLINE, 64),
                    writer,
                    Frames.emptyTape(),
                    List.of(),
                    gap -> {
                        // Told at the end of a batch.
                        if (gap.state == GapState.FILLED_LATE) {
                            throw broken;
                        }
                    },
                    faults::put,
                    heartbeats);
            pipeline.start();
            for (final long id : new long[] {1, 3, 2}) {
                Pipelines.offer(pipeline, Frames.spot("BTCUSDT", id, true));
            }
            assertThat(pipeline.stop(STOP_TIMEOUT_MS)).isFalse();
        }
        assertThat(faults).containsExactly(Map.entry("handlers", broken));
    }

    @Test
    void shouldNotLetAStrategyChangeWhatIsWritten() {
        try (TapeWriter writer = TapeWriter.open(TapeConfig.of(directory))) {
            final Pipeline pipeline = inline(writer, trade -> trade.priceMantissa = 7);
            Pipelines.offer(pipeline, Frames.spot("BTCUSDT", 1, true));
        }
        try (TapeReader reader = TapeReader.open(directory)) {
            reader.poll(
                    new TapeListener() {
                        @Override
                        public void onAggTrade(final AggTrade trade) {
                            seen.add(trade.priceMantissa);
                        }
                    },
                    100);
        }
        assertThat(seen).hasSize(1).doesNotContain(7L);
    }

    private Pipeline inline(final TapeWriter writer, final TradeListener strategy) {
        final Pipeline pipeline = Pipelines.of(ThreadingMode.INLINE, writer, 64, strategy, faults::put, heartbeats);
        pipeline.start();
        return pipeline;
    }
}
