package io.aggtape.journal;

import java.nio.file.Path;
import java.util.SplittableRandom;

/** Writes a tape with gaps, late trades, duplicates, absences and rolls, run after run; for property tests. */
final class RandomTape {
    private static final long HOUR_MS = 3_600_000L;
    private static final String[] SYMBOLS = {"AAAUSDT", "BBBUSDT", "CCCUSDT"};

    final ManualClock clock = new ManualClock();

    private final Path directory;
    private final SplittableRandom random;
    private final long[] nextIds = {1_000, 50, 7};

    RandomTape(final Path directory, final SplittableRandom random) {
        this.directory = directory;
        this.random = random;
    }

    TapeWriter open() {
        return TapeWriter.open(Tapes.config(directory).withRollCycle(RollCycle.HOURLY), clock);
    }

    /** Writes so many steps of a run. */
    void write(final TapeWriter writer, final int steps) {
        final Instruments instruments = new Instruments();
        for (int i = 0; i < steps; i++) {
            final int symbol = random.nextInt(SYMBOLS.length);
            final Instrument instrument = instruments.intern(Market.SPOT, SYMBOLS[symbol]);
            final int kind = random.nextInt(40);
            if (kind == 0) {
                clock.advance(random.nextInt(4) == 0 ? HOUR_MS : 20_000);
            } else if (kind == 1) {
                writer.append(absent(instrument, nextIds[symbol]));
            } else if (kind == 2) {
                nextIds[symbol] += random.nextInt(6);
            } else if (kind < 6) {
                writer.append(trade(instrument, Math.max(0, nextIds[symbol] - random.nextInt(40))));
            } else {
                writer.append(trade(instrument, nextIds[symbol]++));
            }
            if (random.nextInt(9) == 0) {
                writer.commit();
            }
        }
        writer.commit();
    }

    private AggTrade trade(final Instrument instrument, final long id) {
        final AggTrade trade = Tapes.trade(instrument, id);
        trade.receiveTimeNs = clock.time() * 1_000_000 - random.nextInt(1_000_000_000);
        return trade;
    }

    private Gap absent(final Instrument instrument, final long nextId) {
        final Gap gap = new Gap();
        gap.instrument = instrument;
        gap.state = GapState.ABSENT_AT_SOURCE;
        gap.lastId = Math.max(0, nextId - random.nextInt(30));
        gap.firstId = Math.max(0, gap.lastId - random.nextInt(10));
        return gap;
    }
}
