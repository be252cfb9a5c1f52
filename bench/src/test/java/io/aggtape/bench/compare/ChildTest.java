package io.aggtape.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ChildTest {
    private static final long LONG_S = 60;

    @TempDir
    private Path directory;

    @Test
    void shouldGiveTheLastLineOfOneThatEndsWell() throws IOException, InterruptedException {
        try (Child child = child(LONG_S, "echo first; echo last")) {
            assertThat(child.lastLine()).isEqualTo("last");
            assertThat(child.await()).isNull();
        }
    }

    @Test
    void shouldSayHowOneFailed() throws IOException, InterruptedException {
        try (Child child = child(LONG_S, "echo no such port >&2; exit 5")) {
            assertThat(child.await()).isEqualTo("exit 5: no such port");
        }
    }

    @Test
    void shouldKillOneThatIsNotDoneInTime() throws IOException, InterruptedException {
        try (Child child = child(0, "exec tail -f /dev/null")) {
            assertThat(child.line()).isNull();
            assertThat(child.await()).isEqualTo("killed: not done in time");
        }
    }

    @Test
    void shouldKnowNoCpuTimeOfOneThatHasEnded() throws IOException, InterruptedException {
        try (Child child = child(LONG_S, "exit 0")) {
            child.await();

            assertThat(child.cpuTicks()).isEqualTo(-1);
        }
    }

    @Test
    void shouldBeGoneOnceItIsClosed() throws IOException {
        final Child child = child(LONG_S, "exec tail -f /dev/null");

        child.close();

        assertThat(child.isAlive()).isFalse();
    }

    private Child child(final long timeLimitS, final String script) throws IOException {
        return new Child(List.of("sh", "-c", script), directory, directory.resolve("err"), timeLimitS);
    }
}
