package io.aggtape.pipeline.bars;

import io.aggtape.journal.AggTrade;
import io.aggtape.pipeline.ExactSum;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * What takers bought and sold in each row of prices, of a bar or of a range. Rows in which nothing traded don't exist.
 * After the first trade in a row nothing is allocated, also by {@link #clear}.
 */
public final class Footprint {
    private final PriceStep step;
    private final Long2ObjectHashMap<Cell> cells = new Long2ObjectHashMap<>();
    /** All that were ever made; the first {@link #used} are in {@link #cells}. */
    private final List<Cell> made = new ArrayList<>();

    private int used;

    /** Rows of this width. */
    public Footprint(final PriceStep step) {
        this.step = step;
    }

    /**
     * One row.
     *
     * @param price its lowest price.
     * @param buyRecords aggregate trades that takers bought; one that was split counts in each bar that has a part of it.
     * @param sellRecords aggregate trades that takers sold, likewise.
     * @param buyBase what takers bought, base units; contracts on COIN-M.
     * @param sellBase what takers sold, likewise.
     */
    public record Row(BigDecimal price, long buyRecords, long sellRecords, BigDecimal buyBase, BigDecimal sellBase) {
        /** Bought and sold. */
        public BigDecimal base() {
            return Numbers.plain(buyBase.add(sellBase));
        }

        /** Bought less sold. */
        public BigDecimal delta() {
            return Numbers.plain(buyBase.subtract(sellBase));
        }

        /** For JSON: decimals as plain text. */
        public Map<String, Object> toMap() {
            final Map<String, Object> map = new LinkedHashMap<>();
            map.put("price", price.toPlainString());
            map.put("buyRecords", buyRecords);
            map.put("sellRecords", sellRecords);
            map.put("buyVolume", buyBase.toPlainString());
            map.put("sellVolume", sellBase.toPlainString());
            return map;
        }
    }

    /** Adds so much of a trade, in units of 10^-18 base. */
    public void add(final AggTrade trade, final ExactSum base) {
        final long row = step.rowOf(trade.priceMantissa, trade.priceExponent);
        Cell cell = cells.get(row);
        if (cell == null) {
            cell = next(row);
            cells.put(row, cell);
        }
        if (trade.isBuyerMaker) {
            cell.sellRecords++;
            cell.sellBase.add(base);
        } else {
            cell.buyRecords++;
            cell.buyBase.add(base);
        }
    }

    /** Begins anew. */
    public void clear() {
        cells.clear();
        used = 0;
    }

    /** The rows, lowest price first; allocates. */
    public List<Row> rows() {
        final List<Cell> sorted = new ArrayList<>(made.subList(0, used));
        sorted.sort(Comparator.comparingLong(cell -> cell.row));
        final List<Row> rows = new ArrayList<>(used);
        for (final Cell cell : sorted) {
            rows.add(new Row(
                    step.priceOf(cell.row),
                    cell.buyRecords,
                    cell.sellRecords,
                    Numbers.base(cell.buyBase),
                    Numbers.base(cell.sellBase)));
        }
        return rows;
    }

    private Cell next(final long row) {
        if (used == made.size()) {
            made.add(new Cell());
        }
        final Cell cell = made.get(used++);
        cell.row = row;
        cell.buyRecords = 0;
        cell.sellRecords = 0;
        cell.buyBase.clear();
        cell.sellBase.clear();
        return cell;
    }

    /** The sums of one row. */
    private static final class Cell {
        private final ExactSum buyBase = new ExactSum();
        private final ExactSum sellBase = new ExactSum();
        private long row;
        private long buyRecords;
        private long sellRecords;
    }
}
