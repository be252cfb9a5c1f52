package io.aggtape.feed.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.aggtape.feed.liveness.LineView;
import io.aggtape.journal.LineState;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the lines of a recorder that runs come to, and what is said where none runs. */
final class AttachChecksTest {
    private static final LineView LIVE = line(0, LineState.LIVE);

    @TempDir
    Path directory;

    @Test
    void shouldPassALineThatIsLive() {
        assertThat(AttachChecks.judge(LIVE, List.of(LIVE)).verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void shouldFailALineThatIsNotConnected() {
        final LineView down = line(1, LineState.BACKING_OFF);

        final Judgement judgement = AttachChecks.judge(down, List.of(line(0, LineState.CONNECTING), down));

        assertThat(judgement.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(judgement.result()).isEqualTo("BACKING_OFF, 0 of 2 streams have delivered");
    }

    @Test
    void shouldOnlyWarnOfALineWhoseTwinIsLive() {
        final LineView rotating = line(1, LineState.CONNECTING);

        final Judgement judgement = AttachChecks.judge(rotating, List.of(LIVE, rotating));

        assertThat(judgement.verdict()).isEqualTo(Verdict.WARN);
        assertThat(judgement.result()).endsWith("; line 0 is LIVE and carries the same");
    }

    @Test
    void shouldNotTakeALineOfOtherStreamsForATwin() {
        final LineView down = line(2, LineState.CONNECTING);

        assertThat(AttachChecks.judge(down, List.of(LIVE, down)).verdict()).isEqualTo(Verdict.FAIL);
    }

    @Test
    void shouldStayInterruptedWhereItIsToldToStop() {
        Thread.currentThread().interrupt();

        final List<Check> checks = AttachChecks.of(directory);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(checks).extracting(Check::name).containsExactly("recorder");
    }

    private static LineView line(final int number, final LineState state) {
        return new LineView("line " + number, state, 1, 0, 2, 0, 0);
    }
}
