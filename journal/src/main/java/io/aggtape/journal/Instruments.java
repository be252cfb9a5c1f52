package io.aggtape.journal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Interns symbols from their bytes without allocating for one that is known. Owned by one thread; each handler has its
 * own, so an {@link Instrument} never crosses threads with its index.
 */
public final class Instruments {
    private static final int INITIAL_CAPACITY = 256;
    /** Few symbols meet in one place then: which of them meet is chance, and a branch that is chance costs more. */
    private static final int SLOTS_A_SYMBOL = 8;

    private Instrument[] slots = new Instrument[INITIAL_CAPACITY];
    private Instrument[] byIndex = new Instrument[INITIAL_CAPACITY / SLOTS_A_SYMBOL];
    private int size;

    /**
     * The instrument of these UTF-8 bytes, made at first sight.
     *
     * @throws IllegalArgumentException where {@code length} is not 1 to {@link Instrument#MAX_SYMBOL_BYTES}.
     */
    public Instrument intern(final Market market, final DirectBuffer buffer, final int offset, final int length) {
        if (length < 1 || length > Instrument.MAX_SYMBOL_BYTES) {
            throw new IllegalArgumentException(
                    "a symbol has 1 to " + Instrument.MAX_SYMBOL_BYTES + " bytes, not " + length);
        }
        final long head = head(buffer, offset, length);
        final long tail = tail(buffer, offset, length);
        final int hash = hash(market, length, head, tail);
        int at = hash & (slots.length - 1);
        for (Instrument candidate = slots[at]; candidate != null; candidate = slots[at]) {
            if (candidate.head == head
                    && candidate.tail == tail
                    && candidate.market() == market
                    && matchesBetween(candidate, buffer, offset, length)) {
                return candidate;
            }
            at = (at + 1) & (slots.length - 1);
        }
        final byte[] utf8 = new byte[length];
        buffer.getBytes(offset, utf8);
        return add(new Instrument(size, market, utf8, hash, head, tail));
    }

    /** The instrument of this symbol, made at first sight. */
    public Instrument intern(final Market market, final String symbol) {
        final byte[] utf8 = symbol.getBytes(StandardCharsets.UTF_8);
        return intern(market, new UnsafeBuffer(utf8), 0, utf8.length);
    }

    /** How many instruments there are. */
    public int size() {
        return size;
    }

    /** The instrument with this index, from 0 to {@link #size()} - 1. */
    public Instrument byIndex(final int index) {
        return byIndex[index];
    }

    private Instrument add(final Instrument instrument) {
        if (size == byIndex.length) {
            byIndex = Arrays.copyOf(byIndex, size * 2);
            final Instrument[] old = slots;
            slots = new Instrument[old.length * 2];
            for (final Instrument moved : old) {
                if (moved != null) {
                    place(moved);
                }
            }
        }
        byIndex[size++] = instrument;
        place(instrument);
        return instrument;
    }

    private void place(final Instrument instrument) {
        int at = instrument.hash & (slots.length - 1);
        while (slots[at] != null) {
            at = (at + 1) & (slots.length - 1);
        }
        slots[at] = instrument;
    }

    /** Compares the length, and the bytes that neither the first nor the last eight hold. */
    private static boolean matchesBetween(
            final Instrument candidate, final DirectBuffer buffer, final int offset, final int length) {
        final byte[] utf8 = candidate.utf8;
        if (utf8.length != length) {
            return false;
        }
        for (int i = Long.BYTES; i < length - Long.BYTES; i++) {
            if (utf8[i] != buffer.getByte(offset + i)) {
                return false;
            }
        }
        return true;
    }

    /** The first eight bytes, or all of a shorter symbol, which together with its length tell it from any other. */
    private static long head(final DirectBuffer buffer, final int offset, final int length) {
        if (length >= Long.BYTES) {
            return buffer.getLong(offset);
        }
        if (length >= Integer.BYTES) {
            final long last = buffer.getInt(offset + length - Integer.BYTES);
            return last << Integer.SIZE | buffer.getInt(offset) & 0xFFFF_FFFFL;
        }
        long head = 0;
        for (int i = 0; i < length; i++) {
            head = head << Byte.SIZE | buffer.getByte(offset + i) & 0xFF;
        }
        return head;
    }

    private static long tail(final DirectBuffer buffer, final int offset, final int length) {
        return length >= Long.BYTES ? buffer.getLong(offset + length - Long.BYTES) : 0;
    }

    private static int hash(final Market market, final int length, final long head, final long tail) {
        long hash = (head ^ Long.rotateLeft(tail, 23) ^ length * 31L + market.code()) * 0x9E37_79B9_7F4A_7C15L;
        hash ^= hash >>> 32;
        return (int) (hash ^ hash >>> 15);
    }
}
