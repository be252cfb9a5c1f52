package io.aggtape.pipeline;

import org.HdrHistogram.Histogram;

/**
 * How one line of a pair did against the other: filled by the metrics thread.
 *
 * @param line the line's number.
 * @param first trades that it was the first to deliver.
 * @param wins those of them that the other line delivered, too.
 * @param losses trades that the other line had delivered before.
 * @param leadNs by how much it won, nanoseconds.
 */
public record LineRace(int line, long first, long wins, long losses, Histogram leadNs) {
    /** Trades that it alone delivered. */
    public long alone() {
        return first - wins;
    }
}
