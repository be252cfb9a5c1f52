package io.aggtape.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aggtape.journal.AggTrade;
import io.aggtape.journal.LineEvent;
import io.aggtape.journal.LineState;
import io.aggtape.journal.Market;
import io.aggtape.journal.Rejected;
import io.aggtape.journal.TapeConfig;
import io.aggtape.journal.TapeListener;
import io.aggtape.journal.TapeReader;
import io.aggtape.journal.TapeState;
import io.aggtape.journal.TapeWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PipelineTest {
    private static final long STOP_TIMEOUT_MS = 10_000;

    @TempDir
    private Path directory;

    private final Heartbeats heartbeats = new Heartbeats();
    private final AtomicReference<Throwable> fault = new AtomicReference<>();

    @ParameterizedTest
    @EnumSource
    void shouldJournalEachTradeOnceInArrivalOrder(final ThreadingMode mode) {
        final List<Long> delivered = new ArrayList<>();
        try (TapeWriter writer = TapeWriter.open(TapeConfig.of(directory))) {
            final Pipeline pipeline = pipeline(mode, writer, 64, trade -> delivered.add(trade.id));
            pipeline.start();
            for (long id = 1; id <= 1_000; id++) {
                Pipelines.publish(pipeline, Frames.spot("BTCUSDT", id, id % 3 == 0));
                Pipelines.publish(pipeline, Frames.spot("BTCUSDT", id, id % 3 == 0));
            }
            assertThat(pipeline.stop(STOP_TIMEOUT_MS)).isTrue();
            assertThat(pipeline.journalCounters().trades()).isEqualTo(1_000);
            assertThat(pipeline.journalCounters().duplicates()).isEqualTo(1_000);
            assertThat(pipeline.parserCounters().trades()).isEqualTo(1_000);
            assertThat(pipeline.metricsCounters().trades()).isEqualTo(1_000);
        }

        assertThat(fault.get()).isNull();
        final List<Long> stored = new ArrayList<>();
        readTape(new TapeListener() {
            @Override
            public void onAggTrade(final AggTrade trade) {
                stored.add(trade.id);
            }
        });
        assertThat(stored).hasSize(1_000).isEqualTo(delivered).isSorted();
    }

    @Test
    void shouldKeepARejectedFrameWithItsReasonAlsoWhereItIsLongerThanASlot() {
        final byte[] broken = ("{\"e\":\"aggTrade\",\"x\":\"" + "y".repeat(5_000)).getBytes(StandardCharsets.UTF_8);
        try (TapeWriter writer = TapeWriter.open(TapeConfig.of(directory))) {
            final Pipeline pipeline = pipeline(ThreadingMode.PARALLEL, writer, 64, trade -> {});
            pipeline.start();
            Pipelines.publish(pipeline, broken);
            assertThat(pipeline.stop(STOP_TIMEOUT_MS)).isTrue();
        }

        final List<byte[]> kept = new ArrayList<>();
        readTape(new TapeListener() {
            @Override
            public void onRejected(final Rejected rejected) {
                final byte[] bytes = new byte[rejected.length];
                rejected.buffer.getBytes(rejected.offset, bytes);
                kept.add(bytes);
            }
        });
        assertThat(kept).containsExactly(broken);
    }

    @Test
    void shouldRefuseWhenTheRingIsFullAndDropNothing() {
        final CountDownLatch release = new CountDownLatch(1);
        try (TapeWriter writer = TapeWriter.open(TapeConfig.of(directory))) {
            final Pipeline pipeline =
                    pipeline(ThreadingMode.PARALLEL, writer, 64, trade -> Pipelines.awaitLatch(release));
            pipeline.start();
            long id = 1;
            while (Pipelines.offer(pipeline, Frames.spot("BTCUSDT", id, true))) {
                id++;
            }
            assertThat(id).isBetween(64L, 65L);
            assertThat(pipeline.publisher(0).refused()).isEqualTo(1);

            release.countDown();
            Pipelines.publish(pipeline, Frames.spot("BTCUSDT", id, true));
            assertThat(pipeline.stop(STOP_TIMEOUT_MS)).isTrue();
            assertThat(pipeline.journalCounters().trades()).isEqualTo(id);
            assertThat(pipeline.journalCounters().gaps()).isZero();
        }
    }

    @Test
    void shouldReportAHandlerThatThrowsAndStopWithinTheTimeout() {
        try (TapeWriter writer = TapeWriter.open(TapeConfig.of(directory))) {
            final Pipeline pipeline = pipeline(ThreadingMode.PARALLEL, writer, 64, trade -> {
                throw new IllegalStateException("strategy broke");
            });
            pipeline.start();
            Pipelines.publish(pipeline, Frames.spot("BTCUSDT", 1, true));
            await().atMost(Duration.ofSeconds(10)).until(() -> fault.get() != null);
            assertThat(fault.get()).hasMessage("strategy broke");
            assertThat(heartbeats.all().get(0).phase()).isEqualTo(Heartbeat.Phase.FAILED);
            assertThat(heartbeats.all().get(0).fault()).isSameAs(fault.get());
            assertThat(pipeline.stop(100)).isFalse();
        }
    }

    @Test
    void shouldKnowThatAHandlerStillRunsAfterAStopInVain() {
        final CountDownLatch release = new CountDownLatch(1);
        final TapeWriter writer = TapeWriter.open(TapeConfig.of(directory));
        final Pipeline pipeline = pipeline(ThreadingMode.SHARED, writer, 64, trade -> Pipelines.awaitLatch(release));
        pipeline.start();
        for (long id = 1; id <= 10; id++) {
            Pipelines.publish(pipeline, Frames.spot("BTCUSDT", id, true));
        }
        assertThat(pipeline.stop(50)).isFalse();
        assertThat(pipeline.isEnded()).isFalse();

        release.countDown();
        await().atMost(Duration.ofSeconds(10)).until(pipeline::isEnded);
        writer.close();
        final List<Long> stored = new ArrayList<>();
        readTape(new TapeListener() {
            @Override
            public void onAggTrade(final AggTrade trade) {
                stored.add(trade.id);
            }
        });
        assertThat(stored)
                .as("what was in hand when it was halted, and no more")
                .hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void shouldPutTheLinesEventsOnTheTapeInTheirPlace() {
        final List<LineState> heard = new ArrayList<>();
        try (TapeWriter writer = TapeWriter.open(TapeConfig.of(directory))) {
            final Pipeline pipeline = pipeline(ThreadingMode.PARALLEL, writer, 64, new TradeListener() {
                @Override
                public void onTrade(final AggTrade trade) {}

                @Override
                public void onLine(final LineEvent line) {
                    heard.add(line.state);
                }
            });
            pipeline.start();
            final LineEvent event = new LineEvent();
            event.market = Market.SPOT;
            event.state = LineState.LIVE;
            event.reason = "1 stream";
            assertThat(pipeline.publisher(0).publishEvent(event)).isTrue();
            assertThat(pipeline.stop(STOP_TIMEOUT_MS)).isTrue();
        }
        assertThat(heard).containsExactly(LineState.LIVE);
        final List<String> stored = new ArrayList<>();
        readTape(new TapeListener() {
            @Override
            public void onLine(final LineEvent line) {
                stored.add(line.state + " " + line.reason);
            }
        });
        assertThat(stored).containsExactly("LIVE 1 stream");
    }

    @Test
    void shouldWriteNothingTwiceAfterARestart() {
        for (int run = 0; run < 2; run++) {
            try (TapeWriter writer = TapeWriter.open(TapeConfig.of(directory))) {
                final Pipeline pipeline = Pipelines.of(
                        Pipelines.config(ThreadingMode.PARALLEL, 64),
                        writer,
                        TapeState.recover(directory),
                        List.of(),
                        this::onFault,
                        heartbeats);
                pipeline.start();
                for (long id = 1; id <= 10 + run; id++) {
                    Pipelines.publish(pipeline, Frames.spot("ETHUSDT", id, true));
                }
                assertThat(pipeline.stop(STOP_TIMEOUT_MS)).isTrue();
            }
        }
        final List<Long> stored = new ArrayList<>();
        readTape(new TapeListener() {
            @Override
            public void onAggTrade(final AggTrade trade) {
                stored.add(trade.id);
            }
        });
        assertThat(stored).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L);
    }

    private Pipeline pipeline(
            final ThreadingMode mode, final TapeWriter writer, final int slots, final TradeListener strategy) {
        return Pipelines.of(mode, writer, slots, strategy, this::onFault, heartbeats);
    }

    private void onFault(final String role, final Throwable thrown) {
        fault.set(thrown);
    }

    private void readTape(final TapeListener listener) {
        try (TapeReader reader = TapeReader.open(directory)) {
            while (reader.poll(listener, 100) > 0) {
                Thread.onSpinWait();
            }
        }
    }
}
