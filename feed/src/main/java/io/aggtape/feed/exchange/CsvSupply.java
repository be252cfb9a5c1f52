package io.aggtape.feed.exchange;

/** Plays the trades of archive files once, and keeps them all for REST. */
final class CsvSupply implements TradeSupply {
    private final String symbol;
    private final TradeColumns trades;
    private int cursor;

    CsvSupply(final String symbol, final TradeColumns trades) {
        this.symbol = symbol;
        this.trades = trades;
    }

    @Override
    public String symbol() {
        return symbol;
    }

    @Override
    public int priceScale() {
        return trades.priceScale();
    }

    @Override
    public int quantityScale() {
        return trades.quantityScale();
    }

    @Override
    public boolean isExhausted() {
        return cursor == trades.size();
    }

    @Override
    public long nextTimeUs() {
        return trades.timeUs(cursor);
    }

    @Override
    public void next(final TradeRow row, final long nowUs) {
        trades.read(cursor++, row);
    }

    @Override
    public long begin() {
        return 0;
    }

    @Override
    public long end() {
        return cursor;
    }

    @Override
    public long idAt(final long position) {
        return trades.id((int) position);
    }

    @Override
    public long timeUsAt(final long position) {
        return trades.timeUs((int) position);
    }

    @Override
    public long positionOfTime(final long timeUs) {
        return trades.isSortedByTime() ? TradeStore.search(this, timeUs) : begin();
    }

    @Override
    public long endOfTime(final long timeUs) {
        return trades.isSortedByTime() ? TradeStore.search(this, timeUs + 1) : end();
    }

    @Override
    public void read(final long position, final TradeRow row) {
        trades.read((int) position, row);
    }
}
