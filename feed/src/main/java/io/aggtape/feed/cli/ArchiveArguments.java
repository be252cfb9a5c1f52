package io.aggtape.feed.cli;

import io.aggtape.feed.StreamNames;
import io.aggtape.journal.Market;
import io.aggtape.journal.archive.ArchiveFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A mixin: archive files, and what their names do not tell. */
final class ArchiveArguments {
    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            split = ",",
            description = "Archive files; of a directory all .csv, .csv.gz and .zip files below it.")
    private List<Path> paths = List.of();

    @Option(
            names = "--market",
            paramLabel = "MARKET",
            description = "spot, usdm or coinm. Default: by path, columns and symbol.")
    private String market;

    @Option(
            names = "--symbol",
            paramLabel = "S",
            description = "The symbol of all the files. Default: what their names begin with.")
    private String symbol;

    /** Looks at each file; one that was named and holds no aggregate trades ends it, one of a directory is told of. */
    List<ArchiveFile> probe(final PrintWriter err) {
        final Market only = market == null ? null : CommandFault.orUsage(() -> Market.ofLabel(market));
        final String one = symbol == null
                ? null
                : CommandFault.orUsage(
                        () -> StreamNames.normalise(List.of(symbol)).get(0));
        return new ArchiveFinder(only, file -> one).find(paths, err);
    }
}
