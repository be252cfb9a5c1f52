package io.aggtape.journal.archive;

import io.aggtape.journal.IdRange;
import io.aggtape.journal.Market;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a comparison of a tape with archive files has found.
 *
 * @param journal where the tape lies.
 * @param tapeFaults how many faults of the tape itself were met.
 * @param archives the files, by market, symbol and id.
 * @param compared each symbol of the files.
 */
public record ReconcileReport(Path journal, long tapeFaults, List<CheckedFile> archives, List<Compared> compared) {
    private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);
    private static final int RATE_DECIMALS = 3;

    /**
     * The comparison of one symbol.
     *
     * @param market its market.
     * @param symbol its symbol.
     * @param counts how many of each kind.
     * @param defects of the archive, apart.
     * @param examples the first of each kind.
     * @param fields in how many trades each field differs; only fields that do.
     * @param digest of the tape's trades that were read, as {@code aggtape verify} prints it.
     */
    public record Compared(
            Market market,
            String symbol,
            Counts counts,
            ArchiveDefects defects,
            Examples examples,
            Map<TradeField, Long> fields,
            long digest) {
        /** Whether each trade of the archive is on the tape with the same content, and nothing else among them. */
        public boolean isEqual() {
            return counts.missing == 0 && counts.extra == 0 && counts.different == 0;
        }

        /** How many of a million trades of the archive are missing on the tape; 3 decimals, rounded half up. */
        public BigDecimal missingPerMillion() {
            return counts.archive == 0
                    ? BigDecimal.ZERO.setScale(RATE_DECIMALS)
                    : BigDecimal.valueOf(counts.missing)
                            .multiply(MILLION)
                            .divide(BigDecimal.valueOf(counts.archive), RATE_DECIMALS, RoundingMode.HALF_UP);
        }
    }

    /**
     * How many.
     *
     * @param archive trades of the archive, each id once.
     * @param tape trades of the tape that were read.
     * @param equal on both with the same content.
     * @param missing only in the archive.
     * @param extra only on the tape, though the archive's files speak of their ids.
     * @param different on both with other content.
     * @param invalidated on the tape, and since made invalid by Binance: a placeholder in the archive.
     * @param uncovered on the tape, with ids that no file speaks of; no fault.
     */
    public record Counts(
            long archive,
            long tape,
            long equal,
            long missing,
            long extra,
            long different,
            long invalidated,
            long uncovered) {}

    /**
     * The first of each kind.
     *
     * @param missing ids.
     * @param extra ids.
     * @param different ids, fields and both contents, in words.
     */
    public record Examples(List<IdRange> missing, List<IdRange> extra, List<String> different) {}

    /** Whether the tape holds what the archive holds, as far as the tape can be read. */
    public boolean isEqual() {
        return tapeFaults == 0 && compared.stream().allMatch(Compared::isEqual);
    }
}
