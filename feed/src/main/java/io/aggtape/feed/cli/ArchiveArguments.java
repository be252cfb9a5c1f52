package io.aggtape.feed.cli;

import io.aggtape.feed.StreamNames;
import io.aggtape.journal.Market;
import io.aggtape.journal.archive.ArchiveException;
import io.aggtape.journal.archive.ArchiveFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
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
        return probe(paths, err);
    }

    List<ArchiveFile> probe(final List<Path> named, final PrintWriter err) {
        final Market only = market == null ? null : CommandFault.orUsage(() -> Market.ofLabel(market));
        final String one = symbol == null
                ? null
                : CommandFault.orUsage(
                        () -> StreamNames.normalise(List.of(symbol)).get(0));
        final List<ArchiveFile> files = new ArrayList<>();
        for (final Path path : named) {
            for (final Path file : filesOf(path)) {
                try {
                    files.add(ArchiveFile.probe(file, only, one));
                } catch (final ArchiveException e) {
                    if (file.equals(path)) {
                        throw new CommandFault(ExitCode.USAGE, e.getMessage(), e);
                    }
                    err.println("passed over: " + e.getMessage());
                }
            }
        }
        if (files.isEmpty()) {
            throw new CommandFault(ExitCode.USAGE, "no file of aggregate trades in " + named);
        }
        return files;
    }

    private static List<Path> filesOf(final Path path) {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> below = Files.walk(path)) {
            return below.filter(Files::isRegularFile)
                    .filter(file -> String.valueOf(file.getFileName()).matches(".+\\.(csv|csv\\.gz|zip)"))
                    .sorted()
                    .toList();
        } catch (final IOException | UncheckedIOException e) {
            throw new CommandFault(ExitCode.USAGE, "cannot read the directory " + path + ": " + e.getMessage(), e);
        }
    }
}
