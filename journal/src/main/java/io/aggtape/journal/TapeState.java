package io.aggtape.journal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What a tape holds, found by reading it: by it a restarted recorder goes on so that every trade stays once on the tape.
 * Where the tape has a checkpoint, only what follows it is read. Owned by one thread.
 */
public final class TapeState {
    private static final int DOCUMENTS_PER_POLL = 1024;
    private static final long NO_CYCLE = -1;

    private final TapeLedger ledger;
    private final Set<String> configurations = new LinkedHashSet<>();

    private long lastSequence;
    private long checkpointSequence;
    private long checkpointCycle = NO_CYCLE;
    private long faults;

    private TapeState(final TapeLedger ledger) {
        this.ledger = ledger;
    }

    /**
     * Reads the last file of a tape, from the checkpoint at its start on, or more where that has none; nothing is known of
     * a tape that does not exist yet. A checkpoint at the end is not believed: what a crash has torn, or a disk has lost
     * since, must be seen.
     */
    public static TapeState recover(final Path directory) {
        final boolean isTape = Files.isDirectory(directory) && TapeReader.isTape(directory);
        return isTape ? readFrom(directory, CheckpointSearch.newestAtStart(directory)) : empty();
    }

    /**
     * Reads all that is there and believes no checkpoint but the one that stands for files that were removed: what was
     * damaged after its writer had ended is missing then.
     */
    static TapeState recoverByScan(final Path directory) {
        final boolean isTape = Files.isDirectory(directory) && TapeReader.isTape(directory);
        return isTape ? readFrom(directory, TapeStart.placeOf(directory)) : empty();
    }

    /** Reads a whole tape and believes no checkpoint. */
    static TapeState scan(final Path directory) {
        return readFrom(directory, null);
    }

    /** The state of a tape that does not exist yet. */
    static TapeState empty() {
        return new TapeState(new TapeLedger());
    }

    /** The instruments of the tape, a table of its own. */
    public Instruments instruments() {
        return ledger.instruments();
    }

    /** The verdicts' state at the end of the tape, keyed by {@link #instruments()}; holes absent at the source closed. */
    public Continuity continuity() {
        return ledger.continuity();
    }

    /** How many different trades of an instrument of {@link #instruments()} the tape holds. */
    public long tradeCount(final Instrument instrument) {
        return ledger.of(instrument).trades();
    }

    /** The sum of the {@link TradeHash}es of an instrument's different trades. */
    public long contentDigest(final Instrument instrument) {
        return ledger.of(instrument).digest();
    }

    /** What the runs whose starts were read have said of their configuration, name=value lines, each once. */
    public Set<String> configurations() {
        return configurations;
    }

    /** The sequence of the last document; 0 where there is none. */
    public long lastSequence() {
        return lastSequence;
    }

    /** Of which documents the newest checkpoint speaks; 0 where there is none. */
    public long checkpointSequence() {
        return checkpointSequence;
    }

    /** How many faults were met in what was read; {@link TapeVerifier} reads all and names them. */
    public long faults() {
        return faults;
    }

    /** Everything at once. */
    TapeLedger ledger() {
        return ledger;
    }

    /** The number of the file that the newest checkpoint lies in, less than 0 where there is none, or it is set aside. */
    long checkpointCycle() {
        return checkpointCycle;
    }

    private static TapeState readFrom(final Path directory, final CheckpointPlace place) {
        final TapeState state = new TapeState(place == null ? new TapeLedger() : place.ledger());
        try (TapeReader reader = TapeReader.openWhole(directory, TapeFaultListener.NONE)) {
            if (place != null) {
                state.lastSequence = place.lastSequence();
                state.checkpointSequence = place.throughSequence();
                state.onCheckpointIn(place.file());
                reader.moveTo(place.file(), place.position());
                reader.expect(place.lastSequence() + 1);
            }
            final TapeListener listener = state.new Recovery(reader);
            while (!reader.isAtEnd()) {
                reader.poll(listener, DOCUMENTS_PER_POLL);
            }
            // The last document's sequence was used also where the document is damaged.
            state.lastSequence = Math.max(state.lastSequence, reader.expectedSequence() - 1);
            state.faults = reader.faults();
        }
        return state;
    }

    /** A file that replaces one set aside needs a checkpoint of its own. */
    private void onCheckpointIn(final CycleFile file) {
        checkpointCycle = file.isSetAside() ? NO_CYCLE : file.number();
    }

    /** Feeds what the tape tells to the ledger that its writer kept. */
    private final class Recovery implements TapeListener {
        private final TapeReader reader;

        private Recovery(final TapeReader reader) {
            this.reader = reader;
        }

        @Override
        public void onAggTrade(final AggTrade trade) {
            ledger.onTrade(trade);
        }

        @Override
        public void onGap(final Gap gap) {
            ledger.onGap(gap);
        }

        @Override
        public void onSession(final SessionEvent session) {
            if (session.isStart) {
                configurations.add(session.configuration);
            }
        }

        @Override
        public void onHourSeal(final HourSeal seal) {
            ledger.onSeal(seal);
        }

        @Override
        public void onCheckpoint(final Checkpoint part) {
            if (part.part == part.partCount - 1) {
                checkpointSequence = part.throughSequence;
                onCheckpointIn(reader.file());
            }
        }
    }
}
