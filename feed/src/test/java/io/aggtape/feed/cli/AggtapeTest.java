package io.aggtape.feed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

final class AggtapeTest {
    @Test
    void shouldPrintHowToUseItWhereThereIsNoCommand() {
        final CommandRun run = CommandRun.of(Map.of());
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("Usage: aggtape ").contains("Examples:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "-h"})
    void shouldHelp(final String flag) {
        final CommandRun run = CommandRun.of(Map.of(), flag);
        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .contains("sample", "config", "Exit codes:", "4   journal locked", "Examples:", "AGGTAPE_");
    }

    @Test
    void shouldPrintItsVersion() {
        for (final CommandRun run : List.of(
                CommandRun.of(Map.of(), "--version"),
                CommandRun.of(Map.of(), "-V"),
                CommandRun.of(Map.of(), "sample", "--version"))) {
            assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
            assertThat(run.out()).startsWith("aggtape " + System.getProperty("aggtape.version") + "\nJava ");
        }
    }

    @Test
    void shouldSuggestTheNearestCommand() {
        final CommandRun run = CommandRun.of(Map.of(), "smaple", "--for", "5s");
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err())
                .isEqualTo("aggtape: unknown command 'smaple'; did you mean 'sample'?\nTry 'aggtape --help'.\n");
    }

    @Test
    void shouldSuggestTheNearestOption() {
        assertThat(CommandRun.of(Map.of(), "sample", "--ring-sise=5").err())
                .isEqualTo("aggtape sample: unknown option '--ring-sise'; did you mean '--ring-size'?\n"
                        + "Try 'aggtape sample --help'.\n");
    }

    @Test
    void shouldRefuseAnArgumentThatNobodyAskedFor() {
        assertThat(CommandRun.of(Map.of(), "sample", "--for").err()).contains("Missing required parameter", "--for");
    }

    @ParameterizedTest
    @CsvSource({"code, 3", "none, 0"})
    void shouldExitWithTheCommandsCode(final String fail, final int exitCode) {
        final CommandRun run = CommandRun.of(Map.of(), "sample", "--fail", fail);
        assertThat(run.exitCode()).isEqualTo(exitCode);
        assertThat(run.err()).isEmpty();
    }

    @Test
    void shouldPrintAForeseenFaultInOneLine() {
        final CommandRun run = CommandRun.of(Map.of(), "sample", "--fail", "fault");
        assertThat(run.exitCode()).isEqualTo(ExitCode.JOURNAL);
        assertThat(run.err()).isEqualTo("aggtape sample: the journal is locked by process 1\n");
    }

    @ParameterizedTest
    @CsvSource({"crash, IllegalStateException", "error, StackOverflowError"})
    void shouldPrintTheStackTraceOfAnUnforeseenFault(final String fail, final String type) {
        final CommandRun run = CommandRun.of(Map.of(), "sample", "--fail", fail);
        assertThat(run.exitCode()).isEqualTo(ExitCode.INTERNAL);
        assertThat(run.err())
                .contains("internal fault", type + ": " + fail, "at io.aggtape.feed.cli.SampleCommand.call");
    }

    @Test
    void shouldBePlainWhereThereIsNoTerminal() {
        assertThat(CommandRun.of(Map.of("TERM", "xterm"), "--help").out()).doesNotContain("\u001b");
        assertThat(CommandRun.of(Map.of("TERM", "xterm"), "sample", "--nonsense")
                        .err())
                .doesNotContain("\u001b");
    }

    @Test
    void shouldUseColoursOnlyOnATerminalThatHasThemAndWhereTheyAreWelcome() {
        assertThat(Terminal.hasColours(true, Map.of("TERM", "xterm"))).isTrue();
        assertThat(Terminal.hasColours(true, Map.of("NO_COLOR", ""))).isTrue();
        assertThat(Terminal.hasColours(true, Map.of("NO_COLOR", "1"))).isFalse();
        assertThat(Terminal.hasColours(true, Map.of("TERM", "dumb"))).isFalse();
        assertThat(Terminal.hasColours(false, Map.of("TERM", "xterm"))).isFalse();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void shouldLetEveryArgumentBeASetting(final String name, final CommandSpec command) {
        assertThat(command.argGroups())
                .as("groups of %s: defaults do not reach into them", name)
                .isEmpty();
        for (final OptionSpec option : command.options()) {
            assertThat(option.longestName())
                    .as("an option of %s needs a long name", name)
                    .startsWith("--");
        }
        for (final ArgSpec argument : command.args()) {
            final boolean isList = argument.isMultiValue() && Settings.key(argument) != null;
            assertThat(!isList || ",".equals(argument.splitRegex()))
                    .as("%s of %s takes several: it needs split = \",\"", Settings.key(argument), name)
                    .isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void shouldDescribeEveryCommandWithExamples(final String name, final CommandSpec command) {
        assertThat(command.usageMessage().description()).as(name).isNotEmpty();
        assertThat(command.usageMessage().footer()).as(name).contains("Examples:");
        assertThat(command.usageMessage().exitCodeList()).as(name).hasSize(7);
        for (final OptionSpec option : command.options()) {
            assertThat(option.description())
                    .as("%s of %s", option.longestName(), name)
                    .isNotEmpty();
        }
    }

    private static Stream<Object[]> commands() {
        final PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        final CommandLine root =
                new CommandTree(Aggtape.COMMANDS, nowhere, nowhere).root(new Settings(List.of(), Map.of()));
        final List<Object[]> commands = new ArrayList<>();
        root.getSubcommands().forEach((name, below) -> commands.add(new Object[] {name, below.getCommandSpec()}));
        return commands.stream();
    }
}
