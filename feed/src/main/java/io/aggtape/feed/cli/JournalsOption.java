package io.aggtape.feed.cli;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** A mixin: the journals that a command reads as one, by position, or one of them by option. */
final class JournalsOption {
    @Parameters(
            paramLabel = "JOURNAL",
            arity = "0..*",
            split = ",",
            description = "Directories of tapes, or of one, as --journal.")
    private List<Path> positions = List.of();

    @Option(names = "--journal", paramLabel = "DIR", description = "Directory of the tape. Default: aggtape-journal.")
    private Path option;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /** What was typed, in whichever way, before what the environment or the settings file says. */
    List<Path> directories() {
        if (positions == null || positions.isEmpty()) {
            return List.of(option == null ? JournalOption.DEFAULT : option);
        }
        if (option != null && !positions.equals(List.of(option)) && areBothTyped()) {
            throw new CommandFault(
                    ExitCode.USAGE, "journals by position and --journal " + option + ": name all by position");
        }
        return positions;
    }

    private boolean areBothTyped() {
        final ParseResult typed = command.commandLine().getParseResult();
        return typed.hasMatchedOption("--journal") && typed.hasMatchedPositional(0);
    }
}
