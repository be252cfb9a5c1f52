package io.aggtape.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aggtape.feed.net.TransportException;
import io.aggtape.feed.net.TransportStage;
import io.aggtape.journal.AggTrade;
import io.aggtape.journal.LineState;
import io.aggtape.pipeline.TradeListener;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a line does while the ring is full. */
class ConnectionPressureTest {
    private static final List<String> ONE = List.of("BTCUSDT");

    @TempDir
    private Path directory;

    @Test
    void shouldKeepTheReceiveTimeOfFramesThatWaitForTheRing() {
        final CountDownLatch release = new CountDownLatch(1);
        try (LineRig rig = new LineRig(directory, ONE, blockedUntil(release))) {
            rig.open();
            final long readNs = rig.clock.nanoTime();
            rig.current().send(ServerBytes.trades(1, 100));
            rig.poll(1);
            rig.clock.advanceMs(5_000);
            rig.poll(3);
            assertThat(rig.line.counters().refused()).isPositive();

            release.countDown();
            await().pollInSameThread().atMost(Duration.ofSeconds(10)).until(() -> {
                rig.poll(1);
                return rig.line.counters().messages() == 100;
            });
            assertThat(rig.tradesOnTape())
                    .hasSize(100)
                    .allSatisfy(trade -> assertThat(trade.receiveTimeNs).isEqualTo(readNs));
        }
    }

    @Test
    void shouldAnswerAPingPastFramesThatWaitForTheRing() {
        final CountDownLatch release = new CountDownLatch(1);
        try (LineRig rig = new LineRig(directory, ONE, blockedUntil(release))) {
            rig.open();
            rig.current().send(ServerBytes.trades(1, 100));
            rig.poll(1);
            rig.current().takeWritten();

            rig.current().send(ServerBytes.frame(9, "1795348800123".getBytes(StandardCharsets.US_ASCII)));
            rig.poll(1);
            final byte[] pong = rig.current().takeWritten();
            assertThat(pong[0] & 0xFF).isEqualTo(0x8A);
            assertThat(unmask(pong)).isEqualTo("1795348800123");
            release.countDown();
        }
    }

    @Test
    void shouldReadWhatTheKernelHoldsAfterAWriteHasFailed() {
        try (LineRig rig = new LineRig(directory, ONE, trade -> {})) {
            rig.open();
            rig.current().failWrites(new TransportException(TransportStage.OPEN, "broken pipe"));
            rig.current().send(ServerBytes.frame(9, new byte[0]));
            rig.current().send(ServerBytes.trades(1, 20));
            rig.current().send(ServerBytes.trades(21, 20));
            rig.poll(6);
            assertThat(rig.state()).isEqualTo(LineState.BACKING_OFF);
            assertThat(rig.lastEvent()).contains("broken pipe");
            assertThat(rig.tradesOnTape()).hasSize(40);
        }
    }

    @Test
    void shouldNotTakeAFullRingForASilentServer() {
        final CountDownLatch release = new CountDownLatch(1);
        try (LineRig rig = new LineRig(directory, ONE, blockedUntil(release))) {
            rig.open();
            rig.current().send(ServerBytes.trades(1, 100));
            rig.poll(2);
            for (int i = 0; i < 10; i++) {
                rig.clock.advanceMs(10_000);
                rig.poll(1);
            }
            assertThat(rig.state()).isEqualTo(LineState.LIVE);
            release.countDown();
            await().pollInSameThread().atMost(Duration.ofSeconds(10)).until(() -> {
                rig.poll(1);
                return rig.line.counters().messages() == 100;
            });
            rig.poll(1);
            assertThat(rig.state()).isEqualTo(LineState.LIVE);
        }
    }

    @Test
    void shouldDrainWhatWasReadBeforeAnEndOfTheServerCounts() {
        final CountDownLatch release = new CountDownLatch(1);
        try (LineRig rig = new LineRig(directory, ONE, blockedUntil(release))) {
            rig.open();
            rig.current().send(ServerBytes.join(ServerBytes.trades(1, 150), ServerBytes.close(1001, "going away")));
            rig.current().end();
            rig.poll(5);
            assertThat(rig.state()).isNotIn(LineState.BACKING_OFF, LineState.CLOSING);

            release.countDown();
            await().pollInSameThread().atMost(Duration.ofSeconds(10)).until(() -> {
                rig.poll(1);
                return rig.state() == LineState.BACKING_OFF;
            });
            assertThat(rig.lastEvent()).contains("1001 going away");
            assertThat(rig.tradesOnTape()).hasSize(150);
        }
    }

    @Test
    void shouldDrainWhatWasReadBeforeAFaultOfTheTransportCounts() {
        final CountDownLatch release = new CountDownLatch(1);
        try (LineRig rig = new LineRig(directory, ONE, blockedUntil(release))) {
            rig.open();
            rig.current().send(ServerBytes.trades(1, 150));
            rig.current().fail(new TransportException(TransportStage.OPEN, "connection reset"));
            rig.poll(5);
            release.countDown();
            await().pollInSameThread().atMost(Duration.ofSeconds(10)).until(() -> {
                rig.poll(1);
                return rig.state() == LineState.BACKING_OFF;
            });
            assertThat(rig.lastEvent()).contains("connection reset");
            assertThat(rig.tradesOnTape()).hasSize(150);
        }
    }

    private static TradeListener blockedUntil(final CountDownLatch release) {
        return (final AggTrade trade) -> {
            try {
                release.await();
            } catch (final InterruptedException e) {
                throw new IllegalStateException(e);
            }
        };
    }

    private static String unmask(final byte[] frame) {
        final int length = frame[1] & 0x7F;
        final byte[] payload = new byte[length];
        for (int i = 0; i < length; i++) {
            payload[i] = (byte) (frame[6 + i] ^ frame[2 + (i & 3)]);
        }
        return new String(payload, StandardCharsets.UTF_8);
    }
}
