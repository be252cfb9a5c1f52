package io.aggtape.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.aggtape.pipeline.Heartbeat;
import io.aggtape.pipeline.ThreadingMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An exception inside each thread of a recorder: its trace is in the log, and the recorder does as designed. */
final class ThreadEndsTest {
    @TempDir
    Path journal;

    @ParameterizedTest
    @ValueSource(strings = {"feed", "parser", "metrics", "journal", "page-toucher", "tape-upkeep"})
    void shouldStopWhereAThreadFailsThatNoTradeCanDoWithout(final String role) throws Exception {
        try (WatchedRecorder watched = new WatchedRecorder(journal)) {
            final RuntimeException fault = new IllegalStateException("ordered of " + role);
            watched.heartbeat(role).orderFault(fault);

            watched.rig().await("the fault", () -> watched.recorder().awaitFault(1));
            assertThat(watched.recorder().fault()).isSameAs(fault);
            assertThat(watched.heartbeat(role).fault()).isSameAs(fault);
            assertThat(watched.recorder().stop().isDrained()).isFalse();
            assertThat(watched.trace("ERROR Recorder - thread " + role + " met a fault that it cannot go on from"))
                    .contains("java.lang.IllegalStateException: ordered of " + role)
                    .contains("\tat " + ThreadEndsTest.class.getName());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"feed-0", "feed-1", "handlers"})
    void shouldStopWhereOneOfTwoFeedsOrTheSharedHandlersFail(final String role) throws Exception {
        try (WatchedRecorder watched = new WatchedRecorder(journal, ThreadingMode.SHARED, 2)) {
            watched.heartbeat(role).orderFault(new IllegalStateException("ordered of " + role));
            assertStopped(watched, role, "ordered of " + role);
        }
    }

    @Test
    void shouldStopWhereAStrategyThrowsInTheParser() throws Exception {
        try (WatchedRecorder watched = new WatchedRecorder(journal)) {
            watched.breakStrategy(new IllegalStateException("thrown by the strategy"));
            assertStopped(watched, "parser", "thrown by the strategy");
        }
    }

    @Test
    void shouldStopWhereTheFeedThrowsAtItsWork() throws Exception {
        try (WatchedRecorder watched = new WatchedRecorder(journal)) {
            watched.recorder().offer(new RepairFrame(null, null, 0));
            assertStopped(watched, "feed", "NullPointerException");
            assertThat(watched.trace("ERROR Recorder - thread feed met a fault"))
                    .contains("FeedAgent.publish(");
        }
    }

    @Test
    void shouldStopWhereTheDiskOfTheJournalCannotBeAskedAnyMore() throws Exception {
        final Path moved = journal.resolveSibling(journal.getFileName() + "-moved");
        try (WatchedRecorder watched = new WatchedRecorder(journal)) {
            Files.move(journal, moved);
            assertStopped(watched, "page-toucher", "cannot ask the disk of " + journal);
            Files.move(moved, journal);
        }
    }

    private static void assertStopped(final WatchedRecorder watched, final String role, final String words) {
        final String line = "ERROR Recorder - thread " + role + " met a fault that it cannot go on from";
        watched.awaitLine(line);
        assertThat(watched.trace(line)).contains(words);
        assertThat(watched.heartbeat(role).phase()).isEqualTo(Heartbeat.Phase.FAILED);
        assertThat(watched.recorder().stop().isDrained()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"feed", "parser", "metrics", "journal", "page-toucher", "tape-upkeep"})
    void shouldStopWhereAThreadEndsThatNobodyHasAskedTo(final String role) throws Exception {
        try (WatchedRecorder watched = new WatchedRecorder(journal)) {
            watched.heartbeat(role).thread().interrupt();
            watched.rig().await("the fault", () -> watched.recorder().awaitFault(1));
            watched.awaitLine("ERROR Recorder - thread " + role + " met a fault ");
            assertThat(watched.recorder().stop().isDrained()).isFalse();
        }
    }

