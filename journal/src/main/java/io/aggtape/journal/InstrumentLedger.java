package io.aggtape.journal;

/** What a tape says of one instrument, but for which ids are missing: counts, digest, chain and hour; owned by one thread. */
final class InstrumentLedger {
    private static final long HOUR_NS = 3_600_000_000_000L;

    /** The one of another table for which this was asked last; spares a look-up. */
    Instrument asked;

    private final Instrument instrument;

    private long trades;
    private long duplicates;
    private long lateTrades;
    private long holesOpened;
    private long idsMissed;
    private long digest;
    private long chain;
    private long hourStartNs;
    private long hourEndNs = -1;
    private long hourFirstId = Long.MAX_VALUE;
    private long hourLastId = Long.MIN_VALUE;
    private long hourTrades;
    private long hourSealedTrades;

    InstrumentLedger(final Instrument instrument) {
        this.instrument = instrument;
    }

    /** The one of the ledger's own table. */
    Instrument instrument() {
        return instrument;
    }

    /** How many different ids there are. */
    long trades() {
        return trades;
    }

    long digest() {
        return digest;
    }

    long chain() {
        return chain;
    }

    long hourStartNs() {
        return hourStartNs;
    }

    /** Whether trades of the hour stand behind its last seal. */
    boolean isUnsealed() {
        return hourTrades > hourSealedTrades;
    }

    /** Whether the hour must be sealed before a trade that was received at this time. */
    boolean isSealDue(final long receiveTimeNs) {
        return receiveTimeNs > hourEndNs && isUnsealed();
    }

    /** Takes a trade with the verdict on it and its hash. */
    void onTrade(final AggTrade trade, final Verdict verdict, final long missed, final long hash) {
        if (trade.receiveTimeNs > hourEndNs) {
            startHour(Math.max(0, trade.receiveTimeNs - trade.receiveTimeNs % HOUR_NS));
        }
        chain = TradeHash.chain(chain, hash);
        hourTrades++;
        hourFirstId = Math.min(hourFirstId, trade.id);
        hourLastId = Math.max(hourLastId, trade.id);
        if (verdict == Verdict.DUPLICATE) {
            duplicates++;
            return;
        }
        trades++;
        digest += hash;
        if (verdict == Verdict.GAP) {
            holesOpened++;
            idsMissed += missed;
        } else if (verdict == Verdict.LATE) {
            lateTrades++;
        }
    }

    void fill(final HourSeal seal) {
        seal.instrument = instrument;
        seal.hourStartNs = hourStartNs;
        seal.firstId = hourFirstId;
        seal.lastId = hourLastId;
        seal.trades = hourTrades;
        seal.chain = chain;
    }

    /** Whether a seal says what this says. */
    boolean matches(final HourSeal seal) {
        return seal.hourStartNs == hourStartNs
                && seal.firstId == hourFirstId
                && seal.lastId == hourLastId
                && seal.trades == hourTrades
                && seal.chain == chain;
    }

    /** Believes a seal, from which the writer went on, also where trades before it were lost since. */
    void take(final HourSeal seal) {
        setHourStart(seal.hourStartNs);
        hourFirstId = seal.firstId;
        hourLastId = seal.lastId;
        hourTrades = seal.trades;
        hourSealedTrades = seal.trades;
        chain = seal.chain;
    }

    void fill(final Checkpoint part) {
        part.instrument = instrument;
        part.trades = trades;
        part.duplicates = duplicates;
        part.lateTrades = lateTrades;
        part.holesOpened = holesOpened;
        part.idsMissed = idsMissed;
        part.digest = digest;
        part.chain = chain;
        part.hourStartNs = hourStartNs;
        part.hourFirstId = hourFirstId;
        part.hourLastId = hourLastId;
        part.hourTrades = hourTrades;
        part.hourSealedTrades = hourSealedTrades;
    }

    void take(final Checkpoint part) {
        trades = part.trades;
        duplicates = part.duplicates;
        lateTrades = part.lateTrades;
        holesOpened = part.holesOpened;
        idsMissed = part.idsMissed;
        digest = part.digest;
        chain = part.chain;
        setHourStart(part.hourStartNs);
        hourFirstId = part.hourFirstId;
        hourLastId = part.hourLastId;
        hourTrades = part.hourTrades;
        hourSealedTrades = part.hourSealedTrades;
    }

    /** Whether the other has counted and hashed the same. */
    boolean matches(final InstrumentLedger other) {
        return trades == other.trades
                && duplicates == other.duplicates
                && lateTrades == other.lateTrades
                && holesOpened == other.holesOpened
                && idsMissed == other.idsMissed
                && digest == other.digest
                && chain == other.chain
                && matchesHour(other);
    }

    private boolean matchesHour(final InstrumentLedger other) {
        return hourStartNs == other.hourStartNs
                && hourFirstId == other.hourFirstId
                && hourLastId == other.hourLastId
                && hourTrades == other.hourTrades
                && hourSealedTrades == other.hourSealedTrades;
    }

    private void startHour(final long startNs) {
        setHourStart(startNs);
        hourFirstId = Long.MAX_VALUE;
        hourLastId = Long.MIN_VALUE;
        hourTrades = 0;
        hourSealedTrades = 0;
    }

    private void setHourStart(final long startNs) {
        hourStartNs = startNs;
        hourEndNs = startNs > Long.MAX_VALUE - HOUR_NS ? Long.MAX_VALUE : startNs + HOUR_NS - 1;
    }
}
