package io.aggtape.pipeline.bars;

import io.aggtape.journal.AggTrade;
import io.aggtape.pipeline.ExactSum;
import java.util.function.BiConsumer;

/** Bars of one instrument with the footprint of each; one that is empty has no rows. */
public final class FootprintBars implements BarListener {
    private final Footprint footprint;
    private final BiConsumer<Bar, Footprint> listener;

    /** Rows of this width; the listener's arguments are valid only during the call. */
    public FootprintBars(final PriceStep step, final BiConsumer<Bar, Footprint> listener) {
        footprint = new Footprint(step);
        this.listener = listener;
    }

    @Override
    public void onTrade(final Bar bar, final AggTrade trade, final ExactSum base) {
        footprint.add(trade, base);
    }

    @Override
    public void onBar(final Bar bar) {
        listener.accept(bar, footprint);
        footprint.clear();
    }
}
