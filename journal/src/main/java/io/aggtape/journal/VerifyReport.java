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
 * @param chainFaults where trades are not those of which the writer took the hash, the first of them.
 * @param setAside files that a writer could not go on with and renamed, {@code *.damaged-N}; what is readable of them is judged.
 * @param beginsAt the first document that is judged: 1, or a later one where older files were removed.
 */
public record VerifyReport(
        Path directory,
        List<InstrumentReport> instruments,
        Map<RejectReason, Long> rejects,
        DocumentReport documents,
        List<ChainFault> chainFaults,
        List<String> setAside,
        long beginsAt) {
    private static final double MILLION = 1e6;

    /** Whether every instrument is complete and the tape itself is intact. */
    public boolean isComplete() {
        return isSound() && chainFaults.isEmpty() && instruments.stream().allMatch(InstrumentReport::isComplete);
    }

    /** Whether the tape is intact and no trade came twice with different content, whatever the instruments. */
    public boolean isSound() {
        return documents.isIntact() && contentDifferences() == 0;
    }

    /** How many trades came though their id was there with other content. */
    public long contentDifferences() {
        return rejects.getOrDefault(RejectReason.CONTENT_DIFFERS, 0L);
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
     * @param content which trades are on the tape.
     * @param holes where ids were not in sequence.
     * @param chain whether the trades are those that were written.
     * @param silence the longest time in which ids went on and no trade was made; null where no two ids are in sequence.
     */
    public record InstrumentReport(
            Market market,
            String symbol,
            IdRange ids,
            ContentReport content,
            HoleReport holes,
            ChainReport chain,
            Silence silence) {
        /** How many different ids are on the tape. */
        public long trades() {
            return content.trades();
        }

        /** How many trades are on the tape although their id was there. */
        public long duplicates() {
            return content.duplicates();
        }

        /** How many trades stand behind one with a greater id. */
        public long outOfOrder() {
            return content.outOfOrder();
        }

        /** Whether each id is there once, as it was written, or absent at the source. */
        public boolean isComplete() {
            return duplicates() == 0 && holes.open().isEmpty() && chain.isIntact();
        }

        /** How many ids are missing that are not absent at the source. */
        public long missingIds() {
            return holes.open().stream().mapToLong(IdRange::size).sum();
        }

        /** Open holes for each million trades of this instrument. */
        public double gapsPerMillion() {
            return perMillion(holes.open().size(), trades());
        }
    }

    /**
     * The trades of one instrument.
     *
     * @param trades how many different ids.
     * @param duplicates how many trades are on the tape although their id was there.
     * @param outOfOrder how many trades stand behind one with a greater id.
     * @param digest the sum, modulo 2^64, of the {@link TradeHash}es of all different ids: two tapes with the same trades
     *     have the same, in whatever order they came.
     */
    public record ContentReport(long trades, long duplicates, long outOfOrder, long digest) {}

    /**
     * The chain of hashes of one instrument, over all its trades whatever the time range.
     *
     * @param seals how many hours, or parts of one, were sealed.
     * @param faults how many seals and checkpoints contradict the trades.
     * @param value the chain behind the last trade.
     */
    public record ChainReport(long seals, long faults, long value) {
        /** Whether the trades are those that were written, as far as there are seals. */
        public boolean isIntact() {
            return faults == 0;
        }
    }

    /**
     * A time in which ids went on without a hole and no trade was made: a quiet market, or the exchange stood still.
     *
     * @param lastId the trade before it; the next id is the one after it.
     * @param fromUs the trade time of the one before, microseconds since the epoch.
     * @param toUs the trade time of the one after, microseconds since the epoch.
     */
    public record Silence(long lastId, long fromUs, long toUs) {
        /** How long, microseconds. */
        public long lengthUs() {
            return toUs - fromUs;
        }
    }

    /**
     * The holes of one instrument, judged by the ids of its trades; only {@code absentIds} rests on the tape's word.
     *
     * @param seen how many holes there were when the trades beyond them came.
     * @param filledLateIds how many missing ids came later, from a line.
     * @param repairedIds how many missing ids came later, from REST or an archive.
     * @param absentIds how many ids are missing that the source does not have either.
     * @param earlierOpenIds how many ids are missing that belong before the first document that is judged.
     * @param open what is missing.
     */
    public record HoleReport(
            long seen, long filledLateIds, long repairedIds, long absentIds, long earlierOpenIds, List<IdRange> open) {}

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
