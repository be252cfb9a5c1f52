package io.aggtape.feed.liveness;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.agrona.concurrent.AtomicBuffer;

/** What stands at the beginning of a counters file: whose it is, when it was written, and how long its parts are. */
final class CountersHeader {
    private final AtomicBuffer bytes;

    /** Reads and writes these bytes, which may be a whole file. */
    CountersHeader(final AtomicBuffer bytes) {
        this.bytes = bytes;
    }

    /** Writes all of it, for this process; the mark by which the file is known comes last. */
    void write(final Parts parts, final String journal, final long stallAfterNs, final long nowMs) {
        final ProcessMark process = ProcessMark.own();
        final byte[] path = journal.getBytes(StandardCharsets.UTF_8);
        final int pathBytes = Math.min(path.length, CountersLayout.MAX_JOURNAL_BYTES);
        bytes.putInt(CountersLayout.VERSION_AT, CountersLayout.VERSION);
        bytes.putInt(CountersLayout.METADATA_LENGTH_AT, parts.metadata());
        bytes.putInt(CountersLayout.VALUES_LENGTH_AT, parts.values());
        bytes.putInt(CountersLayout.ERRORS_LENGTH_AT, parts.errors());
        bytes.putInt(CountersLayout.STALLS_LENGTH_AT, parts.stalls());
        bytes.putLong(CountersLayout.PROCESS_SPACE_AT, process.space());
        bytes.putLong(CountersLayout.PID_AT, process.pid());
        bytes.putLong(CountersLayout.PROCESS_START_AT, process.start());
        bytes.putLong(CountersLayout.START_MS_AT, nowMs);
        bytes.putLong(CountersLayout.UPDATE_MS_AT, nowMs);
        bytes.putLong(CountersLayout.STALL_AFTER_NS_AT, stallAfterNs);
        bytes.putInt(CountersLayout.JOURNAL_LENGTH_AT, pathBytes);
        bytes.putBytes(CountersLayout.JOURNAL_AT, path, 0, pathBytes);
        bytes.putLongRelease(CountersLayout.MAGIC_AT, CountersLayout.MAGIC);
    }

    /** From now on threads end because they are asked to. */
    void stopping() {
        bytes.putIntRelease(CountersLayout.STOPPING_AT, 1);
    }

    boolean isStopping() {
        return bytes.getInt(CountersLayout.STOPPING_AT) != 0;
    }

    /** All that was set until now belongs together. */
    void updated(final long nowMs) {
        bytes.putLongRelease(CountersLayout.UPDATE_MS_AT, nowMs);
    }

    /**
     * Refuses what cannot be read.
     *
     * @throws NoRecorderException where it is no counters file, or one of another version, or cut off.
     */
    void check(final Path file) throws NoRecorderException {
        if (bytes.capacity() < CountersLayout.HEADER_BYTES
                || bytes.getLong(CountersLayout.MAGIC_AT) != CountersLayout.MAGIC) {
            throw new NoRecorderException(file + " holds no counters of a recorder, or not yet");
        }
        final int version = bytes.getInt(CountersLayout.VERSION_AT);
        if (version != CountersLayout.VERSION) {
            throw new NoRecorderException(
                    "the recorder that wrote " + file + " is of another version of aggtape: layout " + version
                            + ", and this one reads " + CountersLayout.VERSION);
        }
    }

    Parts parts() {
        return new Parts(
                bytes.getInt(CountersLayout.METADATA_LENGTH_AT),
                bytes.getInt(CountersLayout.VALUES_LENGTH_AT),
                bytes.getInt(CountersLayout.ERRORS_LENGTH_AT),
                bytes.getInt(CountersLayout.STALLS_LENGTH_AT));
    }

    ProcessMark process() {
        return new ProcessMark(
                bytes.getLong(CountersLayout.PROCESS_SPACE_AT),
                bytes.getLong(CountersLayout.PID_AT),
                bytes.getLong(CountersLayout.PROCESS_START_AT));
    }

    long startMs() {
        return bytes.getLong(CountersLayout.START_MS_AT);
    }

    long updateMs() {
        return bytes.getLong(CountersLayout.UPDATE_MS_AT);
    }

    long stallAfterNs() {
        return bytes.getLong(CountersLayout.STALL_AFTER_NS_AT);
    }

    /** The journal's real path; the beginning of it where it is very long. */
    String journal() {
        final int length = bytes.getInt(CountersLayout.JOURNAL_LENGTH_AT);
        return bytes.getStringWithoutLengthUtf8(
                CountersLayout.JOURNAL_AT, Math.max(0, Math.min(CountersLayout.MAX_JOURNAL_BYTES, length)));
    }

    /**
     * How long each part is, bytes; they follow the header in this order.
     *
     * @param metadata of the counters.
     * @param values of the counters.
     * @param errors the error log.
     * @param stalls where the threads that stall stand.
     */
    record Parts(int metadata, int values, int errors, int stalls) {
        int valuesAt() {
            return CountersLayout.HEADER_BYTES + metadata;
        }

        int errorsAt() {
            return valuesAt() + values;
        }

        int stallsAt() {
            return errorsAt() + errors;
        }

        int end() {
            return stallsAt() + stalls;
        }

        /** Whether so many bytes hold all of them. */
        boolean areWithin(final int bytes) {
            return metadata >= 0
                    && values >= 0
                    && errors >= 0
                    && stalls >= 0
                    && (long) CountersLayout.HEADER_BYTES + metadata + values + errors + stalls <= bytes;
        }
    }
}
