package io.aggtape.journal.archive;

/**
 * What is wrong with, or worth to know of, the archive files of one symbol, whatever a tape says.
 *
 * @param badRows rows that are no trade.
 * @param duplicates rows that say again what a row of their id has said.
 * @param contradictions rows with the id of another and other content; the first counts.
 * @param descents rows with a smaller id than the row before in their file.
 * @param placeholders Binance's placeholders for invalidated trades.
 * @param zeroQuantities other trades of quantity 0.
 * @param absentIds ids between the least and the greatest that no row has.
 */
public record ArchiveDefects(
        long badRows,
        long duplicates,
        long contradictions,
        long descents,
        long placeholders,
        long zeroQuantities,
        long absentIds) {
    /** Whether there is none; placeholders are legal. */
    public boolean isNone() {
        return badRows + duplicates + contradictions + descents + zeroQuantities + absentIds == 0;
    }
}
