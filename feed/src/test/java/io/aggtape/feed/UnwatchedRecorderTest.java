package io.aggtape.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.aggtape.feed.doctor.AttachChecks;
import io.aggtape.feed.doctor.Check;
import io.aggtape.feed.doctor.Finding;
import io.aggtape.feed.doctor.Verdict;
import io.aggtape.journal.TapeConfig;
import io.aggtape.journal.TapeWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A recorder that records, and whose watching thread is gone or never showed anything: nobody says that there is none. */
final class UnwatchedRecorderTest {
    @TempDir
    Path journal;

    @Test
    void shouldStillBeFoundWhereItsWatchHasEndedByAFault() throws Exception {
        try (WatchedRecorder watched = new WatchedRecorder(journal)) {
            watched.rig().await("the recorder to show itself", () -> findings().size() > 1);
            watched.heartbeat("liveness").orderFault(new IllegalStateException("ordered of liveness"));
            watched.awaitLine("ERROR LivenessThread - the liveness thread ends; recording goes on");

            watched.rig()
                    .await(
                            "its last sign to be old",
                            () -> finding("recorder").result().contains("but its last sign is "));
            assertThat(finding("recorder").verdict()).isEqualTo(Verdict.FAIL);
            assertThat(finding("recorder").result())
                    .endsWith(" old: an exception has ended its liveness thread, and it may record on");
            assertThat(finding("thread feed").verdict()).isEqualTo(Verdict.WARN);
            assertThat(finding("thread feed").result()).isEqualTo("at the recorder's last sign: running");
            assertThat(finding("thread liveness").result()).isEqualTo("an exception has ended it");
            assertThat(finding("thread liveness").details())
                    .anyMatch(line -> line.contains("IllegalStateException: ordered of liveness"));
            assertThat(watched.recorder().status().troubles()).contains("liveness met a fault");
        }
        assertThat(findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.result())
                        .startsWith("nobody writes this journal: no recorder runs on " + journal));
    }

    @Test
    void shouldBeKnownByItsLockWhereItShowsNoCounters() throws Exception {
        try (TapeWriter writer = TapeWriter.open(TapeConfig.of(journal))) {
            assertThat(writer.recovered()).isNotNull();
            assertThat(findings()).singleElement().satisfies(finding -> {
                assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
                assertThat(finding.result())
                        .startsWith("a recorder writes " + journal + ", process "
                                + ProcessHandle.current().pid() + " on ")
                        .contains(", but shows no counters: there is no ");
                assertThat(finding.remedy()).doesNotContain("start the recorder");
            });
        }
    }

    private Finding finding(final String test) throws InterruptedException {
        return findings().stream()
                .filter(finding -> finding.test().equals(test))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no finding " + test));
    }

    private List<Finding> findings() throws InterruptedException {
        final List<Finding> findings = new ArrayList<>();
        for (final Check check : AttachChecks.of(journal)) {
            findings.add(check.run());
        }
        return findings;
    }
}
