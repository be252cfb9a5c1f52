package io.aggtape.journal;

/** The Binance market a trade comes from; ids are only unique within one market and symbol. */
public enum Market {
    /** Spot, {@code stream.binance.com}. */
    SPOT(0, "spot"),
    /** USD-M futures, {@code fstream.binance.com/market}. */
    USDM(1, "usdm"),
    /** COIN-M futures, {@code dstream.binance.com}. */
    COINM(2, "coinm");

    private static final Market[] BY_CODE = values();

    private final int code;
    private final String label;

    Market(final int code, final String label) {
        this.code = code;
        this.label = label;
    }

    /** The number that stands for this market on the tape: never changed, never used again. */
    public int code() {
        return code;
    }

    /** The name on the command line and in every output: {@code spot}, {@code usdm} or {@code coinm}. */
    public String label() {
        return label;
    }

    /**
     * The market of a tape's code.
     *
     * @throws IllegalArgumentException where no market has it.
     */
    public static Market ofCode(final int code) {
        if (code < 0 || code >= BY_CODE.length) {
            throw new IllegalArgumentException("no market has code " + code);
        }
        return BY_CODE[code];
    }

    /**
     * The market of a label, in any letter case.
     *
     * @throws IllegalArgumentException where no market has it; the message lists those that exist.
     */
    public static Market ofLabel(final String label) {
        for (final Market market : BY_CODE) {
            if (market.label.equalsIgnoreCase(label)) {
                return market;
            }
        }
        throw new IllegalArgumentException("no market is called '" + label + "': use spot, usdm or coinm");
    }
}
