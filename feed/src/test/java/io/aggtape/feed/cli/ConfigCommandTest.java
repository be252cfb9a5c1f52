package io.aggtape.feed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConfigCommandTest {
    @TempDir
    Path directory;

    @Test
    void shouldShowEachValueAndItsSource() throws IOException {
        final Path file = Files.writeString(directory.resolve("my.properties"), "# mine\nfor=20s\ncpus=1,2\n");
        final CommandRun run = CommandRun.of(
                Map.of("AGGTAPE_QUIET", "true", "AGGTAPE_FOR", ""),
                "config",
                "sample",
                "--config",
                file.toString(),
                "--ring-size",
                "64",
                "BTCUSDT",
                "ETHUSDT");
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(run.out().lines().map(line -> line.strip().replaceAll(" +", " ")))
                .containsExactlyInAnyOrder(
                        "sample",
                        "symbols BTCUSDT,ETHUSDT flag",
                        "for 20s file " + file + ":2",
                        "from - default",
                        "ring-size 64 flag",
                        "pin true default",
                        "quiet true environment AGGTAPE_QUIET",
                        "cpus 1,2 file " + file + ":3",
                        "fail none default",
                        "json false default");
    }

    @Test
    void shouldAlignItsColumns() {
        final CommandRun run = CommandRun.of(Map.of("AGGTAPE_SYMBOLS", "BTCUSDT,ETHUSDT"), "config", "sample");
        assertThat(run.out())
                .contains("\n  symbols    BTCUSDT,ETHUSDT  environment AGGTAPE_SYMBOLS\n")
                .contains("\n  ring-size  1024             default\n");
    }

    @Test
    void shouldShowAllCommandsWhereNoneIsNamed() {
        final CommandRun run = CommandRun.of(Map.of(), "config");
        assertThat(run.out().lines().filter(line -> !line.startsWith(" "))).containsExactly("sample", "config");
    }

    @Test
    void shouldPrintOneJsonObjectAValue() {
        final CommandRun run = CommandRun.of(
                Map.of("AGGTAPE_CPUS", "1,2", "AGGTAPE_FROM", "2026-11-23"),
                "config",
                "--json",
                "sample",
                "--for=20s",
                "--no-pin");
        assertThat(run.err()).isEmpty();
        assertThat(run.out().lines())
                .contains(
                        row("ring-size", "1024", "default", "null"),
                        row("for", "\"20s\"", "flag", "null"),
                        row("pin", "false", "flag", "null"),
                        row("from", "\"2026-11-23\"", "environment", "\"AGGTAPE_FROM\""),
                        row("cpus", "[\"1\",\"2\"]", "environment", "\"AGGTAPE_CPUS\""),
                        row("symbols", "[]", "default", "null"),
                        row("json", "false", "default", "null"))
                .allMatch(line -> line.startsWith("{") && line.endsWith("}"));
    }

    @Test
    void shouldPrintJsonAlsoWhereTheFlagStandsLast() {
        assertThat(CommandRun.of(Map.of(), "config", "sample", "--json").out())
                .contains(row("json", "true", "flag", "null"));
    }

    @Test
    void shouldRefuseWhatTheCommandWouldRefuse() {
        final CommandRun run = CommandRun.of(Map.of("AGGTAPE_FOR", "soon"), "config", "sample");
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("'soon' is not a duration", "(from environment AGGTAPE_FOR)");
        assertThat(CommandRun.of(Map.of(), "config", "sample", "--rign-size", "5")
                        .err())
                .contains("unknown option '--rign-size'; did you mean '--ring-size'?");
    }

    @Test
    void shouldRefuseAnUnknownCommand() {
        final CommandRun run = CommandRun.of(Map.of(), "config", "smaple");
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).isEqualTo("aggtape config: unknown command 'smaple'; did you mean 'sample'?\n");
    }

    @Test
    void shouldPointAtVariablesThatNothingReads() {
        final CommandRun run =
                CommandRun.of(Map.of("AGGTAPE_RING_SIZ", "64", "AGGTAPE_JAVA_OPTS", "-Xmx1g"), "config", "sample");
        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(run.err()).isEqualTo("AGGTAPE_RING_SIZ is read by no option; the nearest is AGGTAPE_RING_SIZE\n");
    }

    private static String row(final String name, final String value, final String source, final String where) {
        return "{\"command\":\"sample\",\"name\":\"" + name + "\",\"value\":" + value + ",\"source\":\"" + source
                + "\",\"where\":" + where + "}";
    }
}
