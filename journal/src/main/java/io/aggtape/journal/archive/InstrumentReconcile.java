package io.aggtape.journal.archive;

import io.aggtape.journal.AggTrade;
import io.aggtape.journal.IdRange;
import io.aggtape.journal.Instrument;
import io.aggtape.journal.TradeHash;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Compares the trades of one symbol on a tape, in the order of their ids, with those of its archive; owned by one thread. */
final class InstrumentReconcile implements AutoCloseable {
    private final Instrument instrument;
    private final ArchiveSet archive;
    private final int examples;
    private final FirstRanges missing;
    private final FirstRanges extra;
    private final List<String> differences = new ArrayList<>();
    private final Map<TradeField, Long> fields = new EnumMap<>(TradeField.class);

    private long tapeTrades;
    private long equal;
    private long different;
    private long invalidated;
    private long uncovered;
    private long digest;

    InstrumentReconcile(final Instrument instrument, final ArchiveSet archive, final int examples) {
        this.instrument = instrument;
        this.archive = archive;
        this.examples = examples;
        missing = new FirstRanges(examples);
        extra = new FirstRanges(examples);
    }

    void onTapeTrade(final AggTrade trade) {
        tapeTrades++;
        digest += TradeHash.of(trade);
        while (!archive.isAtEnd() && archive.trade().id < trade.id) {
            missing.add(archive.trade().id);
            archive.next();
        }
        if (!archive.isAtEnd() && archive.trade().id == trade.id) {
            compare(archive.trade(), trade);
            archive.next();
        } else if (archive.covers(trade.id)) {
            extra.add(trade.id);
        } else {
            uncovered++;
        }
    }

    /** The tape has no trade any more. */
    void end() {
        while (!archive.isAtEnd()) {
            missing.add(archive.trade().id);
            archive.next();
        }
    }

    ReconcileReport.Compared report() {
        return new ReconcileReport.Compared(
                instrument.market(),
                instrument.symbol(),
                new ReconcileReport.Counts(
                        archive.trades(),
                        tapeTrades,
                        equal,
                        missing.ids(),
                        extra.ids(),
                        different,
                        invalidated,
                        uncovered),
                archive.defects(),
                new ReconcileReport.Examples(missing.first(), extra.first(), List.copyOf(differences)),
                Map.copyOf(fields),
                digest);
    }

    @Override
    public void close() {
        archive.close();
    }

    /** A trade that Binance has made invalid since keeps its live record: that is told apart from a difference. */
    private void compare(final AggTrade inArchive, final AggTrade onTape) {
        if (inArchive.isPlaceholder() && !onTape.isPlaceholder()) {
            invalidated++;
            return;
        }
        boolean isEqual = true;
        StringBuilder words = null;
        for (final TradeField field : TradeField.ALL) {
            if (!field.isSame(inArchive, onTape)) {
                isEqual = false;
                fields.merge(field, 1L, Long::sum);
                if (differences.size() < examples) {
                    words = words == null ? new StringBuilder("id " + onTape.id + ":") : words.append(';');
                    words.append(' ').append(field.label()).append(" archive ").append(field.text(inArchive));
                    words.append(", tape ").append(field.text(onTape));
                }
            }
        }
        equal += isEqual ? 1 : 0;
        different += isEqual ? 0 : 1;
        if (words != null) {
            differences.add(words.toString());
        }
    }

    /** Ascending ids as ranges, of which the first are kept and all are counted. */
    private static final class FirstRanges {
        private final int limit;
        private final List<IdRange> ranges = new ArrayList<>();
        private long ids;
        private long firstId = -1;
        private long lastId = -1;

        private FirstRanges(final int limit) {
            this.limit = limit;
        }

        private void add(final long id) {
            ids++;
            if (firstId >= 0 && id == lastId + 1) {
                lastId = id;
                return;
            }
            flush();
            firstId = id;
            lastId = id;
        }

        private void flush() {
            if (firstId >= 0 && ranges.size() < limit) {
                ranges.add(new IdRange(firstId, lastId));
            }
        }

        private long ids() {
            return ids;
        }

        private List<IdRange> first() {
            flush();
            firstId = -1;
            return List.copyOf(ranges);
        }
    }
}
