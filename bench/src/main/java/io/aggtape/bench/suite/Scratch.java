package io.aggtape.bench.suite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.agrona.IoUtil;

/** A directory for one suite's files, removed with all in it at the end. */
final class Scratch implements AutoCloseable {
    private final Path directory;
    private int made;

    private Scratch(final Path directory) {
        this.directory = directory;
    }

    static Scratch in(final SuiteArguments arguments) throws IOException {
        Files.createDirectories(arguments.directory());
        return new Scratch(Files.createTempDirectory(arguments.directory(), "suite"));
    }

    /** A path that nothing has yet. */
    Path fresh() {
        return directory.resolve("n" + made++);
    }

    /** Removes a file or a directory of those. */
    void remove(final Path path) {
        IoUtil.delete(path.toFile(), false);
    }

    @Override
    public void close() {
        IoUtil.delete(directory.toFile(), true);
    }
}
