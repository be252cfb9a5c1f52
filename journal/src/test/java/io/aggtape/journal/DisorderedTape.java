package io.aggtape.journal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Writes a tape of several instruments with late and repaired trades, copies, holes and absent ids; trades of one id say
 * the same on all tapes, but for how they came. For property tests.
 */
final class DisorderedTape {
    private static final String[] SYMBOLS = {"CCCUSDT", "AAAUSDT", "BBBUSDT"};
    private static final long FIRST_ID = 100;

    private final SplittableRandom random;
    private final int lateness;
    private final boolean isTimeByIds;

    /**
     * @param lateness how many steps a trade may come late at most.
     * @param isTimeByIds whether T never contradicts the ids.
     */
    DisorderedTape(final SplittableRandom random, final int lateness, final boolean isTimeByIds) {
        this.random = random;
        this.lateness = lateness;
        this.isTimeByIds = isTimeByIds;
    }

    void write(final Path directory, final int steps) {
        final Instruments instruments = new Instruments();
        final List<AggTrade> late = new ArrayList<>();
        try (TapeWriter writer = Tapes.open(directory)) {
            for (int i = 0; i < steps; i++) {
                final int kind = random.nextInt(20);
                final AggTrade trade = trade(instruments, i);
                if (kind == 0) {
                    writer.append(absent(trade));
                } else if (kind < 3 && lateness > 0) {
                    late.add(trade);
                } else if (kind > 3) {
                    writer.append(trade);
                }
                if (kind == 4) {
                    writer.append(trade);
                }
                while (late.size() > lateness || !late.isEmpty() && random.nextInt(lateness + 1) == 0) {
                    final AggTrade came = late.remove(random.nextInt(late.size()));
                    came.source = TradeSource.REST;
                    writer.append(came);
                }
                if (random.nextInt(5) == 0) {
                    writer.commit();
                }
            }
        }
    }

    private AggTrade trade(final Instruments instruments, final int step) {
        final int symbol = random.nextInt(SYMBOLS.length);
        final Market market = Market.values()[random.nextInt(2)];
        final Instrument instrument = instruments.intern(market, SYMBOLS[symbol]);
        final AggTrade trade = Tapes.trade(instrument, FIRST_ID + step);
        // The same for an id whatever the tape: in milliseconds, so that many have the same.
        trade.tradeTimeUs = ManualClock.START_MS * 1_000 + step / 4 * 1_000L;
        if (!isTimeByIds && step % 7 == 3) {
            trade.tradeTimeUs -= step % 5 * 9_000L;
        }
        trade.receiveTimeNs += random.nextInt(1_000_000);
        return trade;
    }

    private static Gap absent(final AggTrade at) {
        final Gap gap = new Gap();
        gap.instrument = at.instrument;
        gap.state = GapState.ABSENT_AT_SOURCE;
        gap.firstId = at.id - 3;
        gap.lastId = at.id - 1;
        return gap;
    }
}
