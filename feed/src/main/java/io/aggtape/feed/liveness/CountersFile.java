package io.aggtape.feed.liveness;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;
import org.agrona.IoUtil;
import org.agrona.concurrent.EpochClock;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.errors.DistinctErrorLog;
import org.agrona.concurrent.status.CountersManager;
import org.agrona.concurrent.status.CountersReader;

/**
 * Counters and an error log in one mapped file, for other processes to read. All of it is written with zeros first, so
 * that a disk that fills up later cannot kill this process. Owned by one thread.
 */
final class CountersFile implements AutoCloseable {
    private static final FileAttribute<?> MINE_ALONE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path file;
    private final Object fileKey;
    private final EpochClock clock;
    private final MappedByteBuffer mapped;
    private final CountersHeader header;
    private final CountersManager counters;
    private final DistinctErrorLog errors;
    private final StallSlots stalls;

    private CountersFile(
            final Path file, final EpochClock clock, final MappedByteBuffer mapped, final CountersHeader.Parts parts)
            throws IOException {
        this.file = file;
        fileKey = keyOf(file);
        this.clock = clock;
        this.mapped = mapped;
        header = new CountersHeader(new UnsafeBuffer(mapped, 0, CountersLayout.HEADER_BYTES));
        counters = new CountersManager(
                new UnsafeBuffer(mapped, CountersLayout.HEADER_BYTES, parts.metadata()),
                new UnsafeBuffer(mapped, parts.valuesAt(), parts.values()),
                StandardCharsets.UTF_8);
        errors = new DistinctErrorLog(new UnsafeBuffer(mapped, parts.errorsAt(), parts.errors()), clock);
        stalls = new StallSlots(new UnsafeBuffer(mapped, parts.stallsAt(), parts.stalls()));
    }

    /**
     * Makes the file of a journal that this process alone writes, in the place of one that a crash has left.
     *
     * @param maxCounters how many counters there may be.
     * @param maxThreads how many threads may show where they stand.
     * @throws IOException where it cannot be made, or there is no room for it.
     */
    static CountersFile make(
            final Path journal,
            final long stallAfterNs,
            final int maxCounters,
            final int maxThreads,
            final EpochClock clock)
            throws IOException {
        final Path file = CountersLayout.fileOf(journal);
        Files.deleteIfExists(file);
        final CountersHeader.Parts parts = parts(maxCounters, maxThreads);
        final CountersFile made = new CountersFile(file, clock, map(file, parts.end()), parts);
        made.header.write(parts, journal.toRealPath().toString(), stallAfterNs, clock.time());
        return made;
    }

    /** A new counter; -1 where there is no room for more. */
    int allocate(final Figure figure, final String label) {
        return counters.available() > 0 ? counters.allocate(label, figure.typeId()) : CountersReader.NULL_COUNTER_ID;
    }

    /** Sets a counter. */
    void set(final int counterId, final long value) {
        if (counterId != CountersReader.NULL_COUNTER_ID) {
            counters.setCounterValue(counterId, value);
        }
    }

    /** Keeps a fault with its stack trace; one that is like another is counted there. False where there is no more room. */
    boolean record(final Throwable fault) {
        return errors.record(fault);
    }

    /** Where threads that stall stand now. */
    StallSlots stalls() {
        return stalls;
    }

    /** From now on threads end because they are asked to. */
    void stopping() {
        header.stopping();
    }

    /** All that was set until now belongs together. */
    void updated() {
        header.updated(clock.time());
    }

    /** Takes the file away, unless a recorder that came after this one has put its own there. */
    @Override
    public void close() throws IOException {
        try {
            if (Objects.equals(fileKey, keyOf(file))) {
                Files.delete(file);
            }
        } catch (final NoSuchFileException e) {
            // Somebody else has taken it away.
        } finally {
            IoUtil.unmap(mapped);
        }
    }

    /** Which file it is; no other has that for as long as this one is mapped. */
    private static Object keyOf(final Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    }

    private static CountersHeader.Parts parts(final int maxCounters, final int maxThreads) {
        final int metadata = CountersLayout.align(maxCounters * CountersReader.METADATA_LENGTH);
        return new CountersHeader.Parts(
                metadata,
                metadata / (CountersReader.METADATA_LENGTH / CountersReader.COUNTER_LENGTH),
                CountersLayout.ERRORS_BYTES,
                maxThreads * StallSlots.SLOT_BYTES);
    }

    private static MappedByteBuffer map(final Path file, final int bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE),
                MINE_ALONE)) {
            final ByteBuffer zeros = ByteBuffer.allocate(bytes);
            while (zeros.hasRemaining()) {
                channel.write(zeros);
            }
            return channel.map(FileChannel.MapMode.READ_WRITE, 0, bytes);
        } catch (final IOException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }
}
