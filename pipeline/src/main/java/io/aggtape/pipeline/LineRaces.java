package io.aggtape.pipeline;

import io.aggtape.journal.AggTrade;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * Which line of a pair was first with each trade, and by how much. A trade is remembered until {@link #WINDOW} newer ones
 * of its instrument have come; a copy after that counts as lost without a lead. A copy of a trade that was fetched, or
 * that an earlier run had, is no loss: no line won it. Owned by the metrics thread.
 */
final class LineRaces {
    static final int WINDOW = 4_096;

    private static final int ROW = 2;
    private static final int LINE_BITS = 16;
    private static final int LINE_MASK = (1 << LINE_BITS) - 1;
    private static final long DECIDED = Long.MIN_VALUE;
    private static final int NO_LINE = LineContext.REST_NUMBER;
    private static final long UNUSED = -1;
    /** Behind the rows: the first id that a line delivered here, older ones are an earlier run's. */
    private static final int FIRST_ID = WINDOW * ROW;

    private long[][] rowsByInstrument = new long[64][];
    private Lane[] lanes = new Lane[4];

    /** A trade that was not seen before; {@code receiveNs} is monotonic. */
    void onFirst(final AggTrade trade, final long receiveNs) {
        final long[] rows = rowsOf(trade.instrument.index());
        final int row = rowOf(trade.id);
        // A trade that fills an old hole must not push out a newer one.
        if (rows[row] >> LINE_BITS <= trade.id) {
            rows[row] = trade.id << LINE_BITS | trade.line;
            rows[row + 1] = trade.line == NO_LINE ? DECIDED : receiveNs;
        }
        if (trade.line != NO_LINE) {
            rows[FIRST_ID] = rows[FIRST_ID] == UNUSED ? trade.id : rows[FIRST_ID];
            lane(trade.line).first++;
        }
    }

    /** A trade that was seen before. */
    void onCopy(final AggTrade trade, final long receiveNs) {
        if (trade.line == NO_LINE) {
            return;
        }
        final long[] rows = rowsOf(trade.instrument.index());
        final int row = rowOf(trade.id);
        if (rows[row] >> LINE_BITS != trade.id) {
            if (rows[FIRST_ID] != UNUSED && trade.id >= rows[FIRST_ID]) {
                lane(trade.line).losses++;
            }
            return;
        }
        final int winner = (int) rows[row] & LINE_MASK;
        // A line's own repetition loses nothing, and a third copy, after a rotation for example, is no second win.
        if (winner != trade.line && rows[row + 1] != DECIDED) {
            lane(trade.line).losses++;
            final Lane lane = lane(winner);
            lane.wins++;
            lane.leadNs.recordValue(Math.min(Math.max(receiveNs - rows[row + 1], 0), HopRecorder.MAX_NS));
            rows[row + 1] = DECIDED;
        }
    }

    /** A copy of what is known of each line that delivered anything. */
    List<LineRace> results() {
        final List<LineRace> results = new ArrayList<>();
        for (int line = 0; line < lanes.length; line++) {
            if (lanes[line] != null) {
                final Lane lane = lanes[line];
                results.add(new LineRace(line, lane.first, lane.wins, lane.losses, lane.leadNs.copy()));
            }
        }
        return results;
    }

    private Lane lane(final int line) {
        if (line >= lanes.length) {
            lanes = Arrays.copyOf(lanes, Math.max(line + 1, lanes.length * 2));
        }
        if (lanes[line] == null) {
            lanes[line] = new Lane();
        }
        return lanes[line];
    }

    private long[] rowsOf(final int index) {
        if (index >= rowsByInstrument.length) {
            rowsByInstrument = Arrays.copyOf(rowsByInstrument, Math.max(index + 1, rowsByInstrument.length * 2));
        }
        if (rowsByInstrument[index] == null) {
            rowsByInstrument[index] = new long[FIRST_ID + 1];
            Arrays.fill(rowsByInstrument[index], UNUSED);
        }
        return rowsByInstrument[index];
    }

    private static int rowOf(final long id) {
        return ((int) id & (WINDOW - 1)) * ROW;
    }

    /** The figures of one line. */
    private static final class Lane {
        private final Histogram leadNs = HopRecorder.newHistogram();
        private long first;
        private long wins;
        private long losses;
    }
}
