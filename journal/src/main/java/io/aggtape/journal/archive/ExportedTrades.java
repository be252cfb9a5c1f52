package io.aggtape.journal.archive;

import io.aggtape.journal.Market;
import java.nio.file.Path;

/**
 * What was exported of one symbol.
 *
 * @param market its market.
 * @param symbol its symbol.
 * @param path into which file; null for a stream.
 * @param rows how many rows were written.
 * @param leftOut how many placeholders the format has no row for.
 * @param firstId the least id.
 * @param lastId the greatest id.
 * @param missingIds how many ids between them the tape does not have, but for those absent at the source.
 */
public record ExportedTrades(
        Market market, String symbol, Path path, long rows, long leftOut, long firstId, long lastId, long missingIds) {}
