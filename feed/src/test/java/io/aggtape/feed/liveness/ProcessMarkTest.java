package io.aggtape.feed.liveness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ProcessMarkTest {
    /** More than Linux gives. */
    private static final long NO_PID = 1L << 30;

    private final ProcessMark own = ProcessMark.own();

    @Test
    void shouldKnowThisProcess() {
        assertThat(own.pid()).isEqualTo(ProcessHandle.current().pid());
        assertThat(own.isGone()).isFalse();
        assertThat(ProcessMark.own()).isEqualTo(own);
    }

    /** A start by the wall clock moves when that is stepped: the boot's time moves with it. */
    @Test
    void shouldCountTheStartInTicksSinceTheBoot() throws IOException {
        final Path facts = Path.of("/proc/self/stat");
        assumeTrue(Files.exists(facts), "this system has no /proc");
        final String text = Files.readString(facts);
        assertThat(text.substring(text.lastIndexOf(')') + 2).split(" ")[19]).isEqualTo(Long.toString(own.start()));
    }

    @Test
    void shouldKnowThatAProcessIsGone() {
        assertThat(new ProcessMark(own.space(), NO_PID, own.start()).isGone()).isTrue();
    }

    @Test
    void shouldNotTakeAnotherProcessWithItsIdForIt() {
        assertThat(new ProcessMark(own.space(), own.pid(), own.start() + 1).isGone())
                .isTrue();
    }

    @Test
    void shouldNotCallAProcessGoneOfWhoseStartNothingIsKnown() {
        assertThat(new ProcessMark(own.space(), own.pid(), 0).isGone()).isFalse();
    }

    @Test
    void shouldNotCallAProcessOfAnotherNamespaceGone() {
        assertThat(new ProcessMark(own.space() + 1, NO_PID, 1).isGone()).isFalse();
    }
}
