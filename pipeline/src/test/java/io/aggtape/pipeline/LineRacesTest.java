package io.aggtape.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.aggtape.journal.AggTrade;
import io.aggtape.journal.Instruments;
import io.aggtape.journal.Market;
import org.junit.jupiter.api.Test;

class LineRacesTest {
    private final Instruments instruments = new Instruments();
    private final LineRaces races = new LineRaces();

    @Test
    void shouldCountWinsLossesAndWhatOneLineAloneDelivered() {
        races.onFirst(trade(1, 0), 1_000);
        races.onCopy(trade(1, 1), 4_000);
        races.onFirst(trade(2, 1), 5_000);
        races.onFirst(trade(3, 0), 6_000);
        races.onCopy(trade(3, 1), 6_500);
        final LineRace a = races.results().get(0);
        final LineRace b = races.results().get(1);
        assertThat(a.first()).isEqualTo(2);
        assertThat(a.wins()).isEqualTo(2);
        assertThat(a.alone()).isZero();
        assertThat(a.leadNs().getMaxValue()).isBetween(3_000L, 3_010L);
        assertThat(b.losses()).isEqualTo(2);
        assertThat(b.alone()).isEqualTo(1);
    }

    @Test
    void shouldNotTakeALinesOwnRepetitionForAWin() {
        races.onFirst(trade(1, 0), 1_000);
        races.onCopy(trade(1, 0), 2_000);
        assertThat(races.results().get(0).wins()).isZero();
    }

    @Test
    void shouldLetAThirdCopyWinNothing() {
        races.onFirst(trade(1, 0), 1_000);
        races.onCopy(trade(1, 1), 2_000);
        races.onCopy(trade(1, 1), 3_000);
        assertThat(races.results().get(0).wins()).isEqualTo(1);
    }

    @Test
    void shouldLoseATradeOnceAndOnlyToTheOtherLine() {
        races.onFirst(trade(1, 0), 1_000);
        races.onCopy(trade(1, 0), 2_000);
        races.onCopy(trade(1, 1), 3_000);
        races.onCopy(trade(1, 1), 4_000);
        races.onCopy(trade(1, 0), 5_000);
        assertThat(races.results().get(0).losses()).isZero();
        assertThat(races.results().get(0).wins()).isEqualTo(1);
        assertThat(races.results().get(1).losses()).isEqualTo(1);
    }

    @Test
    void shouldLeaveFetchedTradesOut() {
        races.onFirst(trade(1, LineContext.REST_NUMBER), 1_000);
        assertThat(races.results()).isEmpty();
    }

    private AggTrade trade(final long id, final int line) {
        final AggTrade trade = new AggTrade();
        trade.instrument = instruments.intern(Market.SPOT, "BTCUSDT");
        trade.id = id;
        trade.line = line;
        return trade;
    }
}
