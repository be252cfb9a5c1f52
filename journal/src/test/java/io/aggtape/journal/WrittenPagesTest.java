package io.aggtape.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WrittenPagesTest {
    private static final long STEP = WrittenPages.STEP_BYTES;

    private final List<Long> started = new ArrayList<>();
    private final List<Long> forgotten = new ArrayList<>();

    private final PageCache cache = new PageCache() {
        @Override
        public void startWriting(final long offset, final long length) {
            assertThat(length).isEqualTo(STEP);
            started.add(offset);
        }

        @Override
        public void forget(final long offset, final long length) {
            assertThat(length).isEqualTo(STEP);
            assertThat(started).contains(offset);
            forgotten.add(offset);
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    };

    @Test
    void shouldKeepAWholeStepBetweenTheWriterAndWhatIsWrittenToTheDisk() {
        final WrittenPages pages = new WrittenPages(cache, 65_808);
        assertThat(pages.onPosition(3 * STEP - 1)).isZero();
        assertThat(pages.onPosition(3 * STEP)).isEqualTo(1);
        assertThat(pages.onPosition(3 * STEP)).isZero();
        assertThat(started).containsExactly(STEP);
    }

    @Test
    void shouldKeepAFilesFirstStepAndWhatWasThereBefore() {
        final WrittenPages pages = new WrittenPages(cache, 5 * STEP + 1);
        follow(pages, 100 * STEP);
        assertThat(started).first().isEqualTo(6 * STEP);
        assertThat(forgotten).first().isEqualTo(6 * STEP);
    }

    @Test
    void shouldForgetInOrderAndKeepTheNewest() {
        final WrittenPages pages = new WrittenPages(cache, 1);
        follow(pages, 100 * STEP);
        assertThat(forgotten).isSorted().doesNotHaveDuplicates().hasSize((int) (98 - WrittenPages.KEPT_BYTES / STEP));
        assertThat(100 * STEP - forgotten.get(forgotten.size() - 1)).isGreaterThan(WrittenPages.KEPT_BYTES);
    }

    private static void follow(final WrittenPages pages, final long to) {
        for (long position = 0; position <= to; position += 1 << 20) {
            pages.onPosition(position);
        }
    }
}
