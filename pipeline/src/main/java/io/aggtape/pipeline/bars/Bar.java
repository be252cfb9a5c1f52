package io.aggtape.pipeline.bars;

import io.aggtape.journal.AggTrade;
import io.aggtape.journal.Instrument;
import io.aggtape.pipeline.ExactSum;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One bar of one instrument: a struct that is filled again and again and is valid only during the call that delivers it.
 * Taker buys are trades whose buyer was not the maker. On COIN-M base volumes are contracts and quote volumes price times
 * contracts, as in {@link io.aggtape.pipeline.OrderFlow}.
 */
public final class Bar {
    private final Instrument instrument;
    private final BarPrice open = new BarPrice();
    private final BarPrice high = new BarPrice();
    private final BarPrice low = new BarPrice();
    private final BarPrice close = new BarPrice();
    private final ExactSum base = new ExactSum();
    private final ExactSum quote = new ExactSum();
    private final ExactSum buyBase = new ExactSum();
    private final ExactSum buyQuote = new ExactSum();

    private long openTimeUs;
    private long closeTimeUs;
    private long latestTradeUs;
    private long firstId;
    private long lastId;
    private long records;
    private long trades;
    private long lateCount;
    private boolean hasTrades;
    private boolean isClosed;

    Bar(final Instrument instrument) {
        this.instrument = instrument;
    }

    /** Market and symbol. */
    public Instrument instrument() {
        return instrument;
    }

    /** Where it begins, inclusive, microseconds since the epoch: a time bar's edge, else its first trade's {@code T}. */
    public long openTimeUs() {
        return openTimeUs;
    }

    /** Where it ends, microseconds since the epoch: by {@link CloseStamp} for a time bar, else its latest {@code T}. */
    public long closeTimeUs() {
        return closeTimeUs;
    }

    /** The price of its first trade, in the order in which trades came; an empty bar's prices are the last close. */
    public BarPrice open() {
        return open;
    }

    /** Its highest price. */
    public BarPrice high() {
        return high;
    }

    /** Its lowest price. */
    public BarPrice low() {
        return low;
    }

    /** The price of its last trade, in the order in which trades came. */
    public BarPrice close() {
        return close;
    }

    /** Volume in units of 10^-18 base; not to be changed. */
    public ExactSum base() {
        return base;
    }

    /** Volume in units of 10^-36 quote; not to be changed. */
    public ExactSum quote() {
        return quote;
    }

    /** What takers bought, in units of 10^-18 base; not to be changed. */
    public ExactSum buyBase() {
        return buyBase;
    }

    /** What takers bought, in units of 10^-36 quote; not to be changed. */
    public ExactSum buyQuote() {
        return buyQuote;
    }

    /** Aggregate trades; one that was split counts where it began. */
    public long records() {
        return records;
    }

    /** Underlying trades, {@code l - f + 1} each; those of a record that was split count where it began. */
    public long trades() {
        return trades;
    }

    /** Of the records those whose {@code T} lies before the open time. */
    public long lateCount() {
        return lateCount;
    }

    /** The aggregate trade that came first, -1 in an empty bar. */
    public long firstId() {
        return firstId;
    }

    /** The aggregate trade that came last, -1 in an empty bar. */
    public long lastId() {
        return lastId;
    }

    /** Whether nothing traded in it. */
    public boolean isEmpty() {
        return !hasTrades;
    }

    /** Whether it is full; false only for the one in which the trades end. */
    public boolean isClosed() {
        return isClosed;
    }

    /** Volume; allocates. */
    public BigDecimal baseVolume() {
        return Numbers.base(base);
    }

    /** Volume in quote units; allocates. */
    public BigDecimal quoteVolume() {
        return Numbers.quote(quote);
    }

    /** What takers bought; allocates. */
    public BigDecimal buyBaseVolume() {
        return Numbers.base(buyBase);
    }

    /** What takers bought in quote units; allocates. */
    public BigDecimal buyQuoteVolume() {
        return Numbers.quote(buyQuote);
    }

    /** For JSON: decimals as plain text, so that no reader makes them doubles; times in microseconds. */
    public Map<String, Object> toMap() {
        final Map<String, Object> map = new LinkedHashMap<>();
        map.put("market", instrument.market().label());
        map.put("symbol", instrument.symbol());
        map.put("openTimeUs", openTimeUs);
        map.put("open", open.value().toPlainString());
        map.put("high", high.value().toPlainString());
        map.put("low", low.value().toPlainString());
        map.put("close", close.value().toPlainString());
        map.put("volume", baseVolume().toPlainString());
        map.put("closeTimeUs", closeTimeUs);
        map.put("quoteVolume", quoteVolume().toPlainString());
        map.put("trades", trades);
        map.put("takerBuyVolume", buyBaseVolume().toPlainString());
        map.put("takerBuyQuoteVolume", buyQuoteVolume().toPlainString());
        map.put("records", records);
        map.put("lateCount", lateCount);
        map.put("closed", isClosed);
        return map;
    }

    /** Begins a bar without trades; prices are the last close until one comes. */
    void begin(final long startUs) {
        openTimeUs = startUs;
        closeTimeUs = startUs;
        latestTradeUs = startUs;
        open.set(close);
        high.set(close);
        low.set(close);
        base.clear();
        quote.clear();
        buyBase.clear();
        buyQuote.clear();
        firstId = -1;
        lastId = -1;
        records = 0;
        trades = 0;
        lateCount = 0;
        hasTrades = false;
        isClosed = false;
    }

    /** Adds a trade or a part of one. */
    void add(final AggTrade trade, final ExactSum partBase, final ExactSum partQuote, final boolean isFirstPart) {
        if (!hasTrades) {
            hasTrades = true;
            firstId = trade.id;
            latestTradeUs = trade.tradeTimeUs;
            open.set(trade);
            high.set(trade);
            low.set(trade);
        } else if (high.compare(trade) < 0) {
            high.set(trade);
        } else if (low.compare(trade) > 0) {
            low.set(trade);
        }
        close.set(trade);
        lastId = trade.id;
        latestTradeUs = Math.max(latestTradeUs, trade.tradeTimeUs);
        base.add(partBase);
        quote.add(partQuote);
        if (!trade.isBuyerMaker) {
            buyBase.add(partBase);
            buyQuote.add(partQuote);
        }
        if (isFirstPart) {
            records++;
            trades += trade.tradeCount();
            lateCount += trade.tradeTimeUs < openTimeUs ? 1 : 0;
        }
    }

    long latestTradeUs() {
        return latestTradeUs;
    }

    /** Ends it at this stamp. */
    void end(final long stampUs, final boolean isFull) {
        closeTimeUs = stampUs;
        isClosed = isFull;
    }
}
