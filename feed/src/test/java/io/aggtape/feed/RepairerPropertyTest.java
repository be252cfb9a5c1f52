package io.aggtape.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.aggtape.feed.rest.RestException;
import io.aggtape.feed.rest.RestFault;
import io.aggtape.journal.GapState;
import io.aggtape.pipeline.GapReasons;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Whatever happens on the way, every id that was missing is on the tape at the end, or does not exist. */
final class RepairerPropertyTest {
    private static final String SYMBOL = RepairRig.SYMBOL;
    private static final int LAST_ID = 6_000;

    @Test
    void shouldCloseEveryHoleWhateverHappens() {
        final long seed = Long.getLong("aggtape.seed", System.nanoTime());
        final SplittableRandom seeds = new SplittableRandom(seed);
        for (int i = 0; i < 50; i++) {
            try {
                check(seeds.split());
            } catch (final AssertionError e) {
                throw new AssertionError("with -Daggtape.seed=" + seed + ", run " + i + ": " + e.getMessage(), e);
            }
        }
    }

    private static void check(final SplittableRandom random) {
        final RepairRig rig = new RepairRig();
        rig.rest.has(SYMBOL, 1, LAST_ID);
        final TreeSet<Long> missing = new TreeSet<>();
        final TreeSet<Long> absent = new TreeSet<>();
        for (long id = 2 + random.nextInt(200); id < LAST_ID - 1; ) {
            final long last = Math.min(LAST_ID - 2, id + random.nextInt(random.nextInt(10) == 0 ? 3_000 : 20));
            for (long each = id; each <= last; each++) {
                missing.add(each);
            }
            if (random.nextInt(3) == 0) {
                final long from = id + random.nextLong(last - id + 1);
                final long to = from + random.nextLong(last - from + 1);
                rig.rest.lacks(SYMBOL, from, to);
                for (long each = from; each <= to; each++) {
                    absent.add(each);
                }
            }
            rig.hole(id, last);
            disturb(rig, random, id, last, missing, absent);
            id = last + 2 + random.nextInt(500);
        }
        rig.rest.newest(Long.MAX_VALUE);
        rig.room(Integer.MAX_VALUE);
        for (int i = 0; i < 1_000 && rig.counters().openIds() > 0; i++) {
            rig.runAfterMs(1_000);
        }
        final TreeSet<Long> expected = new TreeSet<>(missing);
        expected.removeAll(absent);
        assertThat(rig.counters().openIds()).isZero();
        assertThat(rig.fetched).isEqualTo(expected);
        assertThat(rig.frames).as("each once").hasSize(expected.size());
        final TreeSet<Long> declared = new TreeSet<>();
        rig.absent.forEach(ids -> {
            for (long id = ids.firstId(); id <= ids.lastId(); id++) {
                declared.add(id);
            }
        });
        assertThat(declared).isEqualTo(absent);
    }

    private static void disturb(
            final RepairRig rig,
            final SplittableRandom random,
            final long firstId,
            final long lastId,
            final TreeSet<Long> missing,
            final TreeSet<Long> absent) {
        rig.rest.newest(random.nextBoolean() ? Long.MAX_VALUE : firstId + random.nextInt(50));
        rig.room(random.nextInt(100));
        if (random.nextInt(4) == 0) {
            rig.rest.failWith(new RestException(
                    random.nextBoolean() ? RestFault.SERVER_FAULT : RestFault.TOO_MANY_REQUESTS,
                    "busy",
                    random.nextInt(5_000),
                    null));
        }
        final long late = firstId + random.nextLong(lastId - firstId + 1);
        final boolean isLate = random.nextInt(3) == 0 && !absent.contains(late);
        if (isLate) {
            rig.gap(SYMBOL, GapState.FILLED_LATE, late, late, GapReasons.ARRIVED_LATE);
            missing.remove(late);
        }
        rig.runAfterMs(random.nextInt(2_000));
    }
}
