package io.aggtape.feed.soak;

import io.aggtape.feed.exchange.Exchange;
import io.aggtape.feed.exchange.ServedTrade;
import io.aggtape.journal.AggTrade;
import io.aggtape.journal.Decimals;
import io.aggtape.journal.TapeListener;
import io.aggtape.journal.TapeReader;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Holds a tape against what the exchange had to give, id by id and field by field. */
final class TapeComparison {
    private static final int DOCUMENTS_A_POLL = 1_000;
    private static final int DIFFERENCES_A_SYMBOL = 5;

    private final Path journal;
    private final Exchange exchange;
    private final List<String> differences = new ArrayList<>();
    private long equal;

    /** What both sides say of a trade. */
    private record Content(
            BigDecimal price,
            BigDecimal quantity,
            long firstTradeId,
            long lastTradeId,
            long timeUs,
            boolean isBuyerMaker,
            boolean isBestMatch) {
        static Content of(final AggTrade trade) {
            return new Content(
                    Decimals.toBigDecimal(trade.priceMantissa, trade.priceExponent),
                    Decimals.toBigDecimal(trade.quantityMantissa, trade.quantityExponent),
                    trade.firstTradeId,
                    trade.lastTradeId,
                    trade.tradeTimeUs,
                    trade.isBuyerMaker,
                    trade.bestMatch == 1);
        }

        static Content of(final ServedTrade trade) {
            return new Content(
                    new BigDecimal(trade.price()),
                    new BigDecimal(trade.quantity()),
                    trade.firstTradeId(),
                    trade.lastTradeId(),
                    trade.timeUs(),
                    trade.isBuyerMaker(),
                    trade.isBestMatch());
        }
    }

    private TapeComparison(final Path journal, final Exchange exchange) {
        this.journal = journal;
        this.exchange = exchange;
    }

    /** Compares every symbol of the exchange; playback must have ended. */
    static TapeComparison of(final Path journal, final Exchange exchange) {
        final TapeComparison comparison = new TapeComparison(journal, exchange);
        new TreeSet<>(exchange.symbols()).forEach(comparison::compare);
        return comparison;
    }

    /** What differs, in words, the first of each symbol. */
    List<String> differences() {
        return differences;
    }

    /** How many trades are the same on both sides. */
    long equal() {
        return equal;
    }

    private void compare(final String symbol) {
        final Map<Long, Content> tape = tape(symbol);
        final List<String> found = new ArrayList<>();
        for (final Iterator<ServedTrade> truth = exchange.truth(symbol); truth.hasNext(); ) {
            final ServedTrade served = truth.next();
            final Content recorded = tape.remove(served.id());
            final Content expected = Content.of(served);
            if (expected.equals(recorded)) {
                equal++;
            } else {
                found.add(symbol + " " + served.id() + ": served " + expected + ", on the tape " + recorded);
            }
        }
        tape.forEach((id, content) -> found.add(symbol + " " + id + ": never served, on the tape " + content));
        found.stream().limit(DIFFERENCES_A_SYMBOL).forEach(differences::add);
        if (found.size() > DIFFERENCES_A_SYMBOL) {
            differences.add(symbol + ": " + found.size() + " differences in all");
        }
    }

    private Map<Long, Content> tape(final String symbol) {
        final Map<Long, Content> trades = new HashMap<>();
        final TapeListener listener = new TapeListener() {
            @Override
            public void onAggTrade(final AggTrade trade) {
                if (trade.instrument.symbol().equals(symbol)) {
                    trades.putIfAbsent(trade.id, Content.of(trade));
                }
            }
        };
        try (TapeReader reader = TapeReader.open(journal)) {
            do {
                reader.poll(listener, DOCUMENTS_A_POLL);
            } while (!reader.isAtEnd());
        }
        return trades;
    }
}
