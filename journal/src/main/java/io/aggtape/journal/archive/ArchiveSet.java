package io.aggtape.journal.archive;

import io.aggtape.journal.AggTrade;
import io.aggtape.journal.Instrument;
import io.aggtape.journal.TapeSelection;
import io.aggtape.journal.TradeContent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * The trades of the archive files of one symbol in the order of their ids, each id once, and the defects met so far. As
 * many files are open at once as overlap. Owned by one thread.
 */
final class ArchiveSet implements AutoCloseable {
    private final Instrument instrument;
    private final TapeSelection selection;
    private final ArchiveSpans spans;
    private final List<CheckedFile> unopened = new ArrayList<>();
    private final PriorityQueue<Cursor> heads = new PriorityQueue<>();
    private final AggTrade trade = new AggTrade();
    private final long descents;

    private boolean isAtEnd;
    private boolean hasTrade;
    private int opened;
    private long trades;
    private long badRows;
    private long duplicates;
    private long contradictions;
    private long placeholders;
    private long zeroQuantities;
    private long absentIds;

    /** The files of one instrument, of which only trades of a time that is selected count. */
    ArchiveSet(final Instrument instrument, final List<CheckedFile> files, final TapeSelection selection) {
        this.instrument = instrument;
        this.selection = selection;
        spans = new ArchiveSpans(files.stream().map(CheckedFile::check).toList());
        files.stream()
                .sorted(Comparator.comparingLong(file -> file.check().firstId()))
                .forEach(unopened::add);
        descents = files.stream().mapToLong(file -> file.check().descents()).sum();
        next();
    }

    /** Whether there is no trade any more. */
    boolean isAtEnd() {
        return isAtEnd;
    }

    /** The trade with the least id that was not passed yet. */
    AggTrade trade() {
        return trade;
    }

    /** Whether the files speak of an id, whether or not they have it. */
    boolean covers(final long id) {
        return spans.covers(id);
    }

    /** Goes to the next trade. */
    void next() {
        boolean isFound = false;
        while (!isFound && !isAtEnd) {
            final Cursor head = pollHead();
            if (head == null) {
                isAtEnd = true;
            } else {
                isFound = take(head.rows.trade());
                advance(head);
            }
        }
    }

    /** How many trades were passed, with the present one. */
    long trades() {
        return trades;
    }

    ArchiveDefects defects() {
        return new ArchiveDefects(
                badRows, duplicates, contradictions, descents, placeholders, zeroQuantities, absentIds);
    }

    @Override
    public void close() {
        heads.forEach(head -> head.rows.close());
    }

    private Cursor pollHead() {
        while (!unopened.isEmpty()
                && (heads.isEmpty()
                        || unopened.get(0).check().firstId() <= heads.peek().id())) {
            final CheckedFile file = unopened.remove(0);
            advance(new Cursor(ArchiveRows.open(file.file(), file.check(), instrument), opened++));
        }
        return heads.poll();
    }

    /** Goes to the next sound row of a file, and closes it at its end. */
    private void advance(final Cursor cursor) {
        while (cursor.rows.next()) {
            if (cursor.rows.problem() == null) {
                heads.add(cursor);
                return;
            }
            badRows++;
        }
        cursor.rows.close();
    }

    private boolean take(final AggTrade row) {
        if (!selection.accepts(row.tradeTimeUs)) {
            return false;
        }
        if (hasTrade && row.id == trade.id) {
            if (TradeContent.isSame(row, trade)) {
                duplicates++;
            } else {
                contradictions++;
            }
            return false;
        }
        if (hasTrade && row.id > trade.id + 1 && spans.isOneSpan(trade.id, row.id)) {
            absentIds += row.id - trade.id - 1;
        }
        hasTrade = true;
        trade.copyFrom(row);
        trades++;
        if (row.isPlaceholder()) {
            placeholders++;
        } else if (row.quantityMantissa == 0) {
            zeroQuantities++;
        }
        return true;
    }

    /** A file that is open, at a sound row. */
    private record Cursor(ArchiveRows rows, int order) implements Comparable<Cursor> {
        private long id() {
            return rows.trade().id;
        }

        @Override
        public int compareTo(final Cursor other) {
            final int byId = Long.compare(id(), other.id());
            return byId != 0 ? byId : Integer.compare(order, other.order);
        }
    }
}
