package io.aggtape.pipeline.bars;

import io.aggtape.journal.AggTrade;
import io.aggtape.journal.Instrument;
import io.aggtape.pipeline.TradeListener;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Objects;
import java.util.function.Function;

/**
 * Makes bars of the trades of each symbol: open, high, low, close, base and quote volume, what takers bought of both,
 * aggregate and underlying trades.
 *
 * <ul>
 *   <li>A time bar holds the trades with {@code open <= T < open + size}, its edges aligned to the epoch or
 *       {@link BarRules#offsetUs} behind it. The first trade beyond its end closes it. A trade from before the open bar,
 *       where trades come out of the order of {@code T}, counts into the open bar and into its {@code lateCount}, as in
 *       {@link io.aggtape.pipeline.OrderFlow}; played in the exchange's order no trade of a repaired tape is late.
 *   <li>Bars in which nothing traded are made or left out by {@link EmptyBars}; there are none before the first trade and
 *       none behind the last.
 *   <li>A tick, volume or quote bar is closed by the trade that fills it. Its open time is the {@code T} of its first
 *       trade, its close time the latest {@code T} in it. {@link Crossing} says what becomes of a trade that is more than
 *       there is room for.
 *   <li>Open and close are the first and the last trade in the order in which they come, also where one is late.
 *   <li>Placeholders of invalidated trades are counted apart and change nothing else.
 *   <li>The first time bar holds only what was traded from the first trade on, and no bar tells of ids that never came.
 *   <li>Sums are exact, whatever the exponents of the trades.
 *   <li>Calendar months are no fixed time: there are no bars of a month.
 * </ul>
 *
 * <p>By default they are Binance's klines (spot web-socket-streams.md, "Kline/Candlestick Streams"; public-data README,
 * klines): close time inclusive, empty ones flat, {@code n} the number of underlying trades. One thing differs, on COIN-M:
 * there the quote volume is price times contracts, and Binance's klines have the base asset's volume in its place
 * (coin-margined REST, "Kline/Candlestick Data"). One thread owns it. After the first trade of a symbol nothing is
 * allocated.
 */
public final class Bars implements TradeListener {
    private final BarConfig config;
    private final Function<Instrument, BarListener> listeners;

    private BarSeries[] series = new BarSeries[64];
    private long placeholderCount;

    /** Bars of all symbols, to one listener. */
    public static Bars of(final BarConfig config, final BarListener listener) {
        return new Bars(config, instrument -> listener);
    }

    private Bars(final BarConfig config, final Function<Instrument, BarListener> listeners) {
        this.config = config;
        this.listeners = listeners;
    }

    /** Bars to a listener a symbol, which is made at its first trade. */
    public static Bars each(final BarConfig config, final Function<Instrument, BarListener> listeners) {
        return new Bars(config, listeners);
    }

    @Override
    public void onTrade(final AggTrade trade) {
        if (trade.isPlaceholder()) {
            placeholderCount++;
            return;
        }
        final int index = trade.instrument.index();
        BarSeries known = index < series.length ? series[index] : null;
        if (known == null) {
            known = add(trade.instrument);
        }
        known.onTrade(trade);
    }

    /** Delivers the bar of each symbol that is still open, by market and symbol; the next trade opens a new one. */
    public void finish() {
        Arrays.stream(series)
                .filter(Objects::nonNull)
                .sorted(Comparator.comparing(
                                (BarSeries known) -> known.instrument().market())
                        .thenComparing(known -> known.instrument().symbol()))
                .forEach(BarSeries::finish);
    }

    /** How many placeholders of invalidated trades came. */
    public long placeholderCount() {
        return placeholderCount;
    }

    private BarSeries add(final Instrument instrument) {
        final int index = instrument.index();
        if (index >= series.length) {
            series = Arrays.copyOf(series, Math.max(index + 1, series.length * 2));
        }
        series[index] = new BarSeries(config, instrument, listeners.apply(instrument));
        return series[index];
    }
}
