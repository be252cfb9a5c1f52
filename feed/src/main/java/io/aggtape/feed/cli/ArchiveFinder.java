package io.aggtape.feed.cli;

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
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Finds out which files are archives of what.
 *
 * @param market the market of all, or null to find out.
 * @param symbolOf the symbol of a file, or null where its name tells.
 */
record ArchiveFinder(Market market, Function<Path, String> symbolOf) {
    /** Looks at each file; one that was named and holds no aggregate trades ends it, one of a directory is told of. */
    List<ArchiveFile> find(final List<Path> named, final PrintWriter err) {
        final List<ArchiveFile> files = new ArrayList<>();
        for (final Path path : named) {
            for (final Path file : filesOf(path)) {
                try {
                    files.add(ArchiveFile.probe(file, market, symbolOf.apply(file)));
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
