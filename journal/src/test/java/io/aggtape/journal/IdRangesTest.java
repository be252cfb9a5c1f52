package io.aggtape.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class IdRangesTest {
    @Test
    void shouldJoinRangesThatTouch() {
        final IdRanges ranges = new IdRanges();
        ranges.add(1, 3);
        ranges.add(7, 9);
        ranges.add(4, 6);
        assertThat(ranges.toList()).containsExactly(new IdRange(1, 9));
    }

    @Test
    void shouldSplitARangeAroundWhatIsTakenOut() {
        final IdRanges ranges = new IdRanges();
        ranges.add(1, 9);
        assertThat(ranges.remove(5)).isTrue();
        assertThat(ranges.remove(5)).isFalse();
        assertThat(ranges.toList()).containsExactly(new IdRange(1, 4), new IdRange(6, 9));
    }

    @Test
    void shouldReachTheGreatestId() {
        final IdRanges ranges = new IdRanges();
        ranges.add(Long.MAX_VALUE - 1, Long.MAX_VALUE);
        ranges.add(0, 5);
        assertThat(ranges.remove(Long.MAX_VALUE)).isTrue();
        assertThat(ranges.toList())
                .containsExactly(new IdRange(0, 5), new IdRange(Long.MAX_VALUE - 1, Long.MAX_VALUE - 1));
    }

    @Test
    void shouldBeTheSameAsASetOfIds() {
        final long seed = Seeds.next();
        final SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 100; round++) {
            final IdRanges ranges = new IdRanges();
            final TreeSet<Long> ids = new TreeSet<>();
            for (int step = 0; step < 100; step++) {
                final long first = random.nextInt(200);
                final long last = first + random.nextInt(random.nextBoolean() ? 1 : 30);
                final int before = ids.size();
                if (random.nextBoolean()) {
                    ranges.add(first, last);
                    for (long id = first; id <= last; id++) {
                        ids.add(id);
                    }
                } else {
                    final long removed = ranges.removeRange(first, last);
                    ids.subSet(first, last + 1).clear();
                    assertThat(removed).as(Seeds.describe(seed)).isEqualTo(before - ids.size());
                }
                assertThat(ranges.idCount()).as(Seeds.describe(seed)).isEqualTo(ids.size());
                assertThat(ranges.toList()).as(Seeds.describe(seed)).isEqualTo(rangesOf(ids));
                assertThat(ranges.contains(first)).as(Seeds.describe(seed)).isEqualTo(ids.contains(first));
            }
        }
    }

    private static List<IdRange> rangesOf(final TreeSet<Long> ids) {
        final List<IdRange> ranges = new ArrayList<>();
        for (final long id : ids) {
            final IdRange last = ranges.isEmpty() ? null : ranges.get(ranges.size() - 1);
            if (last != null && last.lastId() == id - 1) {
                ranges.set(ranges.size() - 1, new IdRange(last.firstId(), id));
            } else {
                ranges.add(new IdRange(id, id));
            }
        }
        return ranges;
    }
}
