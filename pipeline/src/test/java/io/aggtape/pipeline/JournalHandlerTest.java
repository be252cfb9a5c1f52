package io.aggtape.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.aggtape.journal.AggTrade;
import io.aggtape.journal.Gap;
import io.aggtape.journal.GapState;
import io.aggtape.journal.Market;
import io.aggtape.journal.RejectReason;
import io.aggtape.journal.Rejected;
import io.aggtape.journal.TapeConfig;
import io.aggtape.journal.TapeListener;
import io.aggtape.journal.TapeReader;
import io.aggtape.journal.TapeWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalHandlerTest {
    private static final LineContext REST = LineContext.ofRest(Market.SPOT, WireTimeUnit.MICROSECONDS);

    @TempDir
    private Path directory;

    private final HandlerCounters counters = new HandlerCounters();
    private final List<String> told = new ArrayList<>();
    private TapeWriter writer;
    private JournalHandler handler;
    private boolean hasSpace = true;

    @BeforeEach
    void open() {
        writer = TapeWriter.open(TapeConfig.of(directory));
        handler = new JournalHandler(
                new FrameReader(Frames.emptyTape()),
                writer,
                () -> hasSpace,
                gap -> told.add(text(gap)),
                counters,
                new HopRecorder(Hop.RECEIVE_TO_JOURNALED, LatencyRecorders.JOURNAL_GROUP));
    }

    @AfterEach
    void close() {
        writer.close();
    }

    @Test
    void shouldNameWhatItCouldNotWriteOnceThereIsSpaceAgain() {
        line(1, true);
        line(2, false);
        hasSpace = false;
        line(3, true);
        line(4, true);
        assertThat(counters.isPaused()).isTrue();
        assertThat(counters.passedOver()).isEqualTo(2);
        assertThat(counters.trades()).isEqualTo(2);
        hasSpace = true;
        line(5, true);
        assertThat(counters.isPaused()).isFalse();
        assertThat(tape()).containsExactly("1", "2", "OPENED 3-4 not written while the disk was full", "5");
        assertThat(told).containsExactly("OPENED 3-4 not written while the disk was full");
    }

    @Test
    void shouldKeepASecondCopyThatSaysSomethingElse() {
        line(1, false);
        final String other =
                new String(Frames.spot("BTCUSDT", 1, true), StandardCharsets.UTF_8).replace("91234.56", "91234.57");
        handle(Frames.SPOT, other.getBytes(StandardCharsets.UTF_8), true);
        line(1, true);
        assertThat(counters.conflicts()).isEqualTo(1);
        assertThat(counters.duplicates()).isEqualTo(2);
        assertThat(tape()).containsExactly("1", "CONTENT_DIFFERS " + other);
    }

    @Test
    void shouldSayWhichCopiesItCouldNotCompare() {
        for (long id = 1; id <= 300; id++) {
            line(id, id == 300);
        }
        line(1, true);
        assertThat(counters.uncompared()).isEqualTo(1);
        assertThat(counters.conflicts()).isZero();
    }

    @Test
    void shouldTellARunOfFetchedTradesAsOneRange() {
        line(1, true);
        line(6, true);
        rest(2, false);
        rest(3, false);
        rest(4, true);
        assertThat(counters.repaired()).isEqualTo(3);
        assertThat(tape())
                .containsExactly(
                        "1",
                        "OPENED 2-5 ids skipped on the stream",
                        "6",
                        "2",
                        "3",
                        "4",
                        "REPAIRED 2-4 fetched by REST");
    }

    @Test
    void shouldKeepFetchedAndLateTradesApart() {
        line(1, true);
        line(5, true);
        rest(2, false);
        line(3, false);
        rest(4, true);
        assertThat(told)
                .containsExactly(
                        "OPENED 2-4 ids skipped on the stream",
                        "REPAIRED 2-2 fetched by REST",
                        "FILLED_LATE 3-3 arrived late",
                        "REPAIRED 4-4 fetched by REST");
    }

    @Test
    void shouldGiveAFetchedTradeNoEventTime() {
        line(1, true);
        line(3, true);
        rest(2, true);
        final List<Long> eventTimes = new ArrayList<>();
        read(new TapeListener() {
            @Override
            public void onAggTrade(final AggTrade trade) {
                eventTimes.add(trade.eventTimeUs);
            }
        });
        assertThat(eventTimes.get(2)).isZero();
        assertThat(eventTimes.get(1)).isPositive();
    }

    @Test
    void shouldCloseAHoleThatTheSourceHasToo() {
        line(1, true);
        line(4, true);
        absent(2, 3);
        absent(2, 3);
        assertThat(counters.absent()).isEqualTo(2);
        assertThat(tape())
                .containsExactly("1", "OPENED 2-3 ids skipped on the stream", "4", "ABSENT_AT_SOURCE 2-3 proved");
    }

    private void line(final long id, final boolean endOfBatch) {
        handle(Frames.SPOT, Frames.spot("BTCUSDT", id, true), endOfBatch);
    }

    private void rest(final long id, final boolean endOfBatch) {
        handle(REST, Frames.spot("BTCUSDT", id, true), endOfBatch);
    }

    private void handle(final LineContext context, final byte[] frame, final boolean endOfBatch) {
        final FrameSlot slot = Frames.slotOf(frame, 0);
        slot.line = context;
        handler.onEvent(slot, 0, endOfBatch);
    }

    private void absent(final long firstId, final long lastId) {
        final FrameSlot slot = Frames.slotOf(new byte[0], 0);
        slot.putEvent(new AbsentIds(Market.SPOT, "BTCUSDT", firstId, lastId, 1, "proved"));
        handler.onEvent(slot, 0, true);
    }

    private List<String> tape() {
        final List<String> records = new ArrayList<>();
        read(new TapeListener() {
            @Override
            public void onAggTrade(final AggTrade trade) {
                records.add(Long.toString(trade.id));
            }

            @Override
            public void onGap(final Gap gap) {
                records.add(text(gap));
            }

            @Override
            public void onRejected(final Rejected rejected) {
                assertThat(rejected.reason).isEqualTo(RejectReason.CONTENT_DIFFERS);
                records.add(rejected.reason + " "
                        + rejected.buffer.getStringWithoutLengthUtf8(rejected.offset, rejected.length));
            }
        });
        return records;
    }

    private void read(final TapeListener listener) {
        try (TapeReader reader = TapeReader.open(directory)) {
            while (!reader.isAtEnd()) {
                reader.poll(listener, 100);
            }
        }
    }

    private static String text(final Gap gap) {
        final GapState state = gap.state;
        return state + " " + gap.firstId + "-" + gap.lastId + " " + gap.reason;
    }
}
