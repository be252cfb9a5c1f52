package io.aggtape.feed.cli;

import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** A mixin: the journal that a command reads, by position or by option. */
final class JournalOption {
    /** Where a tape lies where nobody says otherwise. */
    static final Path DEFAULT = Path.of("aggtape-journal");

    @Parameters(paramLabel = "JOURNAL", arity = "0..1", description = "Directory of the tape, as --journal.")
    private Path position;

    @Option(names = "--journal", paramLabel = "DIR", description = "Directory of the tape. Default: aggtape-journal.")
    private Path option;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /** What was typed, in whichever way, before what the environment or the settings file says. */
    Path directory() {
        if (position != null) {
            if (option != null && !option.equals(position) && areBothTyped()) {
                throw new CommandFault(
                        ExitCode.USAGE, "two journals: " + position + " and --journal " + option + "; name one");
            }
            return position;
        }
        return option == null ? DEFAULT : option;
    }

    private boolean areBothTyped() {
        final ParseResult typed = command.commandLine().getParseResult();
        return typed.hasMatchedOption("--journal") && typed.hasMatchedPositional(0);
    }
}
