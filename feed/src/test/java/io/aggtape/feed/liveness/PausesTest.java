package io.aggtape.feed.liveness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PausesTest {
    private static final String JDK_17 = "[1234567890ns] Safepoint \"G1CollectForAllocation\", Time since last: 5 ns, "
            + "Reaching safepoint: 100 ns, At safepoint: 900 ns, Total: 1000 ns";
    private static final String JDK_25 = "[1234567890ns] Safepoint \"ThreadDump\", Time since last: 5 ns, "
            + "Reaching safepoint: 100 ns, At safepoint: 890 ns, Leaving safepoint: 10 ns, Total:      1000 ns, "
            + "Threads: 1 runnable, 12 total";

    @TempDir
    Path directory;

    @Test
    void shouldReadAPauseAsJdk17WritesIt() {
        assertThat(SafepointLine.parse(JDK_17))
                .isEqualTo(new SafepointLine(1_234_567_890, 1_000, "G1CollectForAllocation"));
    }

    @Test
    void shouldReadAPauseAsJdk25WritesIt() {
        assertThat(SafepointLine.parse(JDK_25)).isEqualTo(new SafepointLine(1_234_567_890, 1_000, "ThreadDump"));
    }

    @Test
    void shouldPassOverLinesThatTellOfNoPause() {
        assertThat(SafepointLine.parse("")).isNull();
        assertThat(SafepointLine.parse("[12ns] Entering safepoint region: Halt"))
                .isNull();
    }

    @Test
    void shouldCountOnlyWhatLiesBetweenTwoMoments() {
        final SafepointLine pause = new SafepointLine(1_000, 400, "GC");
        assertThat(pause.withinNs(0, 2_000)).isEqualTo(400);
        assertThat(pause.withinNs(800, 2_000)).isEqualTo(200);
        assertThat(pause.withinNs(0, 700)).isEqualTo(100);
        assertThat(pause.withinNs(1_000, 2_000)).isZero();
        assertThat(pause.withinNs(0, 600)).isZero();
    }

    @Test
    void shouldKnowThePausesOfThisJvm() {
        try (SafepointLog log = SafepointLog.open(directory)) {
            assertThat(log.isOn()).isTrue();
            final long beganNs = System.nanoTime();
            System.gc();
            final long endedNs = System.nanoTime();
            assertThat(log.read()).anySatisfy(pause -> {
                assertThat(pause.withinNs(beganNs, endedNs)).isPositive();
                assertThat(pause.tookNs()).isLessThanOrEqualTo(endedNs - beganNs);
            });
        }
    }

    @Test
    void shouldSayWhetherACollectionExplainsAStall() {
        try (Pauses pauses = Pauses.open(directory)) {
            final long beganNs = System.nanoTime();
            System.gc();
            final long endedNs = System.nanoTime();
            assertThat(pauses.explain(beganNs, endedNs)).contains(" of them in that time, the longest ", "GC '");
            assertThat(pauses.explain(beganNs - TimeUnit.HOURS.toNanos(1), endedNs))
                    .startsWith("not explained by GC or safepoints: ");
        }
    }

    @Test
    void shouldSayThatItDoesNotKnowWhereTheJvmTellsNothing() {
        try (Pauses pauses = Pauses.open(directory.resolve("absent"))) {
            final long nowNs = System.nanoTime();
            assertThat(pauses.explain(nowNs, nowNs)).endsWith("whether a safepoint explains it is unknown");
        }
    }

    @Test
    void shouldLeaveNoFile() throws IOException {
        Pauses.open(directory).close();
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).isEmpty();
        }
    }
}
