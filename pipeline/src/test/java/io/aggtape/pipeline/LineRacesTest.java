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

    @Test
    void shouldRememberATradeForAWindowOfNewerOnes() {
        for (long id = 0; id < LineRaces.WINDOW; id++) {
            races.onFirst(trade(id, 0), 1_000);
        }
        races.onCopy(trade(0, 1), 3_000);
        assertThat(races.results().get(0).wins()).isEqualTo(1);
        races.onFirst(trade(LineRaces.WINDOW + 1, 0), 4_000);
        races.onCopy(trade(1, 1), 5_000);
        final LineRace a = races.results().get(0);
        final LineRace b = races.results().get(1);
        assertThat(a.wins()).isEqualTo(1);
        assertThat(a.leadNs().getTotalCount()).isEqualTo(1);
        assertThat(b.losses()).isEqualTo(2);
    }

    @Test
    void shouldNotForgetANewTradeForAnOldOne() {
        races.onFirst(trade(LineRaces.WINDOW + 5, 0), 1_000);
        races.onFirst(trade(5, 0), 2_000);
        races.onCopy(trade(LineRaces.WINDOW + 5, 1), 3_000);
        assertThat(races.results().get(0).wins()).isEqualTo(1);
        assertThat(races.results().get(0).first()).isEqualTo(2);
    }

    @Test
    void shouldCallNobodysLossWhatWasFetchedOrAnEarlierRunHad() {
        races.onCopy(trade(1, 0), 500);
        races.onFirst(trade(10, 0), 1_000);
        races.onFirst(trade(11, LineContext.REST_NUMBER), 2_000);
        races.onCopy(trade(11, 0), 3_000);
        races.onCopy(trade(11, 1), 3_000);
        races.onCopy(trade(9, 1), 4_000);
        assertThat(races.results())
                .singleElement()
                .returns(0L, LineRace::losses)
                .returns(0L, LineRace::wins);
    }

    private AggTrade trade(final long id, final int line) {
        final AggTrade trade = new AggTrade();
        trade.instrument = instruments.intern(Market.SPOT, "BTCUSDT");
        trade.id = id;
        trade.line = line;
        return trade;
    }
}
