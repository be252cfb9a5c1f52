package io.aggtape.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aggtape.feed.net.ReadSet;
import io.aggtape.feed.net.TransportStage;
import io.aggtape.pipeline.TradeListener;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which lines a feed agent reads, by either strategy, and what it must not forget for it. */
class FeedAgentReadsTest {
    private static final List<String> ONE = List.of("BTCUSDT");
    private static final TradeListener NOBODY = trade -> {};

    @TempDir
    private Path directory;

    private final FakeReads reads = new FakeReads();

    @Test
    void shouldDeliverWhatComesOnEachLineWhenItReadsAll() {
        assertEachLineDelivers(ReadSet.EVERY);
    }

    @Test
    void shouldDeliverWhatComesOnEachLineWhenItReadsTheReady() {
        assertEachLineDelivers(reads);
    }

    private void assertEachLineDelivers(final ReadSet set) {
        try (LineRig rig = new LineRig(directory, ONE, NOBODY)) {
            final FeedAgent agent = open(rig, 3, set);
            for (int i = 0; i < 30; i++) {
                rig.transports.get(i % 3).send(ServerBytes.trades(1 + i, 1));
                agent.doWork();
            }
            assertThat(agent.counters())
                    .allSatisfy(line -> assertThat(line.messages()).isEqualTo(10));
        }
    }

    @Test
    void shouldNotReadALineThatHasNothing() {
        try (LineRig rig = new LineRig(directory, ONE, NOBODY)) {
            final FeedAgent agent = open(rig, 3, reads);
            final int before = rig.transports.get(1).reads();
            final int refreshesBefore = reads.refreshes;
            for (int i = 0; i < 50; i++) {
                rig.clock.advanceMs(1);
                rig.transports.get(0).send(ServerBytes.trades(1 + i, 1));
                agent.doWork();
            }
            assertThat(agent.counters().get(0).messages()).isEqualTo(50);
            assertThat(rig.transports.get(1).reads()).isEqualTo(before);
            assertThat(reads.refreshes - refreshesBefore).isEqualTo(50);
        }
    }

    @Test
    void shouldReadEachLineInEachCycleWhereNobodyKnowsWhatIsReady() {
        try (LineRig rig = new LineRig(directory, ONE, NOBODY)) {
            final FeedAgent agent = open(rig, 2, ReadSet.EVERY);
            final int before = rig.transports.get(1).reads();
            agent.doWork();
            agent.doWork();
            assertThat(rig.transports.get(1).reads()).isEqualTo(before + 2);
        }
    }

    @Test
    void shouldOfferAgainWhatTheRingRefusedThoughNoByteComes() {
        final CountDownLatch release = new CountDownLatch(1);
        try (LineRig rig = new LineRig(directory, ONE, blockedUntil(release))) {
            final FeedAgent agent = open(rig, 2, reads);
            rig.transports.get(0).send(ServerBytes.trades(1, 100));
            agent.doWork();
            final LineCounters line = agent.counters().get(0);
            assertThat(line.refused()).isPositive();
            assertThat(agent.isWaitingForBytes()).isFalse();

            release.countDown();
            await().pollInSameThread().atMost(Duration.ofSeconds(10)).until(() -> {
                agent.doWork();
                return line.messages() == 100;
            });
            assertThat(agent.isWaitingForBytes()).isTrue();
        }
    }

    @Test
    void shouldNoticeTheSilenceOfALineThatItDoesNotRead() {
        try (LineRig rig = new LineRig(directory, ONE, NOBODY)) {
            final FeedAgent agent = open(rig, 1, reads);
            rig.clock.advanceMs(10 * 60_000);
            agent.doWork();
            assertThat(rig.lastEvent()).contains("no byte for ");
        }
    }

    @Test
    void shouldNoticeTheEndOfALine() {
        try (LineRig rig = new LineRig(directory, ONE, NOBODY)) {
            final FeedAgent agent = open(rig, 1, reads);
            rig.current().end();
            agent.doWork();
            assertThat(rig.lastEvent()).startsWith("BACKING_OFF");
        }
    }

