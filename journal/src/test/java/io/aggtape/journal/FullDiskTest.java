package io.aggtape.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk of 64 MiB that fills while a tape is written: refusals, and never a write that the kernel cannot back. */
class FullDiskTest {
    private static final long MIB = 1 << 20;
    private static final long HOUR_MS = 3_600_000L;

    @TempDir
    private Path directory;

    private final ManualClock clock = new ManualClock();
    private final Instrument instrument = new Instruments().intern(Market.SPOT, Tapes.SYMBOL);
    private final List<Long> committed = new ArrayList<>();

    private SmallDisk disk;
    private TapeConfig config;
    private TapeWriter writer;
    private long nextId;

    @BeforeEach
    void open() throws IOException {
        disk = new SmallDisk(directory.resolve("disk"), 64);
        config = Tapes.config(disk.resolve("tape"))
                .withRollCycle(RollCycle.HOURLY)
                .withSpace(new SpaceConfig(MIB, 4 * MIB, 8 * MIB));
        writer = TapeWriter.open(config, clock);
    }

    @AfterEach
    void close() throws IOException {
        try {
            if (writer != null) {
                writer.pageToucher().onClose();
                writer.close();
            }
        } finally {
            disk.close();
        }
    }

    @Test
    void shouldPauseBelowTheThresholdAndGoOnWithSomeMoreThanThat() throws IOException {
        append(10);
        work();
        assertThat(writer.hasSpace()).isTrue();

        disk.fillTo(8 * MIB - 1);
        work();
        assertThat(writer.hasSpace()).isFalse();
        assertThat(writer.pageToucher().reason()).contains("bytes left").contains("disk");

        disk.free();
        disk.fillTo(8 * MIB + MIB / 2);
        work();
        assertThat(writer.hasSpace()).isFalse();

        disk.free();
        work();
        assertThat(writer.hasSpace()).isTrue();
        append(10);
        assertAllCommittedIsRead();
    }

    @Test
    void shouldRefuseEachCommitThatHasNoRoomAndTakeItLater() throws IOException {
        append(10);
        work();
        disk.fillTo(0);
        int refused = 0;
        for (int i = 0; i < 100_000 && refused < 100; i++) {
            writer.append(trade());
            refused += commit() ? 0 : 1;
        }
        assertThat(refused).isEqualTo(100);
        assertThat(writer.canCommit()).isFalse();
        assertThatThrownBy(writer::commit)
                .isInstanceOf(JournalUnwritableException.class)
                .hasMessageContaining("100 records")
                .hasMessageContaining("full");
        assertThat(new TapeInfoIds(config.directory()).ids()).isEqualTo(committed);

        disk.free();
        assertThat(commit()).isTrue();
        append(1000);
        assertAllCommittedIsRead();
    }

    @Test
    void shouldRefuseARollThatHasNoRoomAndTakeItLater() throws IOException {
        append(10);
        work();
        disk.fillTo(0);
        clock.advance(HOUR_MS);
        writer.append(trade());
        assertThat(commit()).isFalse();
        assertThat(CycleFile.listIn(config.directory())).hasSize(1);

        disk.free();
        assertThat(commit()).isTrue();
        assertThat(CycleFile.listIn(config.directory())).hasSize(2);
        assertAllCommittedIsRead();
    }

    @Test
    void shouldRollOnAFullDiskIntoAFileThatWasPreparedBefore() throws IOException {
        append(10);
        clock.advance(HOUR_MS - 61_000 - clock.time() % HOUR_MS + 60_000);
        work();
        disk.fillTo(0);
        clock.advance(HOUR_MS / 2);
        append(10);
        assertThat(CycleFile.listIn(config.directory())).hasSize(2);
        assertAllCommittedIsRead();
    }

    @Test
    void shouldRefuseAFrameThatDoesNotFitAndKeepTheRest() throws IOException {
        append(10);
        work();
        disk.fillTo(3 * MIB);
        final Rejected rejected = new Rejected();
        rejected.reason = RejectReason.NOT_JSON;
        rejected.market = Market.SPOT;
        rejected.source = TradeSource.LINE_A;
        rejected.buffer = new UnsafeBuffer(new byte[16 << 20]);
        rejected.length = 16 << 20;
        writer.append(trade());
        writer.append(rejected);
        assertThat(writer.canCommit()).isFalse();
        assertThatThrownBy(writer::commit).isInstanceOf(JournalUnwritableException.class);
        disk.free();
        assertThat(commit()).isTrue();
        assertAllCommittedIsRead();
    }

