package io.aggtape.feed.exchange;

import java.util.Arrays;

/** Trades of one symbol in memory, a primitive array a field; decimals keep the text of their source. */
final class TradeColumns {
    private static final byte BUYER_MAKER = 1;
    private static final byte BEST_MATCH = 2;
    private static final int FIRST_CAPACITY = 1_024;

    private long[] ids = new long[FIRST_CAPACITY];
    private long[] firstTradeIds = new long[FIRST_CAPACITY];
    private long[] lastTradeIds = new long[FIRST_CAPACITY];
    private long[] timesUs = new long[FIRST_CAPACITY];
    private int[] textOffsets = new int[FIRST_CAPACITY];
    private byte[] priceLengths = new byte[FIRST_CAPACITY];
    private byte[] quantityLengths = new byte[FIRST_CAPACITY];
    private byte[] flags = new byte[FIRST_CAPACITY];
    private byte[] text = new byte[FIRST_CAPACITY * 20];
    private int textLength;
    private int size;
    private int priceScale;
    private int quantityScale;
    private boolean isSortedByTime = true;

    int size() {
        return size;
    }

    /** The most fraction digits of any price, trailing zeros not counted. */
    int priceScale() {
        return priceScale;
    }

    /** The most fraction digits of any quantity, trailing zeros not counted. */
    int quantityScale() {
        return quantityScale;
    }

    boolean isSortedByTime() {
        return isSortedByTime;
    }

    long id(final int at) {
        return ids[at];
    }

    long timeUs(final int at) {
        return timesUs[at];
    }

    /**
     * Keeps a trade.
     *
     * @throws IllegalStateException beyond 2 GiB of decimal text, about a hundred million trades.
     */
    void add(final TradeRow row) {
        if (size == ids.length) {
            grow();
        }
        final int textEnd = textLength + row.priceLength + row.quantityLength;
        if (textEnd < 0) {
            throw new IllegalStateException("more than 2 GiB of prices and quantities: play fewer files at once");
        }
        if (textEnd > text.length) {
            text = Arrays.copyOf(text, (int) Math.min(Integer.MAX_VALUE - 8L, text.length * 2L));
        }
        isSortedByTime &= size == 0 || timesUs[size - 1] <= row.timeUs;
        ids[size] = row.id;
        firstTradeIds[size] = row.firstTradeId;
        lastTradeIds[size] = row.lastTradeId;
        timesUs[size] = row.timeUs;
        flags[size] = (byte) ((row.isBuyerMaker ? BUYER_MAKER : 0) | (row.isBestMatch ? BEST_MATCH : 0));
        textOffsets[size] = textLength;
        priceLengths[size] = (byte) row.priceLength;
        quantityLengths[size] = (byte) row.quantityLength;
        System.arraycopy(row.price, 0, text, textLength, row.priceLength);
        System.arraycopy(row.quantity, 0, text, textLength + row.priceLength, row.quantityLength);
        priceScale = Math.max(priceScale, scale(row.price, row.priceLength));
        quantityScale = Math.max(quantityScale, scale(row.quantity, row.quantityLength));
        textLength = textEnd;
        size++;
    }

    /** Keeps every trade of other columns behind its own. */
    void addAll(final TradeColumns other) {
        final TradeRow row = new TradeRow();
        for (int i = 0; i < other.size; i++) {
            other.read(i, row);
            add(row);
        }
    }

    void read(final int at, final TradeRow row) {
        row.id = ids[at];
        row.firstTradeId = firstTradeIds[at];
        row.lastTradeId = lastTradeIds[at];
        row.timeUs = timesUs[at];
        row.isBuyerMaker = (flags[at] & BUYER_MAKER) != 0;
        row.isBestMatch = (flags[at] & BEST_MATCH) != 0;
        row.priceLength = priceLengths[at];
        row.quantityLength = quantityLengths[at];
        System.arraycopy(text, textOffsets[at], row.price, 0, row.priceLength);
        System.arraycopy(text, textOffsets[at] + row.priceLength, row.quantity, 0, row.quantityLength);
    }

    private void grow() {
        final int capacity = (int) Math.min(Integer.MAX_VALUE - 8L, size * 2L);
        ids = Arrays.copyOf(ids, capacity);
        firstTradeIds = Arrays.copyOf(firstTradeIds, capacity);
        lastTradeIds = Arrays.copyOf(lastTradeIds, capacity);
        timesUs = Arrays.copyOf(timesUs, capacity);
        textOffsets = Arrays.copyOf(textOffsets, capacity);
        priceLengths = Arrays.copyOf(priceLengths, capacity);
        quantityLengths = Arrays.copyOf(quantityLengths, capacity);
        flags = Arrays.copyOf(flags, capacity);
    }

    private static int scale(final byte[] decimal, final int length) {
        int point = 0;
        while (point < length && decimal[point] != '.') {
            point++;
        }
        int end = length;
        while (end > point + 1 && decimal[end - 1] == '0') {
            end--;
        }
        return Math.max(0, end - point - 1);
    }
}
