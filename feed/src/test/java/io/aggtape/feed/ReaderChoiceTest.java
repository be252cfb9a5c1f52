package io.aggtape.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which way of reading suits which run. */
class ReaderChoiceTest {
    @ParameterizedTest
    @CsvSource({
        "AUTO,   1, busy-spin, false, false",
        "AUTO,   2, busy-spin, false, false",
        "AUTO,   3, busy-spin, true,  false",
        "AUTO,   2, yield,     false, false",
        "AUTO,  64, noop,      true,  false",
        "AUTO,   1, backoff,   true,  true",
        "AUTO,   1, sleep,     true,  true",
        "SPIN,  64, busy-spin, false, false",
        "SPIN,  64, backoff,   false, false",
        "SELECT, 1, busy-spin, true,  false",
        "SELECT, 1, sleep,     true,  true"
    })
    void shouldChooseByCountAndByWhetherTheThreadSleeps(
            final ReaderMode mode,
            final int lines,
            final String idle,
            final boolean isSelecting,
            final boolean isWaiting) {
        final ReaderChoice choice = ReaderChoice.of(mode, lines, idle);

        assertThat(choice.isSelecting()).isEqualTo(isSelecting);
        assertThat(choice.isWaiting()).isEqualTo(isWaiting);
    }

    @Test
    void shouldSayWhatIsInForceAndWhy() {
        assertThat(ReaderChoice.of(ReaderMode.AUTO, 1, "busy-spin"))
                .hasToString("spin (1 line a feed thread, and up to 2 are read in each cycle)");
        assertThat(ReaderChoice.of(ReaderMode.SELECT, 2, "busy-spin"))
                .hasToString("select (as asked; 2 lines a feed thread)");
    }

    @Test
    void shouldKnowEachReaderByItsName() {
        assertThat(ReaderMode.ofName("Select")).isEqualTo(ReaderMode.SELECT);
        assertThatThrownBy(() -> ReaderMode.ofName("epoll"))
                .hasMessage("no reader is called 'epoll': use auto, spin or select");
    }
}
