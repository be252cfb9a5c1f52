package io.aggtape.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunEnvironmentTest {
    @TempDir
    private Path directory;

    @Test
    void shouldNameTheFirstCpu() throws IOException {
        final Path cpuInfo = Files.writeString(
                directory.resolve("cpuinfo"),
                "processor\t: 0\nmodel name\t: AMD EPYC 9R14: 96-Core\nmodel name\t: other\n");

        assertThat(RunEnvironment.cpuModel(cpuInfo)).isEqualTo("AMD EPYC 9R14: 96-Core");
    }

    @Test
    void shouldNameTheArchitectureWhereNoCpuHasAName() throws IOException {
        final Path nameless = Files.writeString(directory.resolve("cpuinfo"), "processor\t: 0\nmodel name\t:\n");

        assertThat(RunEnvironment.cpuModel(nameless)).isEqualTo(System.getProperty("os.arch"));
        assertThat(RunEnvironment.cpuModel(directory.resolve("absent"))).isEqualTo(System.getProperty("os.arch"));
    }

    @Test
    void shouldKeepSystemPropertiesToItself() {
        assertThat(RunEnvironment.flags(List.of(
                        "-Xmx2g",
                        "-Djavax.net.ssl.keyStorePassword=secret",
                        "-Dagrona.disable.bounds.checks=true",
                        "--add-opens=java.base/java.lang=ALL-UNNAMED")))
                .isEqualTo("-Xmx2g -Dagrona.disable.bounds.checks=true --add-opens=java.base/java.lang=ALL-UNNAMED");
    }
}
