package io.aggtape.feed.exchange;

import io.aggtape.journal.AggTrade;
import io.aggtape.journal.Instrument;
import io.aggtape.journal.Market;
import io.aggtape.journal.TapeFaultListener;
import io.aggtape.journal.TapeListener;
import io.aggtape.journal.TapeReader;
import io.aggtape.journal.TapeSelection;
import io.aggtape.journal.TimeIndex;
import io.aggtape.journal.TradeSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * What there is to serve of a tape as it stood when it was read: which symbols, how many trades, and for each symbol an
 * index of where they lie, of some 60 bytes for every thousand trades. The trades stay on the tape. Immutable.
 */
public final class ServedTape {
    private final TapePart part;
    private final Map<String, TapeSymbol> symbols;
    private final Market market;
    private final long trades;
    private final long faults;
    private final long firstPlace;
    private final long firstTimeUs;
    private final long periodUs;

    private ServedTape(final TapePart part, final Indexer indexer, final long faults) {
        this.part = part;
        this.symbols = indexer.symbols;
        this.market = indexer.market;
        this.trades = indexer.trades;
        this.faults = faults;
        this.firstPlace = indexer.firstPlace;
        this.firstTimeUs = indexer.times.least;
        this.periodUs = Math.max(indexer.times.span(), indexer.paceTimes.span()) / 1_000 * 1_000 + 2_000;
        symbols.values().forEach(TapeSymbol::seal);
    }

    /**
     * Reads a tape once, to its end, or, by its time index, only where the wanted times are.
     *
     * @param talk is told where a time index must be made first.
     *
     * @throws io.aggtape.journal.JournalUnreadableException where there is no tape.
     * @throws IllegalArgumentException where nothing of it was selected, or trades of two markets; the message says what
     *     there is.
     */
    public static ServedTape read(final TapePart part, final Consumer<String> talk) {
        try (TapeReader reader = open(part, talk)) {
            final Indexer indexer = new Indexer(part);
            while (!reader.isAtEnd()) {
                indexer.onDocument(reader.position());
                reader.poll(indexer, 1);
            }
            indexer.requireSelected();
            return new ServedTape(part, indexer, reader.faults());
        }
    }

    /** The same without talk. */
    static ServedTape read(final TapePart part) {
        return read(part, sentence -> {});
    }

    /** The market of its trades. */
    public Market market() {
        return market;
    }

    /** Its symbols in the order of first sight. */
    public List<String> symbols() {
        return List.copyOf(symbols.keySet());
    }

    /** How many trades it has. */
    public long trades() {
        return trades;
    }

    /** How many damaged places were met and passed over. */
    public long faults() {
        return faults;
    }

    Collection<TapeSymbol> tapeSymbols() {
        return symbols.values();
    }

    TapePart part() {
        return part;
    }

    /** The symbol of an instrument, null where it is not served. */
    TapeSymbol find(final Instrument instrument) {
        return instrument.market() == market ? symbols.get(instrument.symbol()) : null;
    }

    /** The place of the first document with a trade that is served. */
    long firstPlace() {
        return firstPlace;
    }

    /** The earliest trade time, microseconds since the epoch. */
    long firstTimeUs() {
        return firstTimeUs;
    }

    /** By how much times go up each time the tape begins again: whole milliseconds, more than it takes. */
    long periodUs() {
        return periodUs;
    }

    /** The time that decides when a trade is played, microseconds: when it was received, or, from an archive, made. */
    static long paceTimeUs(final AggTrade trade) {
        return trade.source == TradeSource.ARCHIVE ? trade.tradeTimeUs : trade.receiveTimeNs / 1_000;
    }

    private static TapeReader open(final TapePart part, final Consumer<String> talk) {
        final TapeSelection wanted = part.selection();
        if (wanted.isAllTime()) {
            return TapeReader.openWhole(part.journal(), TapeFaultListener.NONE);
        }
        return TapeReader.openRange(
                TimeIndex.open(part.journal(), talk), TapeFaultListener.NONE, wanted.fromUs(), wanted.toUs());
    }

    /** The least and the greatest of some times. */
    private static final class Times {
        private long least = Long.MAX_VALUE;
        private long greatest = Long.MIN_VALUE;

        void add(final long timeUs) {
            least = Math.min(least, timeUs);
            greatest = Math.max(greatest, timeUs);
        }

        long span() {
            return greatest - least;
        }
    }

    /** Notes what a pass over the tape meets. */
    private static final class Indexer implements TapeListener {
        private final TapePart part;
        private final Map<String, TapeSymbol> symbols = new LinkedHashMap<>();
        private final TreeSet<String> others = new TreeSet<>();
        private final List<TapeSymbol> byInstrument = new ArrayList<>();
        private final Stretches.Document document = new Stretches.Document();
        private final Times times = new Times();
        private final Times paceTimes = new Times();
        private Market market;
        private long trades;
        private long firstPlace;

        Indexer(final TapePart part) {
            this.part = part;
        }

        void onDocument(final long newPlace) {
            document.place = newPlace;
            document.ordinal = trades;
        }

        @Override
        public void onAggTrade(final AggTrade trade) {
            if (!part.isWanted(trade)) {
                if (others.size() < 100) {
                    others.add(trade.instrument.symbol());
                }
                return;
            }
            requireMarket(trade.instrument.market());
            if (trades == 0) {
                firstPlace = document.place;
            }
            symbolOf(trade.instrument).add(trade, document, trades);
            trades++;
            times.add(trade.tradeTimeUs);
            paceTimes.add(paceTimeUs(trade));
        }

        void requireSelected() {
            final TreeSet<String> missing = new TreeSet<>(part.selection().symbols());
            missing.removeAll(symbols.keySet());
            if (!missing.isEmpty() || symbols.isEmpty()) {
                others.addAll(symbols.keySet());
                throw new IllegalArgumentException("the tape " + part.journal() + " holds no trades of "
                        + (missing.isEmpty() ? wanted() : String.join(", ", missing) + " in that range")
                        + (others.isEmpty() && !part.selection().isAllTime() ? "" : "; it holds " + held()));
            }
        }

        private String wanted() {
            return part.selection().isAllTime() ? "what was asked for" : "that range";
        }

        private String held() {
            return others.isEmpty() ? "no trades at all" : String.join(", ", others);
        }

        private void requireMarket(final Market of) {
            if (market == null) {
                market = of;
            } else if (market != of) {
                throw new IllegalArgumentException("the tape " + part.journal() + " holds trades of " + market.label()
                        + " and of " + of.label() + ", and an exchange has one market: choose one");
            }
        }

        private TapeSymbol symbolOf(final Instrument instrument) {
            while (byInstrument.size() <= instrument.index()) {
                byInstrument.add(null);
            }
            TapeSymbol symbol = byInstrument.get(instrument.index());
            if (symbol == null) {
                symbol = new TapeSymbol(symbols.size(), instrument.symbol());
                byInstrument.set(instrument.index(), symbol);
                symbols.put(instrument.symbol(), symbol);
            }
            return symbol;
        }
    }
}
