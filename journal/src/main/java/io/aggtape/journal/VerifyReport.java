package io.aggtape.journal;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What {@link TapeVerifier} found.
 *
 * @param directory the tape.
 * @param instruments one entry for each instrument with trades, in the order of first sight.
 * @param rejects how many frames were rejected, by reason.
 * @param documents what holds the records.
 */
public record VerifyReport(
        Path directory, List<InstrumentReport> instruments, Map<RejectReason, Long> rejects, DocumentReport documents) {
    private static final double MILLION = 1e6;

    /** Whether every instrument is complete and the tape itself is intact. */
    public boolean isComplete() {
        return documents.isIntact() && instruments.stream().allMatch(InstrumentReport::isComplete);
    }

    /** How many holes are open, over all instruments. */
    public long openHoles() {
        return instruments.stream()
                .mapToLong(instrument -> instrument.holes().open().size())
                .sum();
    }

    /** How many different trades there are, over all instruments. */
    public long trades() {
        return instruments.stream().mapToLong(InstrumentReport::trades).sum();
    }

    /** Open holes for each million trades; 0 where there are no trades. */
    public double gapsPerMillion() {
        return perMillion(openHoles(), trades());
    }

    private static double perMillion(final long holes, final long trades) {
        return trades == 0 ? 0 : holes * MILLION / trades;
    }

    /**
     * One instrument.
     *
     * @param market its market.
     * @param symbol its symbol.
     * @param ids from the first to the last aggregate trade id on the tape.
     * @param trades how many different ids are on the tape.
     * @param duplicates how many trades are on the tape although their id was there.
     * @param outOfOrder how many trades stand behind one with a greater id.
     * @param holes where ids were not in sequence.
     */
    public record InstrumentReport(
            Market market,
            String symbol,
            IdRange ids,
            long trades,
            long duplicates,
            long outOfOrder,
            HoleReport holes) {
        /** Whether each id is there once or absent at the source. */
        public boolean isComplete() {
            return duplicates == 0 && holes.open().isEmpty();
        }

        /** How many ids are missing that are not absent at the source. */
        public long missingIds() {
            return holes.open().stream().mapToLong(IdRange::size).sum();
        }

        /** Open holes for each million trades of this instrument. */
        public double gapsPerMillion() {
            return perMillion(holes.open().size(), trades);
        }
    }

    /**
     * The holes of one instrument, judged by the ids of its trades; only {@code absentIds} rests on the tape's word.
     *
     * @param seen how many holes there were when the trades beyond them came.
     * @param filledLateIds how many missing ids came later, from a line.
     * @param repairedIds how many missing ids came later, from REST or an archive.
     * @param absentIds how many ids are missing that the source does not have either.
     * @param open what is missing.
     */
    public record HoleReport(long seen, long filledLateIds, long repairedIds, long absentIds, List<IdRange> open) {}

    /**
     * The documents.
     *
     * @param intact how many passed every check.
     * @param firstSequence the sequence of the first: more than 1 where older files were removed; 0 without documents.
     * @param unknownRecords how many records only a later version can read.
     * @param faultCount how many faults there are, sequence breaks included.
     * @param faults the first of them.
     * @param sequenceBreaks how many faults are breaks of the sequence.
     * @param missingFiles files between others that are not there although their documents are missing.
     */
    public record DocumentReport(
            long intact,
            long firstSequence,
            long unknownRecords,
            long faultCount,
            List<TapeFault> faults,
            long sequenceBreaks,
            List<String> missingFiles) {
        /** Whether nothing is damaged or missing. */
        public boolean isIntact() {
            return faultCount == 0 && missingFiles.isEmpty();
        }
    }
}
