package io.aggtape.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.aggtape.journal.Market;
import io.aggtape.journal.TapeConfig;
import io.aggtape.pipeline.CpuPlan;
import io.aggtape.pipeline.OrderFlowConfig;
import io.aggtape.pipeline.PipelineConfig;
import io.aggtape.pipeline.ThreadingMode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
    void shouldTellWhatIsInForceAndNotWhatWasAskedFor() {
        final List<String> lines =
                RunEnvironment.lines(config("reader=auto\nwait=blocking\nsymbols=BTCUSDT"), "Conscrypt 1");

        assertThat(lines)
                .contains("tls=Conscrypt 1", "symbols=BTCUSDT", "threading=inline", "idle=backoff")
                .contains("wait=none, the handlers run on the feed thread")
                .doesNotContain("wait=blocking")
                .filteredOn(line -> line.startsWith("reader="))
                .singleElement()
                .asString()
                .startsWith("reader=select (");
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

    private RecorderConfig config(final String description) {
        final NetworkConfig network =
                new NetworkConfig(URI.create("wss://localhost:9"), null, null, null, Map.of(), 10_000);
        return new RecorderConfig(
                new SourceConfig(Market.SPOT, List.of("BTCUSDT"), 2, 200, 1 << 18, RotationPlan.DEFAULT, network),
                new PipelineConfig(
                        64, 512, 1, ThreadingMode.INLINE, "blocking", CpuPlan.none(), 64, OrderFlowConfig.DEFAULT),
                "backoff",
                TapeConfig.of(directory),
                RepairConfig.ofRecorder(),
                directory.resolve("latency.hlog"),
                0,
                description);
    }
}
