package io.aggtape.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TapeStateTest {
    @TempDir
    private Path directory;

    @Test
    void shouldKnowNothingOfATapeThatDoesNotExist() {
        assertThat(TapeState.recover(directory.resolve("nowhere")).lastSequence())
                .isZero();
        assertThat(TapeState.recover(directory).instruments().size()).isZero();
    }

    @Test
    void shouldFindIdsCountsAndHoles() {
        Tapes.write(directory, "BTCUSDT", 10, 11, 15, 13);
        Tapes.write(directory, "ETHUSDT", 7);
        final TapeState state = TapeState.recover(directory);
        final Instrument bitcoin = state.instruments().intern(Market.SPOT, "BTCUSDT");
        final Instrument ether = state.instruments().intern(Market.SPOT, "ETHUSDT");
        assertThat(state.instruments().size()).isEqualTo(2);
        assertThat(state.lastSequence()).isEqualTo(9);
        assertThat(state.checkpointSequence()).isEqualTo(8);
        assertThat(state.faults()).isZero();
        assertThat(state.tradeCount(bitcoin)).isEqualTo(4);
        assertThat(state.tradeCount(ether)).isEqualTo(1);
        assertThat(state.continuity().firstId(bitcoin)).isEqualTo(10);
        assertThat(state.continuity().lastId(bitcoin)).isEqualTo(15);
        assertThat(state.continuity().openHoles(bitcoin)).isEqualTo(2);
        assertThat(state.continuity().holeFirstId(bitcoin, 1)).isEqualTo(14);
    }

    @Test
    void shouldCloseWhatIsAbsentAtTheSource() {
        Tapes.write(directory, "BTCUSDT", 10, 15);
        final Gap gap = new Gap();
        gap.instrument = new Instruments().intern(Market.SPOT, "BTCUSDT");
        gap.state = GapState.ABSENT_AT_SOURCE;
        gap.firstId = 11;
        gap.lastId = 14;
        try (TapeWriter writer = Tapes.open(directory)) {
            writer.append(gap);
        }
        final TapeState state = TapeState.recover(directory);
        assertThat(state.continuity().openHoles(state.instruments().byIndex(0))).isZero();
    }

    @Test
    void shouldSeedContinuityOfOtherInstruments() {
        Tapes.write(directory, "BTCUSDT", 10, 12);
        Tapes.write(directory, "ETHUSDT", 7);
        final Instruments own = new Instruments();
        final Instrument ether = own.intern(Market.SPOT, "ETHUSDT");
        final Continuity continuity = new Continuity();
        continuity.seed(TapeState.recover(directory), own);
        final Instrument bitcoin = own.intern(Market.SPOT, "BTCUSDT");
        assertThat(continuity.onTrade(Tapes.trade(ether, 7))).isEqualTo(Verdict.DUPLICATE);
        assertThat(continuity.onTrade(Tapes.trade(ether, 8))).isEqualTo(Verdict.NEXT);
        assertThat(continuity.onTrade(Tapes.trade(bitcoin, 11))).isEqualTo(Verdict.LATE);
        assertThat(continuity.onTrade(Tapes.trade(bitcoin, 12))).isEqualTo(Verdict.DUPLICATE);
    }

    @Test
    void shouldKeepEveryTradeOnceAcrossRestarts() {
        final long seed = Seeds.next();
        final SplittableRandom random = new SplittableRandom(seed);
        long next = 0;
        for (int run = 0; run < 6; run++) {
            final Instruments instruments = new Instruments();
            final Instrument instrument = instruments.intern(Market.SPOT, Tapes.SYMBOL);
            final Continuity continuity = new Continuity();
            continuity.seed(TapeState.recover(directory), instruments);
            try (TapeWriter writer = Tapes.open(directory)) {
                // Each run starts some ids before the end of the last, as an overlap or a repair does.
                final long from = Math.max(0, next - random.nextInt(200));
                next += random.nextInt(300);
                for (long id = from; id <= next; id++) {
                    final AggTrade trade = Tapes.trade(instrument, id);
                    if (continuity.onTrade(trade).isNew()) {
                        writer.append(trade);
                    }
                }
            }
        }
        try (TapeReader reader = TapeReader.open(directory)) {
            assertThat(CollectingListener.read(reader).ids())
                    .as(Seeds.describe(seed))
                    .isEqualTo(LongStream.rangeClosed(0, next).toArray());
        }
    }
}
