package io.aggtape.bench.suite;

import io.aggtape.journal.SpaceConfig;
import io.aggtape.journal.TapeConfig;
import io.aggtape.journal.TapeWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * How many records a second go to the disk's page cache, ours through the writer's public API with its page toucher on a
 * thread of its own, beside plain mapped memory and plain files; on the disk that holds {@code --dir}. Takes what
 * {@link SuiteArguments} says, and the product's JVM flags.
 */
public final class AppendSuite {
    private static final int SYMBOLS = 16;
    private static final int RECORDS_A_DOCUMENT = 64;
    private static final long MIB = 1 << 20;
    /** More than what a record of a tape takes, and its share of a document. */
    private static final long BYTES_A_RECORD_AT_MOST = 160;

    private final SuiteArguments arguments;
    private final int records;

    /** What the last way has allocated. */
    private long bytes;

    /** One way to write all records of a round; returns the nanoseconds and leaves the file. */
    private interface Way {
        long write(Path path) throws IOException;
    }

    private AppendSuite(final SuiteArguments arguments) {
        this.arguments = arguments;
        records = arguments.count(200_000, 2_000_000);
    }

    /** Takes {@code --out FILE [--quick] [--dir DIRECTORY]}. */
    public static void main(final String[] arguments) throws IOException {
        new AppendSuite(SuiteArguments.of(arguments)).run();
    }

    private void run() throws IOException {
        try (Scratch scratch = Scratch.in(arguments);
                RawRows rows = RawRows.open(arguments, "append")) {
            // Round 0 compiles, and is not told.
            for (int round = 0; round <= arguments.count(1, 5); round++) {
                measure(rows, scratch, round, "mapped-fresh", path -> mapped(path, false));
                measure(rows, scratch, round, "mapped-touched", path -> mapped(path, true));
                measure(rows, scratch, round, "aggtape-64", path -> tape(path, 64, false));
                measure(rows, scratch, round, "aggtape-64-touched", path -> tape(path, 64, true));
                measure(rows, scratch, round, "aggtape-1", path -> tape(path, 1, false));
                measure(rows, scratch, round, "file-channel-64", path -> channel(path, RECORDS_A_DOCUMENT));
                measure(rows, scratch, round, "file-channel-1", path -> channel(path, 1));
            }
        }
    }

    private void measure(final RawRows rows, final Scratch scratch, final int round, final String name, final Way way)
            throws IOException {
        final Path path = scratch.fresh();
        final long tookNs = way.write(path);
        scratch.remove(path);
        if (round > 0) {
            rows.add(name, "recordsPerS", "1/s", round, records * 1e9 / tookNs);
            rows.add(name, "bytes", "B", round, (double) bytes / records);
        }
    }

    private long mapped(final Path path, final boolean isTouched) throws IOException {
        try (MappedRecords mapped = MappedRecords.create(path, records)) {
            if (isTouched) {
                mapped.touch();
            }
            return tookNs(mapped::write);
        }
    }

    /** With pages touched as far ahead as the recorder has them at any time, or all of them before the first record. */
    private long tape(final Path path, final int recordsADocument, final boolean isTouched) {
        final TapeConfig usual = TapeConfig.of(path);
        final long allBytes = (records * BYTES_A_RECORD_AT_MOST + MIB - 1) & -MIB;
        final TapeWriter writer = TapeWriter.open(new TapeConfig(
                path,
                usual.rollCycle(),
                usual.blockSizeBytes(),
                usual.indexSpacing(),
                recordsADocument,
                isTouched ? new SpaceConfig(allBytes, allBytes, usual.space().minFreeBytes()) : usual.space(),
                usual.care()));
        final SpotTrades trades = new SpotTrades(SYMBOLS);
        try {
            append(writer, trades, recordsADocument, RECORDS_A_DOCUMENT);
            while (writer.pageToucher().doWork() > 0) {
                Thread.onSpinWait();
            }
            final Toucher toucher = new Toucher(writer);
            try {
                return tookNs(() -> append(writer, trades, recordsADocument, records));
            } finally {
                toucher.close();
            }
        } finally {
            writer.close();
        }
    }

    private static void append(
            final TapeWriter writer, final SpotTrades trades, final int recordsADocument, final int count) {
        for (int i = 1; i <= count; i++) {
            writer.append(trades.next());
            if (i % recordsADocument == 0) {
                writer.commit();
            }
        }
        writer.commit();
    }

    private long channel(final Path path, final int recordsAWrite) throws IOException {
        final ByteBuffer block = ByteBuffer.allocateDirect(recordsAWrite * MappedRecords.RECORD_BYTES);
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            return tookNs(() -> write(channel, block));
        }
    }

    private void write(final FileChannel channel, final ByteBuffer block) {
        try {
            long word = 0;
            for (int i = 0; i < records; i += block.capacity() / MappedRecords.RECORD_BYTES) {
                block.clear();
                while (block.hasRemaining()) {
                    block.putLong(word++);
                }
                block.flip();
                while (block.hasRemaining()) {
                    channel.write(block);
                }
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Opening and closing a file is not part of it, neither of the time nor of the bytes. */
    private long tookNs(final Runnable writing) {
        final long before = Allocated.byThisThread();
        final long startNs = System.nanoTime();
        writing.run();
        final long tookNs = System.nanoTime() - startNs;
        bytes = Allocated.byThisThread() - before;
        return tookNs;
    }
}
