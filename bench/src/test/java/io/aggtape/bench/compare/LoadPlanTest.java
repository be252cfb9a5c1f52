package io.aggtape.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LoadPlanTest {
    private static final Setting SETTING = new Setting(
            Path.of("/checkout"),
            Path.of("/work"),
            Path.of("/jdk/bin/java"),
            "bench.jar",
            List.of("-Xmx2g"),
            0,
            1,
            List.of("--threading", "shared"),
            List.of("--idle", "busy-spin"));
    private static final Path TAPE = Path.of("/work/tape");

    private final LoadPlan plan = new LoadPlan(false, true, true);
    private final ClientCommand commands = new ClientCommand(SETTING);

    @Test
    void shouldRunEveryPeerOverPlainAndOverTls() {
        assertThat(plan.saturation().stream().map(LoadRun::name))
                .contains(
                        "plain/aggtape",
                        "tls/aggtape",
                        "tls/aggtape-jdk",
                        "plain/raw-read",
                        "plain/jetty",
                        "tls/okhttp")
                .doesNotContain("plain/aggtape-jdk")
                .doesNotHaveDuplicates();
    }

    @Test
    void shouldRunEveryLoadOfTheTable() {
        assertThat(plan.latency().stream().map(LoadRun::name))
                .contains("plain/aggtape/10000", "plain/aggtape/100000", "plain/aggtape/10000-burst50")
                .contains("plain/aggtape/10000-real", "tls/aggtape/10000", "plain/hiccup/10000", "plain/c-recv/100000")
                .doesNotHaveDuplicates();
    }

    @Test
    void shouldLeaveOutWhatTheMachineLacks() {
        final LoadPlan lesser = new LoadPlan(false, false, false);

        assertThat(lesser.saturation()).noneMatch(run -> run.client().equals("aggtape-jdk"));
        assertThat(lesser.latency()).noneMatch(LoadRun::isReal);
    }

    @Test
    void shouldWarmAClientUpWithTheSameNumberOfFramesAtAnyRate() {
        for (final LoadRun run : plan.latency()) {
            final boolean isProduct = run.client().startsWith(LoadRun.PRODUCT);
            assertThat(run.warmUp()).isEqualTo(isProduct ? 80_000 : 40_000);
            assertThat(commands.of(run, 9, TAPE)).containsSequence("--warm-up", Long.toString(run.warmUp()));
        }
    }

    @Test
    void shouldGiveARecorderThatSpinsSecondsInWhichItsCodeIsCompiled() {
        assertThat(plan.latency())
                .filteredOn(run -> run.client().startsWith(LoadRun.PRODUCT))
                .allSatisfy(run -> assertThat(run.warmUp() / run.warmRate()).isGreaterThanOrEqualTo(4));
    }

    @Test
    void shouldSpinOnTheOneCoreOfAClientInBothSuitesByDefault() {
        final CompareConfig config = new CompareConfig();

        assertThat(config.saturationOptions()).containsExactly("--threading", "inline", "--idle", "busy-spin");
        assertThat(config.latencyOptions()).isEqualTo(config.saturationOptions());
    }

    @Test
    void shouldPutEveryClientOnTheSameCore() {
        for (final LoadRun run : plan.saturation()) {
            assertThat(commands.of(run, 9, TAPE)).startsWith("taskset", "-c", "1");
        }
    }

    @Test
    void shouldAskForTheSameFramesAsTheProduct() {
        final LoadRun run = new LoadRun("okhttp", false, 100, 25, 10_000, 1, false);

        assertThat(commands.of(run, 9, TAPE))
                .contains("ws://127.0.0.1:9/ws/btcusdt@aggTrade?timeUnit=MICROSECOND", "latency", "100")
                .doesNotContain("--ca");
    }

    @Test
    void shouldGiveTheProductTheOptionsOfTheMode() {
        assertThat(commands.of(LoadRun.saturation("aggtape", true, 100), 9, TAPE))
                .contains("wss://127.0.0.1:9", "shared", "/work/server.pem")
                .doesNotContain("busy-spin", "jdk");
        assertThat(commands.of(new LoadRun("aggtape", false, 100, 25, 10_000, 1, false), 9, TAPE))
                .contains("busy-spin")
                .doesNotContain("shared");
        assertThat(commands.of(LoadRun.saturation("aggtape-jdk", true, 100), 9, TAPE))
                .containsSequence("--tls", "jdk");
    }
}
