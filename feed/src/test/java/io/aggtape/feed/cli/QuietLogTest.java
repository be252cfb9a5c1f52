package io.aggtape.feed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A doctor who tries a whole recorder out. */
final class QuietLogTest {
    @TempDir
    Path directory;

    @Test
    void shouldNotTellOfTheStartsAndEndsInARehearsal() throws IOException {
        final List<String> arguments =
                List.of("doctor", "--skip-network", "--cpu", "none", "--wait", "blocking", "--idle", "backoff");
        try (AggtapeProcess process = AggtapeProcess.start(directory, arguments)) {
            final Script.Result result = process.finish();
            assertThat(result.out()).containsPattern("(?m)^\\[PASS] Event loop");
            assertThat(result.err()).doesNotContain("INFO ");
        }
    }
}
