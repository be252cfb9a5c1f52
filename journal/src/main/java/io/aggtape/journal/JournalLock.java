package io.aggtape.journal;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The right to write one tape, held as an operating system's lock on {@code journal.lock}: it ends with its process,
 * however that ends.
 */
final class JournalLock implements AutoCloseable {
    static final String FILE_NAME = "journal.lock";

    /** POSIX drops a process's locks on a file when it closes any descriptor of it: so our own are never reopened. */
    private static final Map<Path, LockOwner> HELD = new ConcurrentHashMap<>();

    private static final int MAX_TEXT_BYTES = 4096;
    private static final int TRIES = 5;
    private static final long TRY_INTERVAL_NS = TimeUnit.MILLISECONDS.toNanos(10);

    private final Path key;
    private final FileChannel channel;
    private final FileLock lock;
    private final LockOwner owner;
    private final boolean isAfterOrderlyEnd;

    private JournalLock(
            final Path key,
            final FileChannel channel,
            final FileLock lock,
            final LockOwner owner,
            final boolean isAfterOrderlyEnd) {
        this.key = key;
        this.channel = channel;
        this.lock = lock;
        this.owner = owner;
        this.isAfterOrderlyEnd = isAfterOrderlyEnd;
    }

    /**
     * Takes the lock of an existing directory.
     *
     * @throws JournalLockedException where another writer holds it.
     */
    static synchronized JournalLock acquire(final Path directory) throws IOException {
        final Path key = directory.toRealPath();
        final LockOwner self = self();
        final LockOwner other = HELD.putIfAbsent(key, self);
        if (other != null) {
            throw new JournalLockedException(directory, other);
        }
        FileChannel channel = null;
        JournalLock acquired = null;
        try {
            channel = FileChannel.open(key.resolve(FILE_NAME), CREATE, READ, WRITE);
            final FileLock lock = tryLock(channel);
            final LockOwner previous = read(channel);
            if (lock == null) {
                throw new JournalLockedException(directory, previous);
            }
            write(channel, self);
            acquired = new JournalLock(key, channel, lock, self, previous.isClosed());
            return acquired;
        } finally {
            if (acquired == null) {
                if (channel != null) {
                    channel.close();
                }
                HELD.remove(key);
            }
        }
    }

    /**
     * Who writes this tape now; empty where nobody does.
     *
     * @throws AccessDeniedException where this user may not even read the lock, so that it cannot be told.
     */
    static synchronized Optional<LockOwner> ownerOf(final Path directory) throws IOException {
        final Path key = directory.toRealPath();
        final LockOwner self = HELD.get(key);
        if (self != null) {
            return Optional.of(self);
        }
        final Path path = key.resolve(FILE_NAME);
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        // A shared lock, which a writer's excludes, is had by whoever may read.
        try (FileChannel channel = FileChannel.open(path, READ);
                FileLock lock = channel.tryLock(0, Long.MAX_VALUE, true)) {
            return lock == null ? Optional.of(read(channel)) : Optional.empty();
        }
    }

    /** Whether the writer before this one closed the tape in order; false also where there was none. */
    boolean isAfterOrderlyEnd() {
        return isAfterOrderlyEnd;
    }

    /** Marks the tape as closed in order and lets go of it. */
    @Override
    public void close() throws IOException {
        try (channel) {
            write(channel, new LockOwner(owner.pid(), owner.host(), owner.startedAt(), true));
            lock.release();
        } finally {
            HELD.remove(key);
        }
    }

    /** Lets go of the tape as if the process had died. */
    void abandon() throws IOException {
        try (channel) {
            lock.release();
        } finally {
            HELD.remove(key);
        }
    }

    /** Lets go of a tape, where {@code lock} is not null, closed in order or as if the process had died. */
    static void end(final JournalLock lock, final boolean isInOrder) {
        try {
            if (lock != null && isInOrder) {
                lock.close();
            } else if (lock != null) {
                lock.abandon();
            }
        } catch (final IOException e) {
            throw new UncheckedIOException("cannot release a journal's lock: " + e, e);
        }
    }

    /** Tries more than once, because whoever asks for the owner holds the lock for a moment. */
    private static FileLock tryLock(final FileChannel channel) throws IOException {
        FileLock lock = channel.tryLock();
        for (int i = 1; i < TRIES && lock == null; i++) {
            LockSupport.parkNanos(TRY_INTERVAL_NS);
            lock = channel.tryLock();
        }
        return lock;
    }

    private static LockOwner self() {
        return new LockOwner(
                ProcessHandle.current().pid(), HostName.read(), Instant.now().toString(), false);
    }

    private static LockOwner read(final FileChannel channel) throws IOException {
        final ByteBuffer text = ByteBuffer.allocate(MAX_TEXT_BYTES);
        channel.read(text, 0);
        return LockOwner.parse(new String(text.array(), 0, text.position(), StandardCharsets.UTF_8));
    }

    private static void write(final FileChannel channel, final LockOwner owner) throws IOException {
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(owner.toText().getBytes(StandardCharsets.UTF_8)), 0);
    }
}
