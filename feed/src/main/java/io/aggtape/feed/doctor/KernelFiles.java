package io.aggtape.feed.doctor;

import io.aggtape.pipeline.CpuList;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * The small files below {@code /sys} and {@code /proc}. What is not there, or may not be read, is empty: it differs from
 * kernel to kernel, and a virtual machine, a container or another system has less.
 *
 * @param root where {@code sys} and {@code proc} are, {@code /} on a machine.
 */
record KernelFiles(Path root) {
    static KernelFiles ofThisMachine() {
        return new KernelFiles(Path.of("/"));
    }

    /** A file's text, stripped; its path from the root, without a slash in front. */
    Optional<String> text(final String path) {
        return MachineFile.text(root.resolve(path));
    }

    OptionalLong number(final String path) {
        return text(path)
                .filter(text -> text.matches("-?\\d{1,18}"))
                .map(text -> OptionalLong.of(Long.parseLong(text)))
                .orElseGet(OptionalLong::empty);
    }

    /** A file that holds a list such as {@code 0-3,8}, or none; empty where it is absent or holds something else. */
    Optional<List<Integer>> cpus(final String path) {
        return text(path).flatMap(KernelFiles::cpusIn);
    }

    /** The names in a directory, in order; none where it is absent. */
    List<String> names(final String path) {
        try (Stream<Path> entries = Files.list(root.resolve(path))) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        } catch (final IOException | UncheckedIOException e) {
            return List.of();
        }
    }

    boolean exists(final String path) {
        return Files.exists(root.resolve(path));
    }

    /** A list such as {@code 0-3,8}; the kernel writes {@code (null)} or nothing for no cpu. */
    static Optional<List<Integer>> cpusIn(final String text) {
        if (text.isEmpty() || text.equals("(null)")) {
            return Optional.of(List.of());
        }
        try {
            return Optional.of(CpuList.parse(text));
        } catch (final IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
