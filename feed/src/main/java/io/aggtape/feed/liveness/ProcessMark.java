package io.aggtape.feed.liveness;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;

/**
 * A process, for which another one that gets its id later is not taken.
 *
 * @param space the namespace of its id; 0 where there are none.
 * @param pid its id there.
 * @param start when it began, in clock ticks since the boot where the system counts those, as a step of the wall clock does
 *     not change them, else in milliseconds since the epoch; 0 where it is unknown.
 */
record ProcessMark(long space, long pid, long start) {
    private static final Path PROCESSES = Path.of("/proc");
    /** The 22nd field of {@code /proc/PID/stat}, proc(5); the first two are the id and a name that may hold blanks. */
    private static final int START_FIELD = 22 - 3;

    private static final long UNKNOWN = 0;
    private static final long GONE = -1;

    /** This process. */
    static ProcessMark own() {
        final long pid = ProcessHandle.current().pid();
        return new ProcessMark(ownSpace(), pid, Math.max(UNKNOWN, startOf(pid)));
    }

    /** Whether it runs no more; false for one of another namespace, of which this process cannot tell. */
    boolean isGone() {
        if (space != ownSpace()) {
            return false;
        }
        if (ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty()) {
            return true;
        }
        final long startNow = startOf(pid);
        return startNow == GONE || start != UNKNOWN && startNow != UNKNOWN && start != startNow;
    }

    private static long ownSpace() {
        try {
            final String name = Files.readSymbolicLink(PROCESSES.resolve("self/ns/pid"))
                    .toString()
                    .replaceAll("\\D", "");
            return Long.parseLong(name);
        } catch (final IOException | RuntimeException e) {
            return UNKNOWN;
        }
    }

    private static long startOf(final long pid) {
        final Path facts = PROCESSES.resolve(pid + "/stat");
        if (!Files.exists(PROCESSES.resolve("self/stat"))) {
            return ProcessHandle.of(pid)
                    .flatMap(process -> process.info().startInstant())
                    .map(Instant::toEpochMilli)
                    .orElse(UNKNOWN);
        }
        try {
            final String text = Files.readString(facts, StandardCharsets.ISO_8859_1);
            return Long.parseLong(
                    text.substring(text.lastIndexOf(')') + 1).strip().split(" ")[START_FIELD]);
        } catch (final NoSuchFileException e) {
            return GONE;
        } catch (final IOException | RuntimeException e) {
            return UNKNOWN;
        }
    }
}