    @Test
    void shouldTellOfAThreadThatEndedThoughNobodyHasAskedItTo() throws Exception {
        try (WatchedRecorder watched = new WatchedRecorder(journal)) {
            watched.heartbeat("aggtape-dns").end();
            watched.awaitLine("WARN LivenessLog - thread aggtape-dns ended, though nobody has asked it to");
            watched.rig()
                    .await(
                            "the status to say so",
                            () -> watched.recorder().status().troubles().contains("aggtape-dns has ended"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"watchdog", "reporter", "clock"})
    void shouldGoOnWhereATaskBesideTheTradesFails(final String role) throws IOException {
        try (WatchedRecorder watched = new WatchedRecorder(journal)) {
            watched.heartbeat(role).orderFault(new IllegalStateException("ordered of " + role));

            watched.awaitLine("ERROR ScheduledThread - thread " + role + ": ");
            assertTrace(watched, "ERROR ScheduledThread - thread " + role + ": ", role);
            assertGoesOn(watched, role);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"aggtape-dns", "aggtape-tls"})
    void shouldForgetTheFaultOfATaskThatComesAgainOnceOneSucceeds(final String role) throws IOException {
        try (WatchedRecorder watched = new WatchedRecorder(journal)) {
            watched.heartbeat(role).orderFault(new IllegalStateException("ordered of " + role));
            watched.giveWork(role);
            watched.awaitLine("ERROR TaskBeats - thread " + role + ": ");
            assertTrace(watched, "ERROR TaskBeats - thread " + role + ": ", role);
            watched.awaitTrades();
            watched.giveWork(role);
            watched.rig()
                    .await(
                            "the fault to be forgotten",
                            () -> !watched.heartbeat(role).hasFault()
                                    && !watched.recorder().status().troubles().contains(role));
            watched.awaitTrades();
            assertThat(watched.recorder().fault()).isNull();
        }
    }

    @Test
    void shouldGoOnWhereTheRepairFails() throws IOException {
        try (WatchedRecorder watched = new WatchedRecorder(journal)) {
            watched.heartbeat("repair").orderFault(new IllegalStateException("ordered of repair"));
            watched.awaitLine("ERROR RepairThread - repair ends; recording goes on");
            assertTrace(watched, "ERROR RepairThread - repair ends; recording goes on", "repair");
            assertGoesOn(watched, "repair");
        }
    }

    @Test
    void shouldGoOnWhereNobodyWatchesTheThreadsAnyMore() throws IOException {
        try (WatchedRecorder watched = new WatchedRecorder(journal)) {
            watched.heartbeat("liveness").orderFault(new IllegalStateException("ordered of liveness"));
            watched.awaitLine("ERROR LivenessThread - the liveness thread ends; recording goes on");
            assertTrace(watched, "ERROR LivenessThread - the liveness thread ends; recording goes on", "liveness");
            watched.awaitTrades();
            assertThat(watched.recorder().fault()).isNull();
        }
    }

    @Test
    void shouldSayOfEachThreadThatItEndedAsItShould() throws IOException {
        try (WatchedRecorder watched = new WatchedRecorder(journal)) {
            watched.recorder().stop();
            for (final String role : WatchedRecorder.ROLES) {
                if (!role.startsWith("aggtape-")) {
                    assertThat(watched.log().all())
                            .as(role)
                            .anyMatch(line ->
                                    line.startsWith("INFO Liveness") && line.endsWith(" - thread " + role + " ended"));
                }
            }
            assertThat(watched.log().traces())
                    .allMatch(trace -> !trace.startsWith("ERROR "), "no fault in an orderly run");
        }
    }

    private static void assertTrace(final WatchedRecorder watched, final String start, final String role) {
        assertThat(watched.trace(start))
                .contains("java.lang.IllegalStateException: ordered of " + role)
                .contains("\tat " + ThreadEndsTest.class.getName());
    }

    private static void assertGoesOn(final WatchedRecorder watched, final String role) {
        watched.rig()
                .await(
                        "the status to say so",
                        () -> watched.recorder().status().troubles().contains(role + " met a fault"));
        watched.awaitTrades();
        assertThat(watched.recorder().fault()).isNull();
    }
}
