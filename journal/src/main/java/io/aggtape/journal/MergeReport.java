package io.aggtape.journal;

import java.nio.file.Path;
import java.util.List;

/**
 * Who had what, as {@link TapeMerger} found it.
 *
 * @param output the new tape.
 * @param inputs the tapes that were merged, in the order in which they were named.
 * @param instruments one entry for each instrument with trades.
 * @param contentDifferences how many trades with an id that is there and other content were kept as rejected: those that
 *     the inputs had kept so, and those that differ between them.
 */
public record MergeReport(Path output, List<Input> inputs, List<Merged> instruments, long contentDifferences) {
    /**
     * Whether the new tape has no open hole and no two contents of one id, and comes of whole tapes: nobody knows what a
     * damaged one held besides.
     */
    public boolean isComplete() {
        return contentDifferences == 0
                && faults() == 0
                && instruments.stream().allMatch(merged -> merged.open().isEmpty());
    }

    /** How many faults of the inputs were met. */
    public long faults() {
        return inputs.stream().mapToLong(Input::faults).sum();
    }

    /**
     * One input.
     *
     * @param directory where it lies.
     * @param trades how many trades were read.
     * @param duplicates how many of them had an id and content that the same tape had before.
     * @param events how many sessions, states of lines, measurements of the clock and rejected frames were taken over.
     * @param faults how many faults of the tape were met; {@link TapeVerifier} names them.
     */
    public record Input(Path directory, long trades, long duplicates, long events, long faults) {}

    /**
     * One instrument.
     *
     * @param market its market.
     * @param symbol its symbol.
     * @param ids from the first to the last id of all inputs.
     * @param counts how the inputs compare.
     * @param shares what each input had, in their order.
     * @param open the ids that none of them has.
     */
    public record Merged(
            Market market, String symbol, IdRange ids, Counts counts, List<Share> shares, List<IdRange> open) {
        /** How many ids none of the inputs has, those absent at the source not counted. */
        public long missingIds() {
            return open.stream().mapToLong(IdRange::size).sum();
        }
    }

    /**
     * How the inputs compare.
     *
     * @param trades how many different ids there are.
     * @param inAll how many ids every input has.
     * @param differing how many ids do not have the same content wherever they are.
     * @param absentIds how many ids none has because one of them knows that the source does not have them.
     */
    public record Counts(long trades, long inAll, long differing, long absentIds) {}

    /**
     * What one input had of one instrument.
     *
     * @param ids from its first to its last id; null where it had none.
     * @param trades how many different ids.
     * @param only how many of them no other input had.
     * @param filled how many ids between its first and its last were missing in it and came from others.
     */
    public record Share(IdRange ids, long trades, long only, long filled) {}
}
