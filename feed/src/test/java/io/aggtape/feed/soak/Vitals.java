package io.aggtape.feed.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a JVM holds, as Linux and {@code jcmd} tell.
 *
 * @param heapKiB what is reachable on its heap, KiB; garbage made since the last collection is not in it.
 * @param peakResidentKiB its memory in all, KiB, at most so far, pages of mapped files included.
 * @param fileDescriptors how many it has open.
 * @param threads the names of its threads, cut to 15 characters as the kernel keeps them.
 */
record Vitals(long heapKiB, long peakResidentKiB, int fileDescriptors, Set<String> threads) {
    private static final Pattern TOTAL = Pattern.compile("Total +\\d+ +(\\d+)");
    private static final Pattern RESIDENT = Pattern.compile("VmHWM:\\s+(\\d+) kB");
    private static final long LIMIT_S = 30;

    /** Collects garbage and measures. */
    static Vitals of(final long pid) throws IOException {
        final Matcher total = TOTAL.matcher(jcmd(pid, "GC.class_histogram"));
        final long heapKiB = total.find() ? Long.parseLong(total.group(1)) / 1_024 : 0;
        final Path proc = Path.of("/proc", Long.toString(pid));
        final Matcher resident = RESIDENT.matcher(Files.readString(proc.resolve("status")));
        final int fds;
        try (Stream<Path> entries = Files.list(proc.resolve("fd"))) {
            fds = (int) entries.count();
        }
        return new Vitals(heapKiB, resident.find() ? Long.parseLong(resident.group(1)) : 0, fds, threads(proc));
    }

    @Override
    public String toString() {
        return heapKiB + " KiB heap, " + peakResidentKiB + " KiB resident at most, " + fileDescriptors + " fds, "
                + threads.size() + " thread names";
    }

    private static Set<String> threads(final Path proc) throws IOException {
        final Set<String> names = new TreeSet<>();
        try (Stream<Path> tasks = Files.list(proc.resolve("task"))) {
            for (final Path task : tasks.toList()) {
                try {
                    names.add(Files.readString(task.resolve("comm")).strip());
                } catch (final IOException e) {
                    // The thread has ended meanwhile: it is not among those that live.
                    continue;
                }
            }
        }
        return names;
    }

    private static String jcmd(final long pid, final String command) throws IOException {
        final Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        final Process process = new ProcessBuilder(jcmd.toString(), Long.toString(pid), command)
                .redirectErrorStream(true)
                .start();
        try (var output = process.getInputStream()) {
            final String text = new String(output.readAllBytes());
            if (!process.waitFor(LIMIT_S, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException("jcmd " + command + " said: " + text);
            }
            return text;
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            process.destroyForcibly();
        }
    }
}
