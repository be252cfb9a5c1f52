package io.aggtape.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ContinuityTest {
    private final Instruments instruments = new Instruments();
    private final Instrument instrument = instruments.intern(Market.SPOT, Tapes.SYMBOL);
    private final Continuity continuity = new Continuity();

    @Test
    void shouldTakeAnyIdAsTheFirst() {
        assertThat(verdict(40)).isEqualTo(Verdict.FIRST);
        assertThat(continuity.firstId(instrument)).isEqualTo(40);
        assertThat(continuity.lastId(instrument)).isEqualTo(40);
    }

    @Test
    void shouldStartAtZeroAsWell() {
        assertThat(verdicts(0, 1, 0)).containsExactly(Verdict.FIRST, Verdict.NEXT, Verdict.DUPLICATE);
    }

    @Test
    void shouldNameTheIdsThatAreMissing() {
        assertThat(verdicts(10, 11, 15)).containsExactly(Verdict.FIRST, Verdict.NEXT, Verdict.GAP);
        assertThat(continuity.gapFirstId()).isEqualTo(12);
        assertThat(continuity.gapLastId()).isEqualTo(14);
        assertThat(holes()).containsExactly(new IdRange(12, 14));
        assertThat(continuity.openIds(instrument)).isEqualTo(3);
    }

    @Test
    void shouldKnowADuplicate() {
        assertThat(verdicts(10, 11, 11, 10, 12))
                .containsExactly(Verdict.FIRST, Verdict.NEXT, Verdict.DUPLICATE, Verdict.DUPLICATE, Verdict.NEXT);
        assertThat(continuity.duplicates()).isEqualTo(2);
    }

    @Test
    void shouldShrinkAndSplitAHoleByLateTrades() {
        verdicts(10, 20);
        assertThat(verdicts(15, 11, 15)).containsExactly(Verdict.LATE, Verdict.LATE, Verdict.DUPLICATE);
        assertThat(holes()).containsExactly(new IdRange(12, 14), new IdRange(16, 19));
        assertThat(continuity.lateTrades()).isEqualTo(2);
    }

    @Test
    void shouldTakeTheIdBeforeTheFirstAsLate() {
        assertThat(verdicts(10, 9)).containsExactly(Verdict.FIRST, Verdict.LATE);
        assertThat(continuity.firstId(instrument)).isEqualTo(9);
        assertThat(holes()).isEmpty();
    }

    @Test
    void shouldOpenAHoleBelowTheFirstId() {
        assertThat(verdicts(10, 5, 7)).containsExactly(Verdict.FIRST, Verdict.GAP, Verdict.LATE);
        assertThat(continuity.gapFirstId()).isEqualTo(6);
        assertThat(continuity.gapLastId()).isEqualTo(9);
        assertThat(holes()).containsExactly(new IdRange(6, 6), new IdRange(8, 9));
    }

    @Test
    void shouldKeepInstrumentsApart() {
        final Instrument other = instruments.intern(Market.USDM, Tapes.SYMBOL);
        verdicts(10, 11);
        assertThat(continuity.onTrade(Tapes.trade(other, 11))).isEqualTo(Verdict.FIRST);
        assertThat(verdict(12)).isEqualTo(Verdict.NEXT);
    }

    @Test
    void shouldGrowWithTheInstruments() {
        for (int i = 0; i < 1_000; i++) {
            final Instrument one = instruments.intern(Market.SPOT, "S" + i);
            assertThat(continuity.lastId(one)).isEqualTo(-1);
            assertThat(continuity.onTrade(Tapes.trade(one, i))).isEqualTo(Verdict.FIRST);
        }
        assertThat(continuity.isKnown(instrument)).isFalse();
    }

    @Test
    void shouldCloseWhatIsAbsentAtTheSource() {
        verdicts(10, 20, 30);
        assertThat(continuity.markAbsent(instrument, 15, 25)).isEqualTo(10);
        assertThat(holes()).containsExactly(new IdRange(11, 14), new IdRange(26, 29));
        assertThat(continuity.markAbsent(instrument, 0, 100)).isEqualTo(8);
        assertThat(holes()).isEmpty();
    }

    @Test
    void shouldTakeATradeAllTheSameThatWasSaidToBeAbsent() {
        verdicts(10, 13);
        continuity.markAbsent(instrument, 11, 12);
        assertThat(verdicts(11, 11)).containsExactly(Verdict.LATE, Verdict.DUPLICATE);
    }

    @Test
    void shouldAgreeWithAModelThatKeepsEveryId() {
        final long seed = Seeds.next();
        final SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 200; round++) {
            final Continuity tested = new Continuity();
            final TreeSet<Long> seen = new TreeSet<>();
            long next = random.nextInt(100);
            for (int step = 0; step < 300; step++) {
                next += random.nextInt(5) == 0 ? random.nextInt(6) : 1;
                final long id = random.nextInt(4) == 0 ? Math.max(0, next - random.nextInt(40)) : next;
                final Verdict expected = expected(seen, id);
                seen.add(id);
                assertThat(tested.onTrade(Tapes.trade(instrument, id)))
                        .as(Seeds.describe(seed))
                        .isEqualTo(expected);
                if (expected == Verdict.GAP) {
                    assertThat(tested.gapLastId() - tested.gapFirstId())
                            .as(Seeds.describe(seed))
                            .isNotNegative();
                    assertThat(seen.subSet(tested.gapFirstId(), tested.gapLastId() + 1))
                            .as(Seeds.describe(seed))
                            .isEmpty();
                }
                assertThat(tested.openIds(instrument))
                        .as(Seeds.describe(seed))
                        .isEqualTo(seen.last() - seen.first() + 1 - seen.size());
            }
            assertThat(tested.trades()).as(Seeds.describe(seed)).isEqualTo(seen.size());
            for (final IdRange hole : holes(tested)) {
                assertThat(seen.contains(hole.firstId() - 1) && seen.contains(hole.lastId() + 1))
                        .as(Seeds.describe(seed))
                        .isTrue();
            }
        }
    }

    private static Verdict expected(final TreeSet<Long> seen, final long id) {
        if (seen.isEmpty()) {
            return Verdict.FIRST;
        }
        if (seen.contains(id)) {
            return Verdict.DUPLICATE;
        }
        if (id > seen.last()) {
            return id == seen.last() + 1 ? Verdict.NEXT : Verdict.GAP;
        }
        return id < seen.first() - 1 ? Verdict.GAP : Verdict.LATE;
    }

    private Verdict verdict(final long id) {
        return continuity.onTrade(Tapes.trade(instrument, id));
    }

    private List<Verdict> verdicts(final long... ids) {
        final List<Verdict> verdicts = new ArrayList<>();
        for (final long id : ids) {
            verdicts.add(verdict(id));
        }
        return verdicts;
    }

    private List<IdRange> holes() {
        return holes(continuity);
    }

    private List<IdRange> holes(final Continuity tested) {
        final List<IdRange> holes = new ArrayList<>();
        for (int i = 0; i < tested.openHoles(instrument); i++) {
            holes.add(new IdRange(tested.holeFirstId(instrument, i), tested.holeLastId(instrument, i)));
        }
        return holes;
    }
}
