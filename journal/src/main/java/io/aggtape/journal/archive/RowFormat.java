package io.aggtape.journal.archive;

import io.aggtape.journal.AggTrade;

/** How a file of exported trades is written; one object a file, owned by one thread. */
interface RowFormat {
    /** Writes what stands before the first row. */
    void begin(AggTrade first, RowText out);

    /**
     * Writes a row with its line end; false where the format has none for such a trade.
     *
     * @throws ArchiveException where the format cannot say what the trade says.
     */
    boolean write(AggTrade trade, RowText out);
}
