package io.aggtape.bench.suite;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import org.agrona.IoUtil;
import org.agrona.UnsafeApi;
import org.agrona.concurrent.UnsafeBuffer;

/** A file of records of 96 bytes in mapped memory and nothing else: what the machine allows. Owned by one thread. */
final class MappedRecords implements AutoCloseable {
    static final int RECORD_BYTES = 96;

    private static final int WORDS = RECORD_BYTES / Long.BYTES;
    private static final int PAGE_BYTES = 4096;
    private static final int RECORDS_A_BLOCK = 64;

    private final UnsafeBuffer buffer;
    /** Words go straight there: a limit checks no bounds. */
    private final long address;

    private final MappedByteBuffer mapped;
    private final int records;

    private MappedRecords(final MappedByteBuffer mapped, final int records) {
        this.mapped = mapped;
        this.records = records;
        buffer = new UnsafeBuffer(mapped);
        address = buffer.addressOffset();
    }

    /** A new, sparse file for so many records; the mapping holds it open. */
    static MappedRecords create(final Path file, final int records) throws IOException {
        return map(file, records, FileChannel.MapMode.READ_WRITE, true);
    }

    /** One that was written. */
    static MappedRecords open(final Path file, final int records) throws IOException {
        return map(file, records, FileChannel.MapMode.READ_ONLY, false);
    }

    /** Brings every page into memory for writing. */
    void touch() {
        for (int at = 0; at < buffer.capacity(); at += PAGE_BYTES) {
            buffer.compareAndSetLong(at, 0, 0);
        }
    }

    /** Writes all records, the bytes of each its own. */
    void write() {
        long word = 0;
        int at = 0;
        for (int record = 0; record < records; record++) {
            for (int i = 0; i < WORDS; i++) {
                UnsafeApi.putLong(address + at + i * Long.BYTES, word + i);
            }
            word += WORDS;
            at += RECORD_BYTES;
        }
    }

    /** The sum of all words, each read once. */
    long sum() {
        long sum = 0;
        int at = 0;
        for (int record = 0; record < records; record++) {
            for (int i = 0; i < WORDS; i++) {
                sum += UnsafeApi.getLong(address + at + i * Long.BYTES);
            }
            at += RECORD_BYTES;
        }
        return sum;
    }

    /** The same after the CRC32C of each 64 records, which is what the tape's reader checks. */
    long sumAndCheck() {
        final CRC32C crc = new CRC32C();
        long sum = 0;
        for (int from = 0; from < records; from += RECORDS_A_BLOCK) {
            final int to = Math.min(records, from + RECORDS_A_BLOCK);
            mapped.clear().position(from * RECORD_BYTES).limit(to * RECORD_BYTES);
            crc.reset();
            crc.update(mapped);
            sum ^= crc.getValue() << Integer.SIZE;
            for (int at = from * RECORD_BYTES; at < to * RECORD_BYTES; at += Long.BYTES) {
                sum += UnsafeApi.getLong(address + at);
            }
        }
        return sum;
    }

    @Override
    public void close() {
        buffer.wrap(0, 0);
        IoUtil.unmap(mapped);
    }

    private static MappedRecords map(
            final Path file, final int records, final FileChannel.MapMode mode, final boolean isNew)
            throws IOException {
        final FileChannel opened = isNew
                ? FileChannel.open(
                        file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE)
                : FileChannel.open(file, StandardOpenOption.READ);
        try (FileChannel channel = opened) {
            return new MappedRecords(channel.map(mode, 0, (long) records * RECORD_BYTES), records);
        }
    }
}
