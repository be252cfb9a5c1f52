package io.aggtape.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.RollCycles;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.wire.DocumentContext;
import net.openhft.posix.PosixAPI;
import org.agrona.concurrent.AgentInvoker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageToucherTest {
    private static final long MIB = 1 << 20;
    private static final long HOUR_MS = 3_600_000L;
    private static final int KIB = 1024;

    @TempDir
    private Path directory;

    private final ManualClock clock = new ManualClock();
    private final ScriptedDisk disk = new ScriptedDisk();
    private final Instrument instrument = new Instruments().intern(Market.SPOT, Tapes.SYMBOL);

    private TapeWriter writer;
    private SingleChronicleQueue queue;
    private PageToucher toucher;
    private WriteGuard guard;

    @BeforeEach
    void open() throws IOException {
        final TapeConfig config = Tapes.config(directory).withRollCycle(RollCycle.HOURLY);
        writer = TapeWriter.open(config, clock);
        queue = SingleChronicleQueueBuilder.binary(directory.toFile())
                .rollCycle(RollCycles.FAST_HOURLY)
                .timeProvider(clock::time)
                .build();
        final FileTemplate template = FileTemplate.make(config);
        guard = new WriteGuard(config, new TapeClock(clock, 0), disk, template, null);
        toucher = new PageToucher(queue, config, clock, disk, guard);
    }

    @AfterEach
    void close() {
        toucher.onClose();
        queue.close();
        writer.close();
    }

    @Test
    void shouldRestUntilSomethingIsWritten() {
        assertThat(toucher.doWork()).isZero();
        assertThat(disk.opened).isEmpty();
    }

    @Test
    void shouldReserveAheadALittleACallAndThenRest() {
        write(1);
        assertThat(toucher.doWork()).isPositive();
        assertThat(disk.grantedBytes).isEqualTo(4 * MIB);
        runToRest();
        assertThat(disk.grantedBytes).isEqualTo(5 * MIB);
        assertThat(toucher.isSpaceLow()).isFalse();
        assertThat(toucher.reason()).isEmpty();
    }

    @Test
    void shouldSayThatSpaceIsLowWhenTheDiskRefuses() {
        disk.grantLimitBytes = 2 * MIB;
        write(1);
        runToRest();
        assertThat(toucher.isSpaceLow()).isTrue();
        assertThat(toucher.reason()).contains("bytes left").contains("refuses more");

        disk.grantLimitBytes = Long.MAX_VALUE;
        clock.advance(100);
        runToRest();
        assertThat(toucher.isSpaceLow()).isFalse();
        assertThat(toucher.reason()).isEmpty();
    }

    @Test
    void shouldSayThatSpaceIsLowWhenTheDiskHasLessThanTheReserve() {
        write(1);
        runToRest();
        disk.usableBytes = 4 * MIB - 1;
        toucher.doWork();
        assertThat(toucher.isSpaceLow()).isFalse();
        clock.advance(100);
        toucher.doWork();
        assertThat(toucher.isSpaceLow()).isTrue();
    }

    @Test
    void shouldFollowTheWriterIntoANewFileAndReleaseTheOldOne() {
        write(1);
        runToRest();
        clock.advance(HOUR_MS);
        write(2);
        runToRest();
        assertThat(disk.opened).hasSize(3);
        assertThat(disk.opened.get(1)).isEqualTo(disk.opened.get(0));
        assertThat(disk.opened.get(2)).isNotEqualTo(disk.opened.get(0));
        assertThat(disk.closed).isEqualTo(2);
    }

    @Test
    void shouldChangeNothingThatIsWritten() {
        for (int id = 1; id <= 3_000; id++) {
            write(id);
            toucher.doWork();
        }
        try (TapeReader reader = TapeReader.open(directory)) {
            assertThat(CollectingListener.read(reader).ids()).isEqualTo(Tapes.ids(1, 3_000));
            assertThat(reader.faults()).isZero();
        }
    }

    @Test
    void shouldReserveARealDiskAndGiveBackWhatWasNotUsed() throws IOException {
        write(1);
        final AgentInvoker invoker = new AgentInvoker(
                error -> {
                    throw new AssertionError(error);
                },
                null,
                writer.pageToucher());
        invoker.start();
        while (invoker.invoke() > 0) {
            assertThat(writer.hasSpace()).isTrue();
        }
        final Path file = Tapes.file(directory);
        final long reservedKib = PosixAPI.posix().du(file.toString());
        assertThat(reservedKib).isGreaterThanOrEqualTo(4 * KIB);
        invoker.close();
        writer.close();
        assertThat(PosixAPI.posix().du(file.toString())).isLessThan(KIB);
        assertThat(Files.size(file)).isGreaterThan(64 * MIB);
        try (TapeReader reader = TapeReader.open(directory)) {
            assertThat(CollectingListener.read(reader).ids()).containsExactly(1);
        }
    }

    @Test
    void shouldTouchOnAThreadOfItsOwnWhileTheWriterRolls() throws InterruptedException {
        final PageToucher own = writer.pageToucher();
        final Thread thread = new Thread(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                own.doWork();
            }
            own.onClose();
        });
        final List<Throwable> failures = new CopyOnWriteArrayList<>();
        thread.setUncaughtExceptionHandler((failed, error) -> failures.add(error));
        thread.start();
        for (int id = 1; id <= 20_000; id++) {
            if (id % 4_000 == 0) {
                clock.advance(HOUR_MS);
            }
            write(id);
        }
        thread.interrupt();
        thread.join();
        writer.close();
        assertThat(failures).isEmpty();
        try (TapeReader reader = TapeReader.open(directory)) {
            assertThat(CollectingListener.read(reader).ids()).isEqualTo(Tapes.ids(1, 20_000));
            assertThat(reader.faults()).isZero();
        }
    }

    /** Chronicle puts an index page behind a document, 4096 entries of 8 bytes, which is more than a disk's page. */
    @ParameterizedTest
    @ValueSource(ints = {4094, 4095, 4096, 4097, 8191, 8192, 8193})
    void shouldReleaseNothingThatChroniclePutBehindTheLastDocument(final int documents) throws IOException {
        final Path tape = Files.createDirectory(directory.resolve("tape"));
        final TapeConfig config = new TapeConfig(tape, RollCycle.DAILY, 128 << 20, 1, 64, 1 << 20, 4 << 20);
        append(config, 1, documents);
        assertThat(releasedFrom(tape)).isEqualTo(endOf(tape) + Integer.BYTES);
        append(config, documents + 1, documents + 10_000);

        final int all = documents + 10_000;
        try (TapeReader reader = TapeReader.open(tape)) {
            assertThat(CollectingListener.read(reader).ids()).isEqualTo(Tapes.ids(1, all));
            assertThat(reader.faults()).isZero();
        }
        try (SingleChronicleQueue read =
                        SingleChronicleQueueBuilder.binary(tape.toFile()).build();
                ExcerptTailer tailer = read.createTailer()) {
            final long first = read.firstIndex();
            for (int i = 0; i < all; i++) {
                try (DocumentContext document = tailer.readingDocument()) {
                    assertThat(document.isPresent()).as("document %d", i).isTrue();
                    assertThat(document.index()).isEqualTo(first + i);
                }
            }
            for (int i = documents - 2; i < documents + 2; i++) {
                assertThat(tailer.moveToIndex(first + i)).as("document %d", i).isTrue();
            }
        }
    }

    private long releasedFrom(final Path tape) {
        try (SingleChronicleQueue done =
                SingleChronicleQueueBuilder.binary(tape.toFile()).build()) {
            PageToucher.release(done, done.lastCycle(), disk);
            return disk.releasedFrom;
        }
    }

    private static long endOf(final Path tape) {
        try (DocumentCursor cursor =
                new DocumentCursor(tape, TapeFaultListener.NONE, CycleWindow.DEFAULT_WINDOW_BYTES)) {
            while (cursor.next()) {
                // to the end
            }
            return cursor.nextPosition();
        }
    }

    private void append(final TapeConfig config, final int firstId, final int lastId) {
        try (TapeWriter appended = TapeWriter.open(config, clock)) {
            for (int id = firstId; id <= lastId; id++) {
                appended.append(Tapes.trade(instrument, id));
                appended.commit();
            }
        }
    }

    private void write(final long id) {
        writer.append(Tapes.trade(instrument, id));
        writer.commit();
        guard.onWritten(clock.time() / HOUR_MS, 0);
        toucher.onCycle((int) (clock.time() / HOUR_MS));
    }

    private void runToRest() {
        int workCount = toucher.doWork();
        while (workCount > 0) {
            workCount = toucher.doWork();
        }
    }
}
