package io.aggtape.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.aggtape.journal.MergeReport.Merged;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever two tapes have of the same trades: the merged one has each of them once. */
class TapeMergerPropertyTest {
    private static final String[] SYMBOLS = {"AAAUSDT", "BBBUSDT"};

    @TempDir
    private Path directory;

    @Test
    void shouldGiveTheUnionOfTwoThinningsOfOneSequence() {
        final MergeRig rig = new MergeRig(directory);
        final long seed = Seeds.next();
        final SplittableRandom random = new SplittableRandom(seed);
        final List<List<TreeSet<Long>>> had =
                List.of(writeThinned("a", 1_500, random.split()), writeThinned("b", 1_500, random.split()));
        final MergeReport report = rig.merge("a", "b");
        final CollectingListener merged = rig.readOut();
        for (int i = 0; i < SYMBOLS.length; i++) {
            final String symbol = SYMBOLS[i];
            final TreeSet<Long> union = new TreeSet<>(had.get(0).get(i));
            union.addAll(had.get(1).get(i));
            assertThat(merged.trades.stream()
                            .filter(trade -> trade.instrument.symbol().equals(symbol))
                            .map(trade -> trade.id))
                    .as(Seeds.describe(seed))
                    .containsExactlyElementsOf(union);
            final Merged audit = report.instruments().stream()
                    .filter(found -> found.symbol().equals(symbol))
                    .findFirst()
                    .orElseThrow();
            assertAudit(audit, had.get(0).get(i), had.get(1).get(i), seed);
        }
        final VerifyReport verified = TapeVerifier.verify(rig.out());
        assertThat(verified.chainFaults()).as(Seeds.describe(seed)).isEmpty();
        assertThat(verified.documents().isIntact()).as(Seeds.describe(seed)).isTrue();
        assertThat(verified.isComplete()).as(Seeds.describe(seed)).isEqualTo(report.isComplete());
        assertThat(verified.instruments())
                .as(Seeds.describe(seed))
                .allSatisfy(found -> assertThat(found.outOfOrder()).isZero());
    }

    private static void assertAudit(
            final Merged audit, final TreeSet<Long> ofA, final TreeSet<Long> ofB, final long seed) {
        final TreeSet<Long> union = new TreeSet<>(ofA);
        union.addAll(ofB);
        final TreeSet<Long> both = new TreeSet<>(ofA);
        both.retainAll(ofB);
        assertThat(audit.counts().trades()).as(Seeds.describe(seed)).isEqualTo(union.size());
        assertThat(audit.counts().inAll()).as(Seeds.describe(seed)).isEqualTo(both.size());
        assertThat(audit.missingIds())
                .as(Seeds.describe(seed))
                .isEqualTo(union.last() - union.first() + 1 - union.size());
        assertThat(audit.shares()).as(Seeds.describe(seed)).containsExactly(share(ofA, ofB), share(ofB, ofA));
    }

    private static MergeReport.Share share(final TreeSet<Long> own, final TreeSet<Long> others) {
        final TreeSet<Long> only = new TreeSet<>(own);
        only.removeAll(others);
        final TreeSet<Long> filled = new TreeSet<>(others.subSet(own.first(), own.last()));
        filled.removeAll(own);
        return new MergeReport.Share(new IdRange(own.first(), own.last()), own.size(), only.size(), filled.size());
    }

    /** Writes two symbols with holes, some of which are filled late, in some sessions; returns what ids there are. */
    private List<TreeSet<Long>> writeThinned(final String name, final int steps, final SplittableRandom random) {
        final List<TreeSet<Long>> had = List.of(new TreeSet<>(), new TreeSet<>());
        final List<List<Long>> left = List.of(new ArrayList<>(), new ArrayList<>());
        for (int run = 0; run < 2; run++) {
            final Instruments instruments = new Instruments();
            try (TapeWriter writer = Tapes.open(directory.resolve(name))) {
                for (int i = 0; i < steps; i++) {
                    final int symbol = random.nextInt(2);
                    final Instrument known = instruments.intern(Market.SPOT, SYMBOLS[symbol]);
                    final long next = 100 + (long) run * steps + i;
                    final List<Long> late = left.get(symbol);
                    if (random.nextInt(5) == 0) {
                        late.add(next);
                    } else if (had.get(symbol).add(next)) {
                        writer.append(Tapes.trade(known, next));
                    }
                    if (!late.isEmpty() && random.nextInt(8) == 0) {
                        final long id = late.remove(random.nextInt(late.size()));
                        had.get(symbol).add(id);
                        writer.append(Tapes.trade(known, id));
                    }
                }
            }
        }
        return had;
    }
}
