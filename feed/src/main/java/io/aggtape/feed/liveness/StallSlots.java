package io.aggtape.feed.liveness;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32;
import org.agrona.concurrent.AtomicBuffer;

/**
 * Where each thread that stalls stands now: a slot a thread, written again and again, so that there is always room. Written
 * by one thread; whoever reads the file meanwhile knows a slot that was not whole by its checksum.
 */
final class StallSlots {
    /** Of one thread; a stack that needs more is cut. */
    static final int SLOT_BYTES = 4_096;

    private static final int LENGTH_AT = 0;
    private static final int CHECKSUM_AT = 4;
    private static final int TAKEN_MS_AT = 8;
    private static final int TEXT_AT = 16;
    private static final int TEXT_BYTES = SLOT_BYTES - TEXT_AT;

    private final AtomicBuffer bytes;
    private final CRC32 checksum = new CRC32();

    StallSlots(final AtomicBuffer bytes) {
        this.bytes = bytes;
    }

    /** Shows a stack; for a slot that there is not, nothing. */
    void write(final int slot, final long takenMs, final String text) {
        final int at = slot * SLOT_BYTES;
        if (at + SLOT_BYTES <= bytes.capacity()) {
            final byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
            final int length = Math.min(encoded.length, TEXT_BYTES);
            bytes.putIntRelease(at + LENGTH_AT, 0);
            bytes.putInt(at + CHECKSUM_AT, checksumOf(encoded, length, takenMs));
            bytes.putLong(at + TAKEN_MS_AT, takenMs);
            bytes.putBytes(at + TEXT_AT, encoded, 0, length);
            bytes.putIntRelease(at + LENGTH_AT, length);
        }
    }

    /** Shows nothing any more. */
    void clear(final int slot) {
        final int at = slot * SLOT_BYTES;
        if (at + SLOT_BYTES <= bytes.capacity()) {
            bytes.putIntRelease(at + LENGTH_AT, 0);
        }
    }

    /** What is shown of a thread. */
    Optional<TraceView> of(final String role) {
        for (int at = 0; at + SLOT_BYTES <= bytes.capacity(); at += SLOT_BYTES) {
            final TraceView shown = read(at);
            if (shown != null && shown.text().startsWith("thread " + role + ' ')) {
                return Optional.of(shown);
            }
        }
        return Optional.empty();
    }

    /** Null for a slot that shows nothing, or was being written. */
    private TraceView read(final int at) {
        final int length = bytes.getInt(at + LENGTH_AT);
        if (length <= 0 || length > TEXT_BYTES) {
            return null;
        }
        final byte[] encoded = new byte[length];
        bytes.getBytes(at + TEXT_AT, encoded);
        final long takenMs = bytes.getLong(at + TAKEN_MS_AT);
        return checksumOf(encoded, length, takenMs) == bytes.getInt(at + CHECKSUM_AT)
                ? new TraceView(1, takenMs, takenMs, new String(encoded, StandardCharsets.UTF_8))
                : null;
    }

    private int checksumOf(final byte[] encoded, final int length, final long takenMs) {
        checksum.reset();
        checksum.update(encoded, 0, length);
        return (int) (checksum.getValue() ^ takenMs);
    }
}
