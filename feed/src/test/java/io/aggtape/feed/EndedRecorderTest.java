package io.aggtape.feed;

import io.aggtape.pipeline.Pipeline;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a recorder that has ended leaves behind in the JVM. */
final class EndedRecorderTest {
    @TempDir
    Path journal;

    @Test
    void shouldLeaveItsRingToTheGarbageCollector() throws IOException {
        final WeakReference<Pipeline> pipeline = new WeakReference<>(pipelineOfARun());

        Awaitility.await("nobody to keep the ring")
                .atMost(Duration.ofSeconds(30))
                .until(() -> {
                    System.gc();
                    return pipeline.get() == null;
                });
    }

    private Pipeline pipelineOfARun() throws IOException {
        try (WatchedRecorder watched = new WatchedRecorder(journal)) {
            final Pipeline pipeline = watched.recorder().pipeline();
            watched.recorder().stop();
            return pipeline;
        }
    }
}
