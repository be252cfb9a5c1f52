package io.aggtape.journal.archive;

/** The formats of text in which trades can be exported. */
public enum ExportFormat {
    /** Binance's archive files. */
    CSV("csv", false),
    /** Tardis's CSV of trades. */
    TARDIS("csv", true),
    /** Lines as hftbacktest's collector writes them. */
    HFTBACKTEST("txt", false),
    /** One JSON object a line. */
    JSON("jsonl", true);

    private final String suffix;
    private final boolean namesSymbols;

    ExportFormat(final String suffix, final boolean namesSymbols) {
        this.suffix = suffix;
        this.namesSymbols = namesSymbols;
    }

    /** How the names of its files end. */
    public String suffix() {
        return suffix;
    }

    /** Whether rows say of which symbol they are, so that several may share a file. */
    public boolean namesSymbols() {
        return namesSymbols;
    }

    RowFormat rows(final ExportTimeUnit unit) {
        switch (this) {
            case TARDIS:
                return new TardisRows();
            case HFTBACKTEST:
                return new HftBacktestRows();
            case JSON:
                return new JsonRows();
            default:
                return new BinanceRows(unit);
        }
    }
}
