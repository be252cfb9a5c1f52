package io.aggtape.pipeline.bars;

import io.aggtape.journal.AggTrade;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** A bar as numbers, kept beyond the call that delivered it, or as somebody else works it out. */
record KeptBar(
        long openTimeUs, List<BigDecimal> prices, List<BigDecimal> volumes, List<Long> counts, boolean isClosed) {
    KeptBar {
        prices = prices.stream().map(Numbers::plain).toList();
        volumes = volumes.stream().map(Numbers::plain).toList();
        counts = List.copyOf(counts);
    }

    static KeptBar of(final Bar bar) {
        return new KeptBar(
                bar.openTimeUs(),
                List.of(
                        bar.open().value(),
                        bar.high().value(),
                        bar.low().value(),
                        bar.close().value()),
                List.of(bar.baseVolume(), bar.quoteVolume(), bar.buyBaseVolume(), bar.buyQuoteVolume()),
                List.of(bar.trades(), bar.records(), bar.lateCount()),
                bar.isClosed());
    }

    /** Keeps all bars of these trades. */
    static List<KeptBar> of(final BarConfig config, final Iterable<AggTrade> trades) {
        final List<KeptBar> kept = new ArrayList<>();
        final Bars bars = Bars.of(config, bar -> kept.add(of(bar)));
        trades.forEach(bars::onTrade);
        bars.finish();
        return kept;
    }

    BigDecimal close() {
        return prices.get(3);
    }

    BigDecimal base() {
        return volumes.get(0);
    }

    BigDecimal quote() {
        return volumes.get(1);
    }

    BigDecimal buyBase() {
        return volumes.get(2);
    }

    long records() {
        return counts.get(1);
    }

    boolean isEmpty() {
        return base().signum() == 0 && records() == 0;
    }
}
