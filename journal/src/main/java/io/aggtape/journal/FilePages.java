package io.aggtape.journal;

import java.nio.file.Path;
import jnr.ffi.LibraryLoader;
import net.openhft.chronicle.bytes.MappedBytes;
import net.openhft.posix.PosixAPI;
import net.openhft.posix.PosixRuntimeException;

/** The kernel's pages of a file that is mapped; Linux's own calls, which other systems do without. Owned by one thread. */
final class FilePages implements PageCache {
    private static final int READ_ONLY = 0;
    private static final int START_WRITING = 2;
    private static final int ADVICE_DONT_NEED = 4;
    private static final LibC LIBC = load();

    private final MappedBytes mapped;
    private final int descriptor;

    /** {@code mapped}: the mapping through which the file is written; stays the caller's. */
    FilePages(final Path file, final MappedBytes mapped) {
        this.mapped = mapped;
        descriptor = LIBC == null ? -1 : open(file);
    }

    /** What of the C library Chronicle's POSIX classes do not have. */
    public interface LibC {
        /** Linux: begins to write dirty pages of a range. */
        int sync_file_range(int descriptor, long offset, long length, int flags);

        /** POSIX: says how a range will be used. */
        int posix_fadvise(int descriptor, long offset, long length, int advice);
    }

    @Override
    public void startWriting(final long offset, final long length) {
        if (descriptor >= 0) {
            LIBC.sync_file_range(descriptor, offset, length, START_WRITING);
        }
    }

    /** The mapping has to let go first: the kernel keeps what is mapped. */
    @Override
    public void forget(final long offset, final long length) {
        if (descriptor >= 0) {
            mapped.readVolatileByte(offset);
            PosixAPI.posix().madvise(mapped.addressForRead(offset), length, ADVICE_DONT_NEED);
            LIBC.posix_fadvise(descriptor, offset, length, ADVICE_DONT_NEED);
        }
    }

    @Override
    public void close() {
        if (descriptor >= 0) {
            PosixAPI.posix().close(descriptor);
        }
    }

    private static int open(final Path file) {
        try {
            return PosixAPI.posix().open(file.toString(), READ_ONLY, 0);
        } catch (final PosixRuntimeException | LinkageError e) {
            return -1;
        }
    }

    /** Null where the system is not Linux or the functions are not there. */
    private static LibC load() {
        try {
            final LibC library =
                    LibraryLoader.create(LibC.class).failImmediately().load("c");
            // Of no file: an answer, and that is all that is asked.
            library.sync_file_range(-1, 0, 0, START_WRITING);
            library.posix_fadvise(-1, 0, 0, ADVICE_DONT_NEED);
            return library;
        } catch (final RuntimeException | LinkageError e) {
            return null;
        }
    }
}
