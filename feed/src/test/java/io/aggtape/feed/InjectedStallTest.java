package io.aggtape.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.aggtape.feed.doctor.AttachChecks;
import io.aggtape.feed.doctor.Check;
import io.aggtape.feed.doctor.Finding;
import io.aggtape.feed.doctor.Verdict;
import io.aggtape.pipeline.Heartbeat;
import io.aggtape.pipeline.ThreadingMode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each thread of a recorder stands still for three seconds in turn, or until it has been named everywhere. */
final class InjectedStallTest {
    private static final long STALL_NS = TimeUnit.SECONDS.toNanos(3);
    private static final Pattern SO_FAR = Pattern.compile(" STALLS, for (\\d+\\.\\d{3}) s so far: ");

    @TempDir
    Path journal;

    @Test
    void shouldNameEachThreadWithItsStackWhileItStandsStill() throws Exception {
        try (WatchedRecorder watched = new WatchedRecorder(journal)) {
            assertThat(watched.recorder().heartbeats().all())
                    .extracting(Heartbeat::role)
                    .containsAll(WatchedRecorder.ROLES);
            for (final String role : WatchedRecorder.ROLES) {
                stall(watched, role);
            }
            watched.awaitTrades();
            watched.rig()
                    .await(
                            "all threads to run",
                            () -> watched.recorder().status().troubles().isEmpty());
            assertThat(watched.recorder().fault()).isNull();
            assertStallsAreRemembered();
        }
    }

    @Test
    void shouldNameTheSharedHandlersAndEachOfTwoFeeds() throws Exception {
        try (WatchedRecorder watched = new WatchedRecorder(journal, ThreadingMode.SHARED, 2)) {
            for (final String role : WatchedRecorder.SHARED_ROLES) {
                stall(watched, role);
            }
            watched.awaitTrades();
            assertThat(watched.recorder().fault()).isNull();
        }
    }

    private void stall(final WatchedRecorder watched, final String role) {
        watched.recorder().heartbeats().orderStall(role, System.nanoTime(), STALL_NS);
        watched.giveWork(role);
        watched.awaitLine("WARN LivenessLog - thread " + role + " STALLS, for ");
        final String trace = watched.trace("WARN LivenessLog - thread " + role + " STALLS, for ");
        assertThat(trace)
                .contains("its thread is TIMED_WAITING at ")
                .contains("\tat io.aggtape.pipeline.Heartbeat.beat(");
        final Matcher soFar = SO_FAR.matcher(trace);
        assertThat(soFar.find()).isTrue();
        assertThat(Double.parseDouble(soFar.group(1))).as(role).isLessThan(1);
        awaitFinding(watched, role);
        watched.heartbeat(role).orderStall(System.nanoTime(), 0);
        watched.awaitLine("WARN LivenessLog - thread " + role + " runs again after ");
    }

    /** A recorder whose watching thread stands still is known by that its counters grow old. */
    private void awaitFinding(final WatchedRecorder watched, final String role) {
        final boolean isWatcher = role.equals("liveness");
        final String test = isWatcher ? "recorder" : "thread " + role;
        watched.rig().await(test + " to be found stalled", () -> {
            final Finding finding = finding(test);
            return finding.verdict() == Verdict.FAIL
                    && (isWatcher
                            ? finding.result().contains("but its last sign is ")
                            : finding.result().startsWith("stalls for ")
                                    && finding.details().stream()
                                            .anyMatch(line -> line.contains("io.aggtape.pipeline.Heartbeat.beat(")));
        });
    }

    private void assertStallsAreRemembered() throws InterruptedException {
        for (final Finding finding : findings()) {
            if (finding.test().startsWith("thread ")) {
                assertThat(finding.verdict()).as(finding.toString()).isIn(Verdict.WARN, Verdict.PASS);
            }
        }
        assertThat(finding("thread journal").result()).startsWith("runs, but has stalled ");
        assertThat(finding("recorder").verdict()).isEqualTo(Verdict.PASS);
        assertThat(finding("recorder").details()).anyMatch(line -> line.startsWith("journaled: "));
        assertThat(finding("line 0").result()).contains("2 of 2 streams have delivered");
    }

    private Finding finding(final String test) throws InterruptedException {
        return findings().stream()
                .filter(finding -> finding.test().equals(test))
                .findFirst()
                .orElseThrow();
    }

    private List<Finding> findings() throws InterruptedException {
        final List<Finding> findings = new ArrayList<>();
        for (final Check check : AttachChecks.of(journal)) {
            findings.add(check.run());
        }
        return findings;
    }

    @Test
    void shouldFindNoRecorderBeforeAndAfter() throws IOException, InterruptedException {
        assertNoRecorder();
        try (WatchedRecorder watched = new WatchedRecorder(journal)) {
            watched.rig().await("the recorder to show itself", () -> findings().size() > 1);
        }
        assertNoRecorder();
    }

    private void assertNoRecorder() throws InterruptedException {
        assertThat(findings()).singleElement().satisfies(finding -> {
            assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
            assertThat(finding.result()).startsWith("nobody writes this journal: no recorder runs on " + journal);
        });
    }
}
