package io.aggtape.feed.exchange;

import java.util.Arrays;

/** Plays generated trades without end, and keeps the newest of them for REST. */
final class GeneratedSupply implements TradeSupply {
    /** How many trades REST can show. */
    static final int KEPT = 200_000;

    private final TradeGenerator generator;
    private final long firstId;
    private int capacity = 1_024;
    private long[] firstTradeIds = new long[capacity];
    private int[] tradeCounts = new int[capacity];
    private long[] timesUs = new long[capacity];
    private long[] prices = new long[capacity];
    private long[] quantities = new long[capacity];
    private boolean[] buyerMakers = new boolean[capacity];
    private long end;
    private long virtualTimeUs;
    private long orderTimeUs;

    GeneratedSupply(final TradeGenerator generator) {
        this.generator = generator;
        this.firstId = generator.nextId();
        this.virtualTimeUs = generator.gapUs();
    }

    @Override
    public String symbol() {
        return generator.profile().symbol();
    }

    @Override
    public int priceScale() {
        return generator.profile().tickScale();
    }

    @Override
    public int quantityScale() {
        return generator.profile().lotScale();
    }

    @Override
    public boolean isExhausted() {
        return false;
    }

    @Override
    public long nextTimeUs() {
        return virtualTimeUs;
    }

    @Override
    public void next(final TradeRow row, final long nowUs) {
        if (!generator.isInSweep()) {
            orderTimeUs = Math.max(orderTimeUs, nowUs);
        }
        generator.next();
        if (end == capacity && capacity < KEPT) {
            grow();
        }
        final int slot = slot(end++);
        firstTradeIds[slot] = generator.firstTradeId();
        tradeCounts[slot] = generator.tradeCount();
        timesUs[slot] = orderTimeUs;
        prices[slot] = generator.priceTicks();
        quantities[slot] = generator.quantityLots();
        buyerMakers[slot] = generator.isBuyerMaker();
        virtualTimeUs += generator.gapUs();
        read(end - 1, row);
    }

    @Override
    public long begin() {
        return Math.max(0, end - KEPT);
    }

    @Override
    public long end() {
        return end;
    }

    @Override
    public long idAt(final long position) {
        return firstId + position;
    }

    @Override
    public long timeUsAt(final long position) {
        return timesUs[slot(position)];
    }

    @Override
    public long positionOfTime(final long timeUs) {
        return TradeStore.search(this, timeUs);
    }

    @Override
    public long endOfTime(final long timeUs) {
        return TradeStore.search(this, timeUs + 1);
    }

    @Override
    public void read(final long position, final TradeRow row) {
        final int slot = slot(position);
        final SymbolProfile profile = generator.profile();
        row.id = firstId + position;
        row.firstTradeId = firstTradeIds[slot];
        row.lastTradeId = firstTradeIds[slot] + tradeCounts[slot] - 1;
        row.timeUs = timesUs[slot];
        row.isBuyerMaker = buyerMakers[slot];
        row.isBestMatch = true;
        row.priceLength = decimal(row.price, prices[slot], profile.tickScale(), profile.priceDigits());
        row.quantityLength = decimal(row.quantity, quantities[slot], profile.lotScale(), profile.quantityDigits());
    }

    private int slot(final long position) {
        return (int) (position % capacity);
    }

    private void grow() {
        capacity = Math.min(KEPT, capacity * 2);
        firstTradeIds = Arrays.copyOf(firstTradeIds, capacity);
        tradeCounts = Arrays.copyOf(tradeCounts, capacity);
        timesUs = Arrays.copyOf(timesUs, capacity);
        prices = Arrays.copyOf(prices, capacity);
        quantities = Arrays.copyOf(quantities, capacity);
        buyerMakers = Arrays.copyOf(buyerMakers, capacity);
    }

    /** Writes {@code value * 10^-scale} with {@code digits} fraction digits, {@code digits >= scale}; returns the length. */
    static int decimal(final byte[] into, final long value, final int scale, final int digits) {
        int length = digits == 0 ? 0 : digits + 1;
        long whole = value;
        for (int i = 0; i < scale; i++) {
            whole /= 10;
        }
        for (long rest = whole; rest > 9; rest /= 10) {
            length++;
        }
        length++;
        int at = length;
        for (int i = digits; i > scale; i--) {
            into[--at] = '0';
        }
        long rest = value;
        for (int i = 0; i < scale; i++) {
            into[--at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        if (digits > 0) {
            into[--at] = '.';
        }
        do {
            into[--at] = (byte) ('0' + rest % 10);
            rest /= 10;
        } while (at > 0);
        return length;
    }
}
