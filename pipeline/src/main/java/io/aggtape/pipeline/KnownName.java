package io.aggtape.pipeline;

import io.aggtape.journal.Market;
import java.util.Arrays;

/** The bytes of a symbol or of a stream's name that the general path has accepted, and the symbol that they lead to. */
final class KnownName {
    /** The longest name that is kept, in bytes. */
    static final int MAX_LENGTH = 128;

    final Market market;
    final int length;
    final long hash;

    private final long[] words;
    private final long lastMask;
    private SymbolTrack track;

    KnownName(final Market market, final byte[] bytes, final int offset, final int length) {
        this.market = market;
        this.length = length;
        words = new long[length / Long.BYTES + 1];
        for (int i = 0; i < length; i++) {
            words[i >>> 3] |= (bytes[offset + i] & 0xFFL) << ((i & 7) << 3);
        }
        lastMask = mask(length & 7);
        long sum = seed(market);
        for (final long word : words) {
            sum = mix(sum, word);
        }
        hash = sum;
    }

    /** What a hash starts from. */
    static long seed(final Market market) {
        return market.code() + 1L;
    }

    /** A hash and the next word of the name; the last one, which may be empty, with zeros after the name's end. */
    static long mix(final long hash, final long word) {
        final long product = (hash ^ word) * 0x9E3779B97F4A7C15L;
        return product ^ (product >>> 32);
    }

    /** A mask of the first {@code count} bytes of a word, 0 to 7. */
    static long mask(final int count) {
        return (1L << (count << 3)) - 1;
    }

    /** The symbol, or for a stream's name the symbol of its last trade. */
    SymbolTrack track() {
        return track;
    }

    /** Leads to another symbol from now on. */
    void track(final SymbolTrack newTrack) {
        track = newTrack;
    }

    /** Whether the frame has exactly these bytes here; what follows them is not looked at. */
    boolean matches(final FrameBytes frame, final long at) {
        final int last = words.length - 1;
        long from = at;
        if (at + (words.length << 3) > frame.readable()) {
            return false;
        }
        for (int i = 0; i < last; i++) {
            if (frame.word(from) != words[i]) {
                return false;
            }
            from += Long.BYTES;
        }
        return ((frame.word(from) ^ words[last]) & lastMask) == 0;
    }

    /** Whether the frame of this market has exactly this name here; what follows it is not looked at. */
    boolean isAt(final long at, final FrameBytes frame, final Market ofMarket) {
        return market == ofMarket && matches(frame, at);
    }

    /** Whether it has these bytes. */
    boolean isSame(final KnownName other) {
        return hash == other.hash
                && length == other.length
                && market == other.market
                && Arrays.equals(words, other.words);
    }
}
