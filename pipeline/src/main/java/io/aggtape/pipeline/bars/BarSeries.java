package io.aggtape.pipeline.bars;

import io.aggtape.journal.AggTrade;
import io.aggtape.journal.Decimals;
import io.aggtape.journal.Instrument;
import io.aggtape.pipeline.ExactSum;

/** The bars of one instrument, one after the other. After the first trade nothing is allocated. */
final class BarSeries {
    private static final long MOST_PARTS = 1_000_000;

    private final BarConfig config;
    private final BarListener listener;
    private final Bar bar;
    private final ExactSum size = new ExactSum();
    /** The greatest volume that is cut into bars. */
    private final ExactSum mostCut = new ExactSum();

    private final ExactSum base = new ExactSum();
    private final ExactSum quote = new ExactSum();
    private final ExactSum room = new ExactSum();
    private final ExactSum part = new ExactSum();

    private boolean isOpen;
    /** Of a time bar, exclusive. */
    private long endUs;

    BarSeries(final BarConfig config, final Instrument instrument, final BarListener listener) {
        this.config = config;
        this.listener = listener;
        bar = new Bar(instrument);
        size.set(config.sizeMantissa());
        size.scaleUp(
                (config.type() == BarType.QUOTE ? Numbers.QUOTE_SCALE : Numbers.BASE_SCALE) + config.sizeExponent());
        mostCut.set(size);
        mostCut.multiply(MOST_PARTS);
    }

    Instrument instrument() {
        return bar.instrument();
    }

    /** Takes a trade that is no placeholder. */
    void onTrade(final AggTrade trade) {
        base.set(trade.quantityMantissa);
        base.scaleUp(Numbers.BASE_SCALE + trade.quantityExponent);
        quote.setProduct(trade.priceMantissa, trade.quantityMantissa);
        quote.scaleUp(Numbers.QUOTE_SCALE + trade.priceExponent + trade.quantityExponent);
        switch (config.type()) {
            case TIME:
                roll(trade.tradeTimeUs);
                add(trade, base, quote, true);
                break;
            case TICK:
                open(trade);
                add(trade, base, quote, true);
                closeWhere(bar.records() == config.sizeMantissa());
                break;
            default:
                if (config.rules().crossing() == Crossing.SPLIT) {
                    addInParts(trade);
                } else {
                    open(trade);
                    add(trade, base, quote, true);
                    closeWhere(held().compare(size) >= 0);
                }
        }
    }

    /** Delivers the bar in which the trades end, if one is open. */
    void finish() {
        if (isOpen) {
            isOpen = false;
            bar.end(stampUs(), false);
            listener.onBar(bar);
        }
    }

    /** Closes time bars that end before this time and opens the one in which it lies; an earlier time opens none. */
    private void roll(final long timeUs) {
        if (isOpen && timeUs < endUs) {
            return;
        }
        final long sizeUs = config.sizeMantissa();
        final long offsetUs = config.rules().offsetUs();
        final long startUs = Math.floorDiv(timeUs - offsetUs, sizeUs) * sizeUs + offsetUs;
        if (isOpen) {
            closeWhere(true);
            while (config.rules().emptyBars() == EmptyBars.FLAT && endUs < startUs) {
                open(endUs);
                closeWhere(true);
            }
        }
        open(startUs);
    }

    private void open(final long startUs) {
        bar.begin(startUs);
        endUs = startUs + config.sizeMantissa();
        isOpen = true;
    }

    private void open(final AggTrade trade) {
        if (!isOpen) {
            bar.begin(trade.tradeTimeUs);
            isOpen = true;
        }
    }

    /** Cuts the trade at every edge that it crosses; uses up {@link #base} and {@link #quote}. */
    private void addInParts(final AggTrade trade) {
        final ExactSum volume = config.type() == BarType.VOLUME ? base : quote;
        if (volume.compare(mostCut) > 0) {
            throw new ArithmeticException("the trade " + trade + " fills more than " + MOST_PARTS + " bars of "
                    + config.size().toPlainString() + ": choose a larger size");
        }
        boolean isFirstPart = true;
        while (true) {
            open(trade);
            room.setDifference(size, held());
            final int excess = volume.compare(room);
            if (excess <= 0) {
                add(trade, base, quote, isFirstPart);
                closeWhere(excess == 0);
                return;
            }
            if (config.type() == BarType.VOLUME) {
                cutBase(trade);
                add(trade, room, part, isFirstPart);
                base.subtract(room);
                quote.subtract(part);
            } else {
                cutQuote(trade);
                add(trade, part, room, isFirstPart);
                base.subtract(part);
                quote.subtract(room);
            }
            isFirstPart = false;
            closeWhere(true);
        }
    }

    /** The quote volume of as much base as there is room for. */
    private void cutBase(final AggTrade trade) {
        part.set(room);
        part.multiply(trade.priceMantissa);
        part.scaleUp(Numbers.BASE_SCALE + trade.priceExponent);
    }

    /** The base volume of as much quote as there is room for, rounded down. */
    private void cutQuote(final AggTrade trade) {
        part.set(room);
        part.divide(trade.priceMantissa);
        part.divide(Decimals.powerOfTen(Numbers.BASE_SCALE + trade.priceExponent));
    }

    private ExactSum held() {
        return config.type() == BarType.VOLUME ? bar.base() : bar.quote();
    }

    private void add(
            final AggTrade trade, final ExactSum partBase, final ExactSum partQuote, final boolean isFirstPart) {
        bar.add(trade, partBase, partQuote, isFirstPart);
        listener.onTrade(bar, trade, partBase);
    }

    private void closeWhere(final boolean isFull) {
        if (isFull) {
            isOpen = false;
            bar.end(stampUs(), true);
            listener.onBar(bar);
        }
    }

    private long stampUs() {
        if (config.type() != BarType.TIME) {
            return bar.latestTradeUs();
        }
        switch (config.rules().closeStamp()) {
            case EXCLUSIVE:
                return endUs;
            case LAST_TRADE:
                return bar.isEmpty() ? endUs - config.rules().unitUs() : bar.latestTradeUs();
            default:
                return endUs - config.rules().unitUs();
        }
    }
}
