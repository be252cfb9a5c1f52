package io.aggtape.pipeline;

import io.aggtape.journal.Market;

/** A table of names, searched by the bytes of a frame up to the next quotation mark, without an object of its own. */
final class KnownNames {
    /** How many names are kept; the frames of any beyond take the general path. */
    static final int MAX_SIZE = 16_384;

    private KnownName[] slots = new KnownName[128];
    private int size;

    /** The known name that stands here and ends before a quotation mark, or null. */
    KnownName find(final FrameBytes frame, final long at, final Market market) {
        final long last = Math.min(frame.readable() - Long.BYTES, at + KnownName.MAX_LENGTH);
        long hash = KnownName.seed(market);
        for (long from = at; from <= last; from += Long.BYTES) {
            final long word = frame.word(from);
            final int quote = Digits.indexOfQuote(word);
            if (quote < Long.BYTES) {
                return find(
                        frame,
                        at,
                        (int) (from + quote - at),
                        KnownName.mix(hash, word & KnownName.mask(quote)),
                        market);
            }
            hash = KnownName.mix(hash, word);
        }
        if (last < at + KnownName.MAX_LENGTH) {
            frame.lackRoom();
        }
        return null;
    }

    /** The equal name that is known already, or this one, kept from now on if there is room. */
    KnownName keep(final KnownName name) {
        int at = slot(name.hash);
        for (KnownName candidate = slots[at]; candidate != null; candidate = slots[at]) {
            if (candidate.isSame(name)) {
                return candidate;
            }
            at = (at + 1) & (slots.length - 1);
        }
        if (size < MAX_SIZE) {
            slots[at] = name;
            if (++size * 4 > slots.length) {
                grow();
            }
        }
        return name;
    }

    private KnownName find(
            final FrameBytes frame, final long at, final int length, final long hash, final Market market) {
        int slot = slot(hash);
        for (KnownName candidate = slots[slot]; candidate != null; candidate = slots[slot]) {
            if (candidate.hash == hash
                    && candidate.length == length
                    && candidate.market == market
                    && candidate.matches(frame, at)) {
                return candidate;
            }
            slot = (slot + 1) & (slots.length - 1);
        }
        return null;
    }

    private void grow() {
        final KnownName[] old = slots;
        slots = new KnownName[old.length * 2];
        for (final KnownName moved : old) {
            if (moved != null) {
                int at = slot(moved.hash);
                while (slots[at] != null) {
                    at = (at + 1) & (slots.length - 1);
                }
                slots[at] = moved;
            }
        }
    }

    private int slot(final long hash) {
        return (int) hash & (slots.length - 1);
    }
}
