package io.aggtape.pipeline.bars;

import io.aggtape.journal.AggTrade;
import io.aggtape.journal.Decimals;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** What {@link Bars} should make of one symbol's trades: lists of parts in decimals, added up bar by bar. */
final class NaiveBars {
    private record Part(AggTrade trade, BigDecimal base, BigDecimal quote, boolean isFirst) {}

    private final BarConfig config;
    private final List<KeptBar> bars = new ArrayList<>();
    private List<Part> open = new ArrayList<>();
    private long openUs;
    private BigDecimal lastClose;

    private NaiveBars(final BarConfig config) {
        this.config = config;
    }

    static List<KeptBar> of(final BarConfig config, final List<AggTrade> trades) {
        final NaiveBars naive = new NaiveBars(config);
        for (final AggTrade trade : trades) {
            if (trade.firstTradeId != -1) {
                naive.onTrade(trade);
            }
        }
        if (!naive.open.isEmpty()) {
            naive.close(false);
        }
        return naive.bars;
    }

    private void onTrade(final AggTrade trade) {
        final BigDecimal base = Decimals.toBigDecimal(trade.quantityMantissa, trade.quantityExponent);
        final BigDecimal quote = base.multiply(price(trade));
        switch (config.type()) {
            case TIME -> {
                roll(trade.tradeTimeUs);
                open.add(new Part(trade, base, quote, true));
            }
            case TICK -> {
                add(new Part(trade, base, quote, true));
                if (open.size() == config.sizeMantissa()) {
                    close(true);
                }
            }
            default -> fill(trade, base, quote);
        }
    }

    private void roll(final long timeUs) {
        final long sizeUs = config.sizeMantissa();
        final long edgeUs = timeUs - Math.floorMod(timeUs - config.rules().offsetUs(), sizeUs);
        if (open.isEmpty()) {
            openUs = edgeUs;
        } else if (edgeUs > openUs) {
            close(true);
            for (openUs += sizeUs; openUs < edgeUs; openUs += sizeUs) {
                if (config.rules().emptyBars() == EmptyBars.FLAT) {
                    final List<BigDecimal> flat = List.of(lastClose, lastClose, lastClose, lastClose);
                    final BigDecimal zero = BigDecimal.ZERO;
                    bars.add(new KeptBar(openUs, flat, List.of(zero, zero, zero, zero), List.of(0L, 0L, 0L), true));
                }
            }
        }
    }

    private void fill(final AggTrade trade, final BigDecimal allBase, final BigDecimal allQuote) {
        final boolean isVolume = config.type() == BarType.VOLUME;
        BigDecimal base = allBase;
        BigDecimal quote = allQuote;
        boolean isFirst = true;
        while (config.rules().crossing() == Crossing.SPLIT) {
            final BigDecimal room = config.size().subtract(sum(isVolume));
            if ((isVolume ? base : quote).compareTo(room) <= 0) {
                break;
            }
            final BigDecimal partBase = isVolume ? room : room.divide(price(trade), 18, RoundingMode.FLOOR);
            final BigDecimal partQuote = isVolume ? room.multiply(price(trade)) : room;
            add(new Part(trade, partBase, partQuote, isFirst));
            base = base.subtract(partBase);
            quote = quote.subtract(partQuote);
            isFirst = false;
            close(true);
        }
        add(new Part(trade, base, quote, isFirst));
        if (sum(isVolume).compareTo(config.size()) >= 0) {
            close(true);
        }
    }

    private void add(final Part part) {
        if (open.isEmpty()) {
            openUs = part.trade.tradeTimeUs;
        }
        open.add(part);
    }

    private BigDecimal sum(final boolean isVolume) {
        BigDecimal sum = BigDecimal.ZERO;
        for (final Part part : open) {
            sum = sum.add(isVolume ? part.base : part.quote);
        }
        return sum;
    }

    private void close(final boolean isClosed) {
        final List<BigDecimal> prices =
                open.stream().map(part -> price(part.trade)).toList();
        lastClose = prices.get(prices.size() - 1);
        BigDecimal buyBase = BigDecimal.ZERO;
        BigDecimal buyQuote = BigDecimal.ZERO;
        long trades = 0;
        long records = 0;
        long late = 0;
        for (final Part part : open) {
            buyBase = part.trade.isBuyerMaker ? buyBase : buyBase.add(part.base);
            buyQuote = part.trade.isBuyerMaker ? buyQuote : buyQuote.add(part.quote);
            trades += part.isFirst ? part.trade.lastTradeId - part.trade.firstTradeId + 1 : 0;
            records += part.isFirst ? 1 : 0;
            late += part.isFirst && part.trade.tradeTimeUs < openUs ? 1 : 0;
        }
        bars.add(new KeptBar(
                openUs,
                List.of(
                        prices.get(0),
                        prices.stream().max(BigDecimal::compareTo).orElseThrow(),
                        prices.stream().min(BigDecimal::compareTo).orElseThrow(),
                        lastClose),
                List.of(sum(true), sum(false), buyBase, buyQuote),
                List.of(trades, records, late),
                isClosed));
        open = new ArrayList<>();
    }

    private static BigDecimal price(final AggTrade trade) {
        return Decimals.toBigDecimal(trade.priceMantissa, trade.priceExponent);
    }
}
