package io.aggtape.feed.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A mixin: the journal that a command reads, by position or by option. */
final class JournalOption {
    /** Where a tape lies where nobody says otherwise. */
    static final Path DEFAULT = Path.of("aggtape-journal");

    @Parameters(paramLabel = "JOURNAL", arity = "0..1", description = "Directory of the tape, as --journal.")
    private Path position;

    @Option(names = "--journal", paramLabel = "DIR", description = "Directory of the tape. Default: aggtape-journal.")
    private Path option;

    Path directory() {
        if (position != null) {
            return position;
        }
        return option == null ? DEFAULT : option;
    }
}
