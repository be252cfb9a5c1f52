package io.aggtape.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Assumptions;

/** A small disk of its own, where the machine lets us mount one; else the test is skipped. */
public final class SmallDisk implements AutoCloseable {
    private static final int CHUNK_BYTES = 64 << 10;

    private final Path directory;

    public SmallDisk(final Path directory, final int mebibytes) throws IOException {
        this(directory, "tmpfs", "size=" + mebibytes + "m");
    }

    private SmallDisk(final Path directory, final String type, final String options) throws IOException {
        this.directory = Files.createDirectories(directory);
        final int code = run("mount", "-t", type, "-o", options, type, directory.toString());
        Assumptions.assumeTrue(code == 0, "a " + type + " cannot be mounted here: mount ended with " + code);
    }

    /** One that cannot reserve space ahead. */
    static SmallDisk withoutReserve(final Path directory) throws IOException {
        return new SmallDisk(directory, "ramfs", "mode=755");
    }

    public Path resolve(final String name) {
        return directory.resolve(name);
    }

    public long usableBytes() throws IOException {
        return Files.getFileStore(directory).getUsableSpace();
    }

    /** Fills it with another file until so many bytes, or none, are left. */
    public void fillTo(final long leftBytes) throws IOException {
        final Path ballast = resolve("ballast");
        try {
            while (usableBytes() > leftBytes) {
                final int length = (int) Math.min(CHUNK_BYTES, usableBytes() - leftBytes);
                Files.write(ballast, new byte[length], StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            }
        } catch (final IOException e) {
            assertThat(usableBytes()).as(e.toString()).isLessThan(CHUNK_BYTES);
        }
    }

    public void free() throws IOException {
        Files.deleteIfExists(resolve("ballast"));
    }

    @Override
    public void close() throws IOException {
        run("umount", "-l", directory.toString());
    }

    private static int run(final String... command) throws IOException {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