    @Test
    void shouldTakeARecordOrRefuseItButNeverBothWhileADocumentGrows() throws IOException {
        append(10);
        work();
        disk.fillTo(0);
        clock.advance(HOUR_MS);
        int taken = 0;
        boolean isRefused = false;
        while (!isRefused) {
            final AggTrade trade = trade();
            try {
                writer.append(trade);
                taken++;
            } catch (final JournalUnwritableException e) {
                isRefused = true;
                nextId--;
            }
        }
        assertThat(taken).isEqualTo(TapeConfig.MAX_RECORDS);
        disk.free();
        assertThat(commit()).isTrue();
        assertAllCommittedIsRead();
    }

    @Test
    void shouldOpenOnADiskThatIsNearlyFullAndWait() throws IOException {
        append(10);
        writer.pageToucher().onClose();
        writer.close();
        disk.fillTo(6 * MIB);
        writer = TapeWriter.open(config, clock);
        assertThat(writer.hasSpace()).isFalse();
        disk.free();
        work();
        assertThat(writer.hasSpace()).isTrue();
        append(10);
        assertAllCommittedIsRead();
    }

    @Test
    void shouldRefuseToOpenOnAFullDisk() throws IOException {
        append(10);
        writer.pageToucher().onClose();
        writer.close();
        writer = null;
        disk.fillTo(0);
        assertThatThrownBy(() -> TapeWriter.open(config, clock))
                .isInstanceOf(JournalUnwritableException.class)
                .hasMessageContaining("full");
        disk.free();
        writer = TapeWriter.open(config, clock);
        append(10);
        assertAllCommittedIsRead();
    }

    @Test
    void shouldTakeAMergedTapeAwayAgainThatDoesNotFit() {
        final Path input = directory.resolve("input");
        final Rejected rejected = new Rejected();
        rejected.reason = RejectReason.NOT_JSON;
        rejected.market = Market.SPOT;
        rejected.source = TradeSource.LINE_A;
        rejected.buffer = new UnsafeBuffer(new byte[16 << 20]);
        rejected.length = 16 << 20;
        try (TapeWriter recorder = Tapes.open(input)) {
            for (int i = 0; i < 5; i++) {
                recorder.append(rejected);
                recorder.commit();
            }
        }
        append(1);
        final TapeConfig output = Tapes.config(disk.resolve("merged")).withSpace(config.space());
        assertThatThrownBy(
                        () -> TapeMerger.merge(List.of(input, config.directory()), output, new SessionEvent(), clock))
                .isInstanceOf(JournalUnwritableException.class);
        assertThat(output.directory()).doesNotExist();
    }

    private AggTrade trade() {
        return Tapes.trade(instrument, nextId++);
    }

    private void append(final int count) {
        for (int i = 0; i < count; i++) {
            writer.append(trade());
            assertThat(commit()).isTrue();
        }
    }

    private boolean commit() {
        if (!writer.canCommit()) {
            return false;
        }
        assertThat(writer.commit()).isTrue();
        for (long id = committed.size(); id < nextId; id++) {
            committed.add(id);
        }
        return true;
    }

    private void work() {
        for (int i = 0; i < 10; i++) {
            clock.advance(100);
            while (writer.pageToucher().doWork() > 0) {
                // until it rests
            }
        }
    }

    private void assertAllCommittedIsRead() {
        writer.pageToucher().onClose();
        writer.close();
        writer = null;
        assertThat(new TapeInfoIds(config.directory()).ids()).isEqualTo(committed);
        assertThat(TapeVerifier.verify(config.directory()).isComplete()).isTrue();
    }

    /** The ids on a tape. */
    private record TapeInfoIds(Path tape) {
        private List<Long> ids() {
            try (TapeReader reader = TapeReader.open(tape)) {
                final List<Long> ids = new ArrayList<>();
                for (final long id : CollectingListener.read(reader).ids()) {
                    ids.add(id);
                }
                return ids;
            }
        }
    }
}
