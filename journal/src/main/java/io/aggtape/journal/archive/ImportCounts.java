package io.aggtape.journal.archive;

/**
 * What became of the rows of one file.
 *
 * @param rows how many the file has.
 * @param imported how many trades went onto the tape.
 * @param onTape how many were there already by their id; {@link ArchiveOverlap} compares them.
 * @param duplicates how many said the same as the row before them.
 * @param rejected how many are no trade, or have the id of another row and other content; all are kept on the tape.
 * @param placeholders how many of the trades are Binance's placeholders for invalidated ones: ids -1, price and quantity 0.
 * @param zeroQuantities how many other trades have the quantity 0.
 * @param gaps how many holes in the ids they revealed.
 * @param missingIds how many ids were in those holes.
 */
public record ImportCounts(
        long rows,
        long imported,
        long onTape,
        long duplicates,
        long rejected,
        long placeholders,
        long zeroQuantities,
        long gaps,
        long missingIds) {
    /** Nothing. */
    public static final ImportCounts NONE = new ImportCounts(0, 0, 0, 0, 0, 0, 0, 0, 0);

    /** The sum of both. */
    public ImportCounts plus(final ImportCounts other) {
        return new ImportCounts(
                rows + other.rows,
                imported + other.imported,
                onTape + other.onTape,
                duplicates + other.duplicates,
                rejected + other.rejected,
                placeholders + other.placeholders,
                zeroQuantities + other.zeroQuantities,
                gaps + other.gaps,
                missingIds + other.missingIds);
    }

    /** As {@code name=value} lines. */
    String toLines() {
        return "imported=" + imported + "\non-tape=" + onTape + "\nduplicates=" + duplicates + "\nrejected=" + rejected
                + "\nplaceholders=" + placeholders + "\nzero-quantities=" + zeroQuantities + "\ngaps=" + gaps
                + "\nmissing-ids=" + missingIds + "\n";
    }
}
