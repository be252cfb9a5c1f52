package io.aggtape.journal;

import java.nio.file.Files;
import java.nio.file.Path;
import org.agrona.collections.LongArrayList;

/**
 * What a tape holds, found by reading it: by it a restarted recorder goes on so that every trade stays once on the tape.
 */
public final class TapeState {
    private static final int DOCUMENTS_PER_POLL = 1024;

    private final Continuity continuity = new Continuity();
    private final LongArrayList tradeCounts = new LongArrayList();

    private Instruments instruments = new Instruments();
    private long lastSequence;
    private long faults;

    private TapeState() {}

    /** Reads a whole tape; nothing is known of one that does not exist yet. */
    public static TapeState recover(final Path directory) {
        final TapeState state = new TapeState();
        if (Files.isDirectory(directory) && TapeReader.isTape(directory)) {
            state.read(directory);
        }
        return state;
    }

    /** The instruments of the tape, a table of its own. */
    public Instruments instruments() {
        return instruments;
    }

    /** The verdicts' state at the end of the tape, keyed by {@link #instruments()}; holes absent at the source closed. */
    public Continuity continuity() {
        return continuity;
    }

    /** How many different trades of an instrument of {@link #instruments()} the tape holds. */
    public long tradeCount(final Instrument instrument) {
        return instrument.index() < tradeCounts.size() ? tradeCounts.getLong(instrument.index()) : 0;
    }

    /** The sequence of the last document; 0 where there is none. */
    public long lastSequence() {
        return lastSequence;
    }

    /** How many faults the tape has; {@link TapeVerifier} names them. */
    public long faults() {
        return faults;
    }

    private void read(final Path directory) {
        try (TapeReader reader = TapeReader.open(directory)) {
            instruments = reader.instruments();
            final TapeListener listener = new Recovery();
            while (!reader.isAtEnd()) {
                reader.poll(listener, DOCUMENTS_PER_POLL);
            }
            lastSequence = reader.lastSequence();
            faults = reader.faults();
        }
    }

    /** Feeds the tape's trades to the rule that judged them when they were written. */
    private final class Recovery implements TapeListener {
        @Override
        public void onAggTrade(final AggTrade trade) {
            if (continuity.onTrade(trade).isNew()) {
                final int at = trade.instrument.index();
                while (at >= tradeCounts.size()) {
                    tradeCounts.addLong(0);
                }
                tradeCounts.setLong(at, tradeCounts.getLong(at) + 1);
            }
        }

        @Override
        public void onGap(final Gap gap) {
            if (gap.state == GapState.ABSENT_AT_SOURCE) {
                continuity.markAbsent(gap.instrument, gap.firstId, gap.lastId);
            }
        }
    }
}
