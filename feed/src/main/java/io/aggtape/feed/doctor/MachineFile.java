package io.aggtape.feed.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads what the kernel tells in small files; what is not there, as on other systems, is empty. */
final class MachineFile {
    private static final long KIB = 1024;
    private static final long NO_LIMIT = Long.MAX_VALUE >> 12;

    private MachineFile() {}

    /** The text of a file, stripped. */
    static Optional<String> text(final Path file) {
        try {
            return Optional.of(Files.readString(file).strip());
        } catch (final IOException e) {
            return Optional.empty();
        }
    }

    /** A line such as {@code MemAvailable:  123 kB} of {@code /proc/meminfo}, in bytes. */
    static OptionalLong meminfoBytes(final String name) {
        return text(Path.of("/proc/meminfo"))
                .map(text -> meminfoBytes(text, name))
                .orElseGet(OptionalLong::empty);
    }

    static OptionalLong meminfoBytes(final String text, final String name) {
        return text.lines()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).replace("kB", "").strip())
                .filter(number -> number.matches("\\d{1,15}"))
                .mapToLong(number -> Long.parseLong(number) * KIB)
                .findFirst();
    }

    /** How much memory the control group allows, bytes; empty for no limit. */
    static OptionalLong memoryLimitBytes() {
        for (final String file :
                new String[] {"/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"}) {
            final Optional<String> text = text(Path.of(file)).filter(value -> value.matches("\\d{1,18}"));
            if (text.isPresent() && Long.parseLong(text.get()) < NO_LIMIT) {
                return OptionalLong.of(Long.parseLong(text.get()));
            }
        }
        return OptionalLong.empty();
    }

    /** How many CPUs' time the control group allows, as it is written there; empty for no limit. */
    static Optional<String> cpuQuota() {
        return text(Path.of("/sys/fs/cgroup/cpu.max"))
                .filter(text -> !text.startsWith("max"))
                .map(text -> "cpu.max " + text + " (microseconds of each period)");
    }
}
