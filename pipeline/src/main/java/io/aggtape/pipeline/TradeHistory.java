package io.aggtape.pipeline;

import io.aggtape.journal.AggTrade;
import io.aggtape.journal.Instrument;
import io.aggtape.journal.Market;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The last trades of each symbol, in arrival order. One thread calls {@link #onTrade} and is never held up; every other
 * method may be called from any thread. Memory is taken at the first sight of a symbol, 88 bytes a trade of capacity;
 * after that nothing is allocated.
 */
public final class TradeHistory implements TradeListener {
    /** The greatest capacity. */
    public static final int MAX_CAPACITY = 1 << 24;

    private static final int MAX_ATTEMPTS = 16;

    private final int capacity;
    private final List<ConcurrentHashMap<String, TradeRing>> bySymbol = new ArrayList<>();
    /** The writer's own, by {@link Instrument#index()}. */
    private TradeRing[] byIndex = new TradeRing[64];

    /**
     * Keeps this many trades a symbol.
     *
     * @throws IllegalArgumentException where {@code capacity} is no power of two from 1 to {@link #MAX_CAPACITY}.
     */
    public TradeHistory(final int capacity) {
        if (Integer.bitCount(capacity) != 1 || capacity < 1 || capacity > MAX_CAPACITY) {
            throw new IllegalArgumentException(
                    "a history keeps a power of two from 1 to " + MAX_CAPACITY + " trades a symbol, not " + capacity);
        }
        this.capacity = capacity;
        for (int i = 0; i < Market.values().length; i++) {
            bySymbol.add(new ConcurrentHashMap<>());
        }
    }

    @Override
    public void onTrade(final AggTrade trade) {
        final int index = trade.instrument.index();
        final TradeRing[] known = byIndex;
        TradeRing ring = index < known.length ? known[index] : null;
        if (ring == null) {
            ring = add(trade.instrument);
        }
        ring.write(trade);
    }

    /** How many trades a symbol are kept. */
    public int capacity() {
        return capacity;
    }

    /** How many trades of this symbol have come since start, kept or not; 0 for one that is unknown. */
    public long tradesSeen(final Market market, final String symbol) {
        final TradeRing ring = ring(market, symbol);
        return ring == null ? 0 : ring.written();
    }

    /**
     * Copies the last trades of a symbol, the newest first, each as it came and none left out between the first and the
     * last copied. The {@code instrument} of a copy belongs to the writer's table: take its market and symbol from it,
     * not its index.
     *
     * @param into where to; a null element is replaced by a new trade, one that is there is filled.
     * @param count how many at most; no more than {@code into.length} and {@link #capacity()} are copied.
     * @return how many were copied; 0 where the symbol is unknown. Fewer than there are where the writer overwrote the
     *     oldest of them again and again during the call: ask for less than the capacity and it won't. Elements from
     *     here on are undefined.
     */
    public int latest(final Market market, final String symbol, final AggTrade[] into, final int count) {
        final TradeRing ring = ring(market, symbol);
        if (ring == null) {
            return 0;
        }
        int copied = 0;
        int wanted = 1;
        for (int attempt = 0; attempt < MAX_ATTEMPTS && copied < wanted; attempt++) {
            final long written = ring.written();
            wanted = (int) Math.min(Math.min(count, into.length), Math.min(capacity, written));
            copied = 0;
            while (copied < wanted && ring.read(written - 1 - copied, at(into, copied))) {
                copied++;
            }
        }
        return copied;
    }

    /**
     * Copies the last trade of a symbol; false where there is none, or as {@link #latest(Market, String, AggTrade[],
     * int)}.
     */
    public boolean latest(final Market market, final String symbol, final AggTrade into) {
        final TradeRing ring = ring(market, symbol);
        for (int attempt = 0; ring != null && attempt < MAX_ATTEMPTS; attempt++) {
            final long written = ring.written();
            if (written > 0 && ring.read(written - 1, into)) {
                return true;
            }
        }
        return false;
    }

    private TradeRing ring(final Market market, final String symbol) {
        return bySymbol.get(market.ordinal()).get(symbol);
    }

    private TradeRing add(final Instrument instrument) {
        final int index = instrument.index();
        if (index >= byIndex.length) {
            byIndex = Arrays.copyOf(byIndex, Math.max(index + 1, byIndex.length * 2));
        }
        final TradeRing ring = new TradeRing(instrument, capacity);
        byIndex[index] = ring;
        bySymbol.get(instrument.market().ordinal()).put(instrument.symbol(), ring);
        return ring;
    }

    private static AggTrade at(final AggTrade[] trades, final int index) {
        if (trades[index] == null) {
            trades[index] = new AggTrade();
        }
        return trades[index];
    }
}
