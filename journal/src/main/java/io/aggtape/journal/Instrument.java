package io.aggtape.journal;

import java.nio.charset.StandardCharsets;

/** One symbol of one market, as interned by one {@link Instruments}; compare by reference within that table. */
public final class Instrument {
    /** The longest symbol in bytes of UTF-8; Binance's longest have fewer than 40. */
    public static final int MAX_SYMBOL_BYTES = 64;

    final byte[] utf8;
    final int hash;
    final long head;
    final long tail;

    private final int index;
    private final Market market;
    private final String symbol;

    Instrument(
            final int index, final Market market, final byte[] utf8, final int hash, final long head, final long tail) {
        this.index = index;
        this.head = head;
        this.tail = tail;
        this.market = market;
        this.utf8 = utf8;
        this.hash = hash;
        this.symbol = new String(utf8, StandardCharsets.UTF_8);
    }

    /** Its place in its table: 0, 1, 2, ... in the order of first sight, so that state a symbol can be an array. */
    public int index() {
        return index;
    }

    /** The market. */
    public Market market() {
        return market;
    }

    /** The symbol in upper case as Binance writes it, for example {@code BTCUSDT}. */
    public String symbol() {
        return symbol;
    }

    /** The length of the symbol in bytes of UTF-8. */
    public int symbolLength() {
        return utf8.length;
    }

    /** One byte of the symbol's UTF-8; {@code at} from 0 to {@link #symbolLength()} - 1. */
    public byte symbolByte(final int at) {
        return utf8[at];
    }

    @Override
    public String toString() {
        return market.label() + ":" + symbol;
    }
}
