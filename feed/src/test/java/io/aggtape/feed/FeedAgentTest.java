package io.aggtape.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.aggtape.feed.net.ReadSet;
import io.aggtape.pipeline.Heartbeats;
import io.aggtape.pipeline.Hop;
import io.aggtape.pipeline.HopRecorder;
import io.aggtape.pipeline.IdleGaps;
import io.aggtape.pipeline.LatencyLog;
import io.aggtape.pipeline.LatencyReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeedAgentTest {
    @TempDir
    private Path directory;

    private final ManualClock clock = new ManualClock();

    @Test
    void shouldTellTheHiccupMeterOfEachDutyCycle() throws IOException {
        final HopRecorder hiccup = new HopRecorder(Hop.HICCUP);
        final FeedAgent agent = new FeedAgent(
                new Heartbeats().make("feed"),
                new FeedThread(null, null, clock, new EpochOffset(clock, clock), new SplittableRandom(1), null),
                new IdleGaps(hiccup, clock.nanoTime()),
                List.of(),
                ReadSet.EVERY);

        assertThat(agent.doWork()).isZero();
        clock.advanceMs(1);
        assertThat(agent.doWork()).isZero();

        try (LatencyLog log = new LatencyLog(directory.resolve("run.hlog"), List.of(hiccup), () -> 0, List.of())) {
            log.rotate();
            final LatencyReport.Row row = log.report().rows().get(0);
            assertThat(row.count()).isEqualTo(100);
            assertThat(row.maxNs()).isBetween(990_000L, 991_000L);
        }
    }
}
