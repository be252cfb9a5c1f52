package io.aggtape.journal;

import java.nio.file.Path;
import net.openhft.posix.PosixAPI;
import net.openhft.posix.PosixRuntimeException;

/**
 * Reserves with {@code fallocate}; where the platform or the file system has none, reserving always succeeds and only
 * {@link Disk#usableBytes} speaks. Whatever else goes wrong is a refusal.
 */
final class FileReserve implements DiskReserve {
    private static final int READ_WRITE = 2;
    private static final int OWNER_READ_WRITE = 0600;
    private static final int KEEP_SIZE = 1;
    private static final int PUNCH_HOLE = 2;
    private static final int PAGE_BYTES = 4096;
    private static final int NO_DESCRIPTOR = -1;
    private static final int NO_POSIX = -2;
    /** Linux's numbers of {@code ENOSYS} and {@code EOPNOTSUPP}. */
    private static final int NO_SUCH_CALL = 38;

    private static final int NOT_SUPPORTED = 95;

    private final Path file;
    private final int descriptor;
    private final boolean hasFallocate;

    FileReserve(final Path file) {
        this.file = file;
        descriptor = openDescriptor(file);
        hasFallocate = descriptor != NO_POSIX && isKnown();
    }

    @Override
    public boolean reserve(final long offset, final long length) {
        return !hasFallocate || fallocate(KEEP_SIZE, offset, length);
    }

    @Override
    public void releaseFrom(final long offset) {
        final long from = (offset + PAGE_BYTES - 1) & -PAGE_BYTES;
        final long length = file.toFile().length() - from;
        if (hasFallocate && length > 0) {
            fallocate(PUNCH_HOLE | KEEP_SIZE, from, length);
        }
    }

    @Override
    public void close() {
        if (descriptor >= 0) {
            PosixAPI.posix().close(descriptor);
        }
    }

    /** Tried where it should work, over the first bytes. */
    private boolean isKnown() {
        if (descriptor == NO_DESCRIPTOR) {
            return true;
        }
        try {
            if (PosixAPI.posix().fallocate(descriptor, KEEP_SIZE, 0, PAGE_BYTES) == 0) {
                return true;
            }
            final int error = PosixAPI.posix().lastError();
            return error != NOT_SUPPORTED && error != NO_SUCH_CALL;
        } catch (final PosixRuntimeException | LinkageError e) {
            return false;
        }
    }

    private boolean fallocate(final int mode, final long offset, final long length) {
        try {
            return descriptor >= 0 && PosixAPI.posix().fallocate(descriptor, mode, offset, length) == 0;
        } catch (final PosixRuntimeException | LinkageError e) {
            return false;
        }
    }

    private static int openDescriptor(final Path file) {
        try {
            return Math.max(NO_DESCRIPTOR, PosixAPI.posix().open(file.toString(), READ_WRITE, OWNER_READ_WRITE));
        } catch (final PosixRuntimeException | LinkageError e) {
            return NO_POSIX;
        }
    }
}
