package io.aggtape.journal;

import java.nio.file.Path;
import net.openhft.posix.PosixAPI;
import net.openhft.posix.PosixRuntimeException;

/** How much of a disk a sparse file takes. */
final class DiskUse {
    private static final int READ_ONLY = 0;
    private static final int SEEK_DATA = 3;
    private static final int SEEK_HOLE = 4;

    private DiskUse() {}

    /** Bytes of the parts that hold data; the length where the system does not tell holes, 0 where there is no file. */
    static long bytesOf(final Path file) {
        final long length = file.toFile().length();
        try {
            final int descriptor = PosixAPI.posix().open(file.toString(), READ_ONLY, READ_ONLY);
            if (descriptor < 0) {
                return length;
            }
            try {
                return bytesOf(descriptor, length);
            } finally {
                PosixAPI.posix().close(descriptor);
            }
        } catch (final PosixRuntimeException | LinkageError e) {
            return length;
        }
    }

    private static long bytesOf(final int descriptor, final long length) {
        long used = 0;
        long data = seek(descriptor, 0, SEEK_DATA);
        while (data >= 0 && data < length) {
            final long hole = seek(descriptor, data, SEEK_HOLE);
            if (hole <= data) {
                return length;
            }
            used += hole - data;
            data = seek(descriptor, hole, SEEK_DATA);
        }
        return used;
    }

    /** The stretches of a file that the disk holds; where the system does not tell, all of it. Owned by one thread. */
    static final class Data implements AutoCloseable {
        private final int descriptor;
        private final boolean isTold;

        Data(final Path file) {
            descriptor = open(file);
            isTold = descriptor >= 0 && seek(descriptor, 0, SEEK_DATA) >= 0;
        }

        /** The first place from one on that the disk holds; negative where it holds no more. */
        long next(final long from) {
            return isTold ? seek(descriptor, from, SEEK_DATA) : from;
        }

        @Override
        public void close() {
            if (descriptor >= 0) {
                PosixAPI.posix().close(descriptor);
            }
        }

        private static int open(final Path file) {
            try {
                return PosixAPI.posix().open(file.toString(), READ_ONLY, READ_ONLY);
            } catch (final PosixRuntimeException | LinkageError e) {
                return -1;
            }
        }
    }

    /** Negative behind the last data. */
    private static long seek(final int descriptor, final long from, final int whence) {
        try {
            return PosixAPI.posix().lseek(descriptor, from, whence);
        } catch (final PosixRuntimeException e) {
            return -1;
        }
    }
}
