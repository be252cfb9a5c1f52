package io.aggtape.feed.exchange;

/** One thing that the exchange is to do wrong, where and when. Immutable. */
final class Fault {
    private static final long NO_ID = -1;

    private final FaultKind kind;
    private final String word;
    private final long number;
    private final double probability;
    private final long firstId;
    private final long lastId;
    private final String symbol;
    private final long connection;
    private final long retryAfterS;
    private final Timing timing;

    private Fault(final FaultWords words) {
        kind = words.kind();
        word = words.word();
        number = words.number();
        probability = words.probability();
        final long[] ids = words.ids();
        firstId = ids == null ? NO_ID : ids[0];
        lastId = ids == null ? NO_ID : ids[1];
        symbol = words.symbol();
        connection = words.count("connection");
        retryAfterS = words.count("retry-after");
        timing = new Timing(
                words.durationNs("after", 0),
                words.durationNs("for", 0),
                words.durationNs("every", 0),
                words.count("times"));
        final boolean needsWindow = timing.everyNs() > 0 && kind.scope() != FaultScope.EVENT;
        if (needsWindow && (timing.forNs() == 0 || timing.forNs() > timing.everyNs())) {
            throw words.refusal("'every' needs to know how long", "every=20s with for= up to as long");
        }
        if (kind.scope() == FaultScope.LINK && timing.times() > 0 && timing.everyNs() == 0) {
            throw words.refusal("'times' of " + kind.text() + " counts its windows", "times= with every= and for=");
        }
        if (words.has("ids") && words.has("p")) {
            throw words.refusal("'ids' and 'p' exclude each other", "one of them");
        }
    }

    /**
     * Reads a fault such as {@code drop,p=0.01,symbol=BTCUSDT} or {@code mute symbol=ETHUSDT for=5s}.
     *
     * @throws IllegalArgumentException where it makes no sense; the message says what does.
     */
    static Fault parse(final String text) {
        return new Fault(new FaultWords(text));
    }

    FaultKind kind() {
        return kind;
    }

    /** The value as it was written. */
    String word() {
        return word;
    }

    /** The value as a number, or ms. */
    long number() {
        return number;
    }

    double probability() {
        return probability;
    }

    /** Whether it names the ids that it strikes. */
    boolean hasIds() {
        return firstId != NO_ID;
    }

    boolean isAmongIds(final long id) {
        return id >= firstId && id <= lastId;
    }

    boolean isOfSymbol(final String other) {
        return symbol.isEmpty() || symbol.equals(other);
    }

    /** The symbol that it is limited to, empty for all. */
    String symbol() {
        return symbol;
    }

    boolean isOfConnection(final long ordinal) {
        return connection == 0 || connection == ordinal;
    }

    /** Seconds; 0 where Binance's own is to be sent. */
    long retryAfterS() {
        return retryAfterS;
    }

    Timing timing() {
        return timing;
    }
}
