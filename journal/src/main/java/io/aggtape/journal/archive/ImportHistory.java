package io.aggtape.journal.archive;

import io.aggtape.journal.Rejected;
import io.aggtape.journal.SessionEvent;
import io.aggtape.journal.TapeFaultListener;
import io.aggtape.journal.TapeListener;
import io.aggtape.journal.TapeReader;
import io.aggtape.journal.TradeSource;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.agrona.DirectBuffer;
import org.agrona.collections.Long2LongCounterMap;

/**
 * What a tape tells of imports so far: which files are on it whole, and of those that were begun which bad rows are there
 * already. Owned by one thread.
 */
final class ImportHistory implements TapeListener {
    private static final int DOCUMENTS_A_POLL = 1024;
    private static final long HASH_START = 0xCBF2_9CE4_8422_2325L;
    private static final long HASH_PRIME = 0x100_0000_01B3L;

    private final Set<String> finished = new HashSet<>();
    private final Map<String, Long2LongCounterMap> rejected = new HashMap<>();

    private String current;
    private long currentRun;

    /** Reads a tape, of which trades are passed over. */
    static ImportHistory of(final Path directory) {
        final ImportHistory history = new ImportHistory();
        try (TapeReader reader = TapeReader.openWhole(directory, TapeFaultListener.NONE)) {
            while (!reader.isAtEnd()) {
                reader.poll(history, DOCUMENTS_A_POLL);
            }
        }
        return history;
    }

    /** Whether a file was imported to its end. */
    boolean isFinished(final ArchiveFile file, final String sha256) {
        return finished.contains(ImportSession.key(file, sha256));
    }

    /** From now on the file counts as imported to its end. */
    void finish(final ArchiveFile file, final String sha256) {
        final String key = ImportSession.key(file, sha256);
        finished.add(key);
        rejected.remove(key);
    }

    /** Takes one of the copies of a bad row that an unfinished import of the file has left; false where there is none. */
    boolean takeRejected(
            final ArchiveFile file,
            final String sha256,
            final DirectBuffer buffer,
            final int offset,
            final int length) {
        final Long2LongCounterMap hashes = rejected.get(ImportSession.key(file, sha256));
        if (hashes == null) {
            return false;
        }
        final long hash = hash(buffer, offset, length);
        if (hashes.get(hash) == 0) {
            return false;
        }
        hashes.decrementAndGet(hash);
        return true;
    }

    @Override
    public void onSession(final SessionEvent session) {
        if (session.isStart) {
            current = ImportSession.key(session);
            currentRun = session.runId;
        } else if (current != null && session.runId == currentRun) {
            finished.add(current);
            rejected.remove(current);
            current = null;
        }
    }

    @Override
    public void onRejected(final Rejected event) {
        if (current != null && event.source == TradeSource.ARCHIVE) {
            rejected.computeIfAbsent(current, key -> new Long2LongCounterMap(0))
                    .incrementAndGet(hash(event.buffer, event.offset, event.length));
        }
    }

    /** FNV-1a. */
    private static long hash(final DirectBuffer buffer, final int offset, final int length) {
        long hash = HASH_START;
        for (int i = offset; i < offset + length; i++) {
            hash = (hash ^ buffer.getByte(i) & 0xFF) * HASH_PRIME;
        }
        return hash;
    }
}