    @Test
    void shouldConnectAgainWhenItsTimeHasComeThoughNothingIsReady() {
        try (LineRig rig = new LineRig(directory, ONE, NOBODY)) {
            final FeedAgent agent = open(rig, 1, reads);
            rig.current().end();
            agent.doWork();
            rig.clock.advanceMs(5 * 60_000);
            await().pollInSameThread().atMost(Duration.ofSeconds(10)).until(() -> {
                agent.doWork();
                return rig.transports.size() == 2;
            });
        }
    }

    @Test
    void shouldPollALineInEachCycleUntilItIsOpen() {
        try (LineRig rig = new LineRig(directory, ONE, NOBODY)) {
            final FeedAgent agent = rig.agent(1, reads);
            cycleUntil(agent, () -> rig.transports.size() == 1);
            rig.current().watch();
            assertThat(agent.isWaitingForBytes()).isFalse();
            rig.current().reach(TransportStage.OPEN);
            agent.doWork();
            assertThat(rig.current().takeWritten()).isEmpty();
            agent.doWork();
            assertThat(rig.current().takeWritten()).isNotEmpty();
        }
    }

    @Test
    void shouldCloseInOrderThoughNothingIsReady() {
        try (LineRig rig = new LineRig(directory, ONE, NOBODY)) {
            final FeedAgent agent = open(rig, 2, reads);
            agent.stop();
            agent.doWork();
            rig.transports.forEach(transport -> transport.send(ServerBytes.close(1000, "")));
            agent.doWork();
            rig.transports.forEach(ScriptedTransport::end);
            agent.doWork();
            assertThat(agent.isStopped()).isTrue();
            agent.onClose();
            assertThat(reads.isClosed).isTrue();
        }
    }

    @Test
    void shouldPollASuccessorInEachCycleThoughNothingIsReady() {
        try (LineRig rig = new LineRig(directory, ONE, NOBODY)) {
            final FeedAgent agent = open(rig, 1, reads);
            agent.command(new LineCommand(2, "asked"));
            rig.clock.advanceMs(1);
            cycleUntil(agent, () -> rig.transports.size() == 2);
            rig.current().reach(TransportStage.OPEN);
            agent.doWork();
            agent.doWork();
            assertThat(rig.current().takeWritten()).isNotEmpty();
            assertThat(agent.isWaitingForBytes()).isFalse();
        }
    }

    @Test
    void shouldNotWaitForBytesWhileAnotherThreadHasOfferedSomething() {
        try (LineRig rig = new LineRig(directory, ONE, NOBODY)) {
            final FeedAgent agent = open(rig, 1, reads);
            assertThat(agent.isWaitingForBytes()).isTrue();
            agent.command(new LineCommand(2, "asked"));
            assertThat(agent.isWaitingForBytes()).isFalse();
        }
    }

    private static FeedAgent open(final LineRig rig, final int lines, final ReadSet set) {
        final FeedAgent agent = rig.agent(lines, set);
        cycleUntil(agent, () -> rig.transports.size() == lines);
        rig.transports.forEach(transport -> transport.reach(TransportStage.OPEN));
        agent.doWork();
        agent.doWork();
        for (final ScriptedTransport transport : rig.transports) {
            transport.send(ServerBytes.accept(transport.takeWritten()));
        }
        agent.doWork();
        agent.doWork();
        if (set.isSelective()) {
            rig.transports.forEach(ScriptedTransport::watch);
        }
        rig.clock.advanceMs(1);
        agent.doWork();
        assertThat(rig.lastEvent()).startsWith("AWAITING_TRADES");
        return agent;
    }

    private static void cycleUntil(final FeedAgent agent, final BooleanSupplier isReached) {
        await().pollInSameThread().atMost(Duration.ofSeconds(10)).until(() -> {
            agent.doWork();
            return isReached.getAsBoolean();
        });
    }

    private static TradeListener blockedUntil(final CountDownLatch release) {
        return trade -> {
            try {
                release.await();
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
    }
}
