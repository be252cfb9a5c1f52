package io.aggtape.journal.sql;

import java.nio.file.Path;

/**
 * What became of one Parquet file: the trades of one symbol and day.
 *
 * @param path where it lies.
 * @param symbol of which trades.
 * @param rows how many rows it has now.
 * @param added how many of them are new; 0 where it was left as it was.
 * @param differing how many ids of the tape it had already with other content, which stays.
 */
public record ParquetFile(Path path, String symbol, long rows, long added, long differing) {}
