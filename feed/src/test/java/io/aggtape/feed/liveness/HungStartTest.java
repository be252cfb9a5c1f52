package io.aggtape.feed.liveness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aggtape.feed.LogLines;
import io.aggtape.pipeline.Heartbeats;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Whoever starts the threads hangs before any of them has been made: "Starting aggTrades streams" and then nothing. */
final class HungStartTest {
    private static final String STALLS = "WARN LivenessLog - thread start STALLS, for ";
    private static final String RUNS = "WARN LivenessLog - thread start runs again after ";

    @Test
    void shouldNameWhereAStartHangsAndThatItGoesOn() {
        try (LogLines log = LogLines.open();
                LivenessThread liveness = new LivenessThread(
                        new Heartbeats(), LivenessConfig.DEFAULT, () -> {}, TimeUnit.MILLISECONDS.toNanos(200))) {
            liveness.start();
            // This thread is the one that starts the others: it hangs in here.
            awaitLine(log, STALLS);
            assertThat(log.all())
                    .anyMatch(line -> line.startsWith(STALLS)
                            && line.contains(
                                    ": it waits for the recorder to start, longer than that may take; its thread "
                                            + "is "));
            assertThat(log.traces())
                    .anyMatch(trace ->
                            trace.startsWith(STALLS) && trace.contains("\tat " + HungStartTest.class.getName()));
            liveness.started();
            awaitLine(log, RUNS);
        }
    }

    @Test
    void shouldSayNothingOfAStartThatComesToItsEnd() {
        try (LogLines log = LogLines.open();
                LivenessThread liveness = new LivenessThread(
                        new Heartbeats(), LivenessConfig.DEFAULT, () -> {}, TimeUnit.HOURS.toNanos(1))) {
            liveness.start();
            liveness.started();
            assertThat(List.copyOf(log.all())).noneMatch(line -> line.contains("thread start "));
        }
    }

    private static void awaitLine(final LogLines log, final String start) {
        await(start)
                .atMost(Duration.ofSeconds(30))
                .until(() -> log.all().stream().anyMatch(line -> line.startsWith(start)));
    }
}
