package io.aggtape.feed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

final class SettingsTest {
    private static final String NOTHING_SET = "[] null null 1024 true false []\n";

    @TempDir
    Path directory;

    private String file;

    @BeforeEach
    void nameTheFile() {
        file = directory.resolve("my.properties").toString();
    }

    @Test
    void shouldFallBackToTheDefault() {
        assertThat(out(Map.of(), "sample")).isEqualTo(NOTHING_SET);
    }

    @Test
    void shouldReadEveryKindFromTheEnvironment() {
        final Map<String, String> environment = Map.of(
                "AGGTAPE_SYMBOLS", "BTCUSDT,ETHUSDT",
                "AGGTAPE_FOR", "20s",
                "AGGTAPE_FROM", "2026-11-23",
                "AGGTAPE_RING_SIZE", "64",
                "AGGTAPE_PIN", "false",
                "AGGTAPE_QUIET", "true",
                "AGGTAPE_CPUS", "1,2,3");
        assertThat(out(environment, "sample"))
                .isEqualTo("[BTCUSDT, ETHUSDT] PT20S 2026-11-23T00:00:00Z 64 false true [1, 2, 3]\n");
    }

    @Test
    void shouldReadEveryKindFromTheFile() {
        write("symbols=BTCUSDT,ETHUSDT\nfor=20s\nfrom=2026-11-23\nring-size=64\npin=false\nquiet=true\ncpus=1,2,3\n");
        assertThat(out(Map.of(), "sample", "--config", file))
                .isEqualTo("[BTCUSDT, ETHUSDT] PT20S 2026-11-23T00:00:00Z 64 false true [1, 2, 3]\n");
    }

    /** A command that does not run without a symbol. */
    @Command(name = "needy")
    static final class NeedyCommand implements Callable<Integer> {
        @Parameters(paramLabel = "SYMBOL", arity = "1..*", split = ",")
        List<String> symbols;

        @Override
        public Integer call() {
            return symbols.size();
        }
    }

    @Test
    void shouldSatisfyARequiredParameter() {
        final PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        final CommandTree tree = new CommandTree(List.of(NeedyCommand.class), nowhere, nowhere);
        final Map<String, String> environment = Map.of("AGGTAPE_SYMBOLS", "A,B,C,D,E");
        assertThat(Aggtape.run(tree, List.of("needy"), environment)).isEqualTo(5);
        assertThat(Aggtape.run(tree, List.of("needy", "A,B", "C"), environment)).isEqualTo(3);
        assertThat(Aggtape.run(tree, List.of("needy"), Map.of())).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void shouldPreferTheEnvironmentToTheFile() {
        write("ring-size=64\ncpus=1,2,3\n");
        assertThat(out(Map.of("AGGTAPE_RING_SIZE", "32", "AGGTAPE_CONFIG", file), "sample"))
                .isEqualTo("[] null null 32 true false [1, 2, 3]\n");
    }

    @Test
    void shouldPreferTheFlagToAllElse() {
        write("ring-size=64\nsymbols=A,B\ncpus=1,2,3\n");
        final Map<String, String> environment = Map.of("AGGTAPE_RING_SIZE", "32", "AGGTAPE_SYMBOLS", "C");
        assertThat(out(environment, "sample", "--config=" + file, "--ring-size=16", "--cpus", "7", "D", "E"))
                .isEqualTo("[D, E] null null 16 true false [7]\n");
        assertThat(out(environment, "sample", "-r8")).isEqualTo("[C] null null 8 true false []\n");
    }

    @Test
    void shouldNotFlipABooleanThatTwoSourcesSet() {
        assertThat(out(Map.of("AGGTAPE_QUIET", "true"), "sample", "--quiet"))
                .isEqualTo("[] null null 1024 true true []\n");
        assertThat(out(Map.of("AGGTAPE_PIN", "false"), "sample", "--no-pin"))
                .isEqualTo("[] null null 1024 false false []\n");
        assertThat(out(Map.of("AGGTAPE_PIN", "false"), "sample", "--pin")).isEqualTo(NOTHING_SET);
    }

    @Test
    void shouldPreferTheFlagsFileToTheEnvironmentsFile() {
        write("ring-size=64\n");
        final Map<String, String> environment = Map.of("AGGTAPE_CONFIG", "/absent");
        assertThat(out(environment, "--config", file, "sample")).isEqualTo("[] null null 64 true false []\n");
        assertThat(out(environment, "sample", "--config", file)).isEqualTo("[] null null 64 true false []\n");
    }

    @Test
    void shouldTakeAnEmptyValueForNone() {
        write("ring-size=\n");
        final Map<String, String> environment = Map.of("AGGTAPE_RING_SIZE", "", "AGGTAPE_CONFIG", "");
        assertThat(out(environment, "sample", "--config", file)).isEqualTo(NOTHING_SET);
        assertThat(out(environment, "sample")).isEqualTo(NOTHING_SET);
    }

    @Test
    void shouldRefuseAnUnknownKeyAndNameTheNearest() {
        write("quiet=true\nring-sise=64\n");
        final CommandRun run = CommandRun.of(Map.of(), "sample", "--config", file);
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err())
                .isEqualTo(
                        "aggtape: " + file + ":2: unknown setting 'ring-sise'; the nearest known one is 'ring-size'\n");
    }

    @Test
    void shouldRefuseAFileThatNamesAFile() {
        write("config=other.properties\n");
        assertThat(CommandRun.of(Map.of(), "sample", "--config", file).err()).contains("unknown setting 'config'");
    }

    @Test
    void shouldRefuseAFileThatIsAbsent() {
        final CommandRun run = CommandRun.of(Map.of("AGGTAPE_CONFIG", "/absent"), "sample");
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err())
                .startsWith("aggtape: cannot read the settings file /absent: ")
                .hasLineCount(1);
    }

    @Test
    void shouldNameTheSourceOfABadValue() {
        write("quiet=true\nfor=soon\n");
        final CommandRun fromFile = CommandRun.of(Map.of(), "sample", "--config", file);
        assertThat(fromFile.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(fromFile.err()).contains("'soon' is not a duration", "(from file " + file + ":2)");
        final CommandRun fromEnvironment = CommandRun.of(Map.of("AGGTAPE_RING_SIZE", "big"), "sample");
        assertThat(fromEnvironment.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(fromEnvironment.err()).contains("'big'", "(from environment AGGTAPE_RING_SIZE)");
        final CommandRun fromList = CommandRun.of(Map.of("AGGTAPE_CPUS", "1,two"), "sample");
        assertThat(fromList.err()).contains("'two'", "(from environment AGGTAPE_CPUS)");
    }

    @Test
    void shouldNotBlameTheEnvironmentForABadFlag() {
        final CommandRun run = CommandRun.of(Map.of("AGGTAPE_RING_SIZE", "64"), "sample", "--ring-size", "big");
        assertThat(run.err()).contains("'big'").doesNotContain("from environment");
    }

    @Test
    void shouldNotMindABadValueThatAFlagOverrides() {
        assertThat(out(Map.of("AGGTAPE_RING_SIZE", "big"), "sample", "-r", "8"))
                .isEqualTo("[] null null 8 true false []\n");
    }

    private static String out(final Map<String, String> environment, final String... arguments) {
        final CommandRun run = CommandRun.of(environment, arguments);
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        return run.out();
    }

    private void write(final String text) {
        try {
            Files.writeString(Path.of(file), text);
        } catch (final IOException e) {
            throw new AssertionError(e);
        }
    }
}
