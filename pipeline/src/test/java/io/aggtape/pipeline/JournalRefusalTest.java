package io.aggtape.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.aggtape.journal.AggTrade;
import io.aggtape.journal.Gap;
import io.aggtape.journal.Rejected;
import io.aggtape.journal.SmallDisk;
import io.aggtape.journal.SpaceConfig;
import io.aggtape.journal.TapeConfig;
import io.aggtape.journal.TapeListener;
import io.aggtape.journal.TapeReader;
import io.aggtape.journal.TapeWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that fills before anyone has said so: the commit itself is refused. */
class JournalRefusalTest {
    private static final long MIB = 1 << 20;
    private static final int GROUP = 64;

    @TempDir
    private Path directory;

    private final HandlerCounters counters = new HandlerCounters();
    private final HopRecorder receiveToJournaled = new HopRecorder(Hop.RECEIVE_TO_JOURNALED, GROUP);
    private SmallDisk disk;
    private TapeWriter writer;
    private JournalHandler handler;
    private long nextId = 1;
    private long rejects;

    @BeforeEach
    void open() throws IOException {
        disk = new SmallDisk(directory.resolve("disk"), 64);
        writer = TapeWriter.open(TapeConfig.of(disk.resolve("tape")).withSpace(new SpaceConfig(MIB, 2 * MIB, 4 * MIB)));
        handler = new JournalHandler(
                new FrameReader(Frames.emptyTape()),
                writer,
                () -> true,
                GapListener.NONE,
                counters,
                receiveToJournaled);
        line(true);
        disk.fillTo(0);
    }

    @AfterEach
    void close() throws IOException {
        disk.free();
        writer.close();
        disk.close();
    }

    @Test
    void shouldKeepTheDocumentAndTheStampsOfARefusedCommitAndResume() throws IOException {
        while (!counters.isPaused()) {
            line(true);
        }
        final long kept = nextId - 1;
        assertThat(receiveToJournaled.hasPending()).isTrue();
        assertThat(counters.trades()).isEqualTo(kept - 1);
        line(true);
        line(true);
        assertThat(counters.passedOver()).isEqualTo(2);
        assertThat(receiveToJournaled.hasPending()).isTrue();
        disk.free();
        line(true);
        assertThat(counters.isPaused()).isFalse();
        assertThat(receiveToJournaled.hasPending()).isFalse();
        assertThat(counters.trades()).isEqualTo(kept + 1);
        final List<String> expected = new ArrayList<>(
                LongStream.rangeClosed(1, kept).mapToObj(Long::toString).toList());
        expected.add((kept + 1) + "-" + (kept + 2) + " " + GapReasons.NOT_WRITTEN);
        expected.add(Long.toString(kept + 3));
        assertThat(tape()).isEqualTo(expected);
    }

    @Test
    void shouldPauseBeforeARecordIsRefused() throws IOException {
        // So many in one batch that a document of refused records is full.
        for (int i = 0; i < 120_000 && !counters.isPaused(); i++) {
            handle(new byte[] {'x'}, false);
            rejects++;
        }
        assertThat(counters.isPaused()).isTrue();
        handle(new byte[] {'x'}, false);
        disk.free();
        line(true);
        assertThat(counters.isPaused()).isFalse();
        assertThat(tape()).containsExactly("1", "2");
        // The frame at which it paused and the one behind it.
        assertThat(counters.passedOver()).isEqualTo(2);
        assertThat(rejects).isZero();
    }

    private void line(final boolean endOfBatch) {
        handle(Frames.spot("BTCUSDT", nextId++, true), endOfBatch);
    }

    private void handle(final byte[] frame, final boolean endOfBatch) {
        final FrameSlot slot = Frames.slotOf(frame, 0);
        slot.line = Frames.SPOT;
        handler.onEvent(slot, 0, endOfBatch);
    }

    /** Ids and holes; takes away the rejected frames that were counted. */
    private List<String> tape() {
        final List<String> records = new ArrayList<>();
        rejects -= counters.passedOver() - 1;
        try (TapeReader reader = TapeReader.open(writer.directory())) {
            while (!reader.isAtEnd()) {
                reader.poll(
                        new TapeListener() {
                            @Override
                            public void onAggTrade(final AggTrade trade) {
                                records.add(Long.toString(trade.id));
                            }

                            @Override
                            public void onGap(final Gap gap) {
                                records.add(gap.firstId + "-" + gap.lastId + " " + gap.reason);
                            }

                            @Override
                            public void onRejected(final Rejected rejected) {
                                rejects--;
                            }
                        },
                        100);
            }
        }
        return records;
    }
}
