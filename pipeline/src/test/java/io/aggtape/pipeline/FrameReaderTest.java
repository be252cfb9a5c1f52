package io.aggtape.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.aggtape.journal.GapState;
import io.aggtape.journal.LineEvent;
import io.aggtape.journal.LineState;
import io.aggtape.journal.RejectReason;
import io.aggtape.journal.TradeSource;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FrameReaderTest {
    private final FrameReader reader = new FrameReader(Frames.emptyTape());

    @Test
    void shouldTakeLineAndReceiveTimeFromTheSlot() {
        assertThat(read(10)).isEqualTo(FrameReader.Outcome.TRADE);
        assertThat(reader.trade().source).isEqualTo(TradeSource.LINE_A);
        assertThat(reader.trade().line).isZero();
        assertThat(reader.trade().receiveTimeNs).isEqualTo(Frames.FIRST_TIME_US * 1_000 + 7);
    }

    @Test
    void shouldNameTheMissingIdsBeforeTheTradeThatRevealedThem() {
        read(10);
        read(11);
        assertThat(read(15)).isEqualTo(FrameReader.Outcome.TRADE_AFTER_GAP);
        assertThat(reader.gap().state).isEqualTo(GapState.OPENED);
        assertThat(reader.gap().firstId).isEqualTo(12);
        assertThat(reader.gap().lastId).isEqualTo(14);
    }

    @Test
    void shouldTellWhatALineLostFromWhatItSkipped() {
        read(10);
        read(12);
        assertThat(reader.gap().reason).isEqualTo("ids skipped on the stream");
        final LineEvent reconnect = new LineEvent();
        reconnect.state = LineState.CONNECTING;
        reader.onLine(reconnect);
        read(20);
        assertThat(reader.gap().reason).isEqualTo("missed across a reconnect");
        read(22);
        assertThat(reader.gap().reason).isEqualTo("ids skipped on the stream");
    }

    @Test
    void shouldDropWhatWasSeenBefore() {
        read(10);
        read(11);
        assertThat(read(11)).isEqualTo(FrameReader.Outcome.DUPLICATE);
        assertThat(read(12)).isEqualTo(FrameReader.Outcome.TRADE);
    }

    @Test
    void shouldTakeALateTradeOnceAndSayThatItFilledTheHole() {
        read(10);
        read(13);
        assertThat(read(12)).isEqualTo(FrameReader.Outcome.TRADE_LATE);
        assertThat(reader.gap().state).isEqualTo(GapState.FILLED_LATE);
        assertThat(reader.gap().firstId).isEqualTo(12);
        assertThat(read(12)).isEqualTo(FrameReader.Outcome.DUPLICATE);
    }

    @Test
    void shouldRejectWithTheDecodersReason() {
        final FrameSlot slot = Frames.slotOf("{\"e\":\"aggTrade\"".getBytes(StandardCharsets.UTF_8), 0);
        assertThat(reader.read(slot)).isEqualTo(FrameReader.Outcome.REJECTED);
        assertThat(reader.rejectReason()).isEqualTo(RejectReason.TRUNCATED);
    }

    @Test
    void shouldCountAnotherEventOfTheExchangeAsForeign() {
        final FrameSlot slot = Frames.slotOf("{\"e\":\"trade\",\"s\":\"BTCUSDT\"}".getBytes(StandardCharsets.UTF_8), 0);
        assertThat(reader.read(slot)).isEqualTo(FrameReader.Outcome.FOREIGN);
    }

    @Test
    void shouldReachTheSameVerdictInEveryReader() {
        final long seed = Long.getLong("aggtape.seed", System.nanoTime());
        final SplittableRandom random = new SplittableRandom(seed);
        final List<FrameReader> readers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            readers.add(new FrameReader(Frames.emptyTape()));
        }
        long id = 100;
        for (int i = 0; i < 5_000; i++) {
            id = Math.max(100, id + random.nextInt(-5, 8));
            final FrameSlot slot = Frames.slotOf(Frames.spot("BTCUSDT", id, true), i);
            final FrameReader.Outcome first = readers.get(0).read(slot);
            assertThat(readers.get(1).read(slot)).as("seed %d", seed).isEqualTo(first);
            assertThat(readers.get(2).read(slot)).as("seed %d", seed).isEqualTo(first);
        }
    }

    private FrameReader.Outcome read(final long id) {
        return reader.read(Frames.slotOf(Frames.spot("BTCUSDT", id, false), 7));
    }
}
