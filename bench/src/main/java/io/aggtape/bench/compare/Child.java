package io.aggtape.bench.compare;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** A process with an end: it is killed, by its id, when it is closed or its time is up. Stderr goes to a file. */
final class Child implements AutoCloseable {
    private static final int CPU_TIME_FIELD = 11;
    private static final int MAX_FAULT_CHARS = 300;
    private static final long GRACE_S = 3;

    /** What is left of them ends with this JVM. */
    private static final Set<Process> LIVE = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> LIVE.forEach(Process::destroyForcibly), "end-children"));
    }

    private final Process process;
    private final BufferedReader out;
    private final Path errors;
    private final Thread watch;
    private volatile boolean isLate;

    /** Starts it. */
    Child(final List<String> command, final Path directory, final Path errors, final long timeLimitS)
            throws IOException {
        this.errors = errors;
        process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectError(errors.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .start();
        LIVE.add(process);
        out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        watch = new Thread(() -> watch(timeLimitS), "time-limit");
        watch.setDaemon(true);
        watch.start();
    }

    /** The next line of its stdout; null at the end, which comes with the time limit at the latest. */
    String line() throws IOException {
        return out.readLine();
    }

    /** The rest of its stdout, its last line; null for none. */
    String lastLine() throws IOException {
        String last = null;
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            last = line;
        }
        return last;
    }

    /** CPU time so far of all its threads, user and system, in clock ticks; -1 where it has ended. */
    long cpuTicks() {
        final String stat;
        try {
            stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
        } catch (final IOException e) {
            return -1;
        }
        // The name, in parentheses, may have blanks; what follows is field 3.
        final String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return Long.parseLong(fields[CPU_TIME_FIELD]) + Long.parseLong(fields[CPU_TIME_FIELD + 1]);
    }

    /** Ends this soon after another process has ended, which it may be waiting for. */
    void endSoonAfter(final Child other) {
        other.process.onExit().thenRunAsync(() -> watch(GRACE_S));
    }

    /** Waits for its end; what was wrong with it, or null. */
    String await() throws InterruptedException, IOException {
        final int code = process.waitFor();
        if (isLate) {
            return "killed: not done in time";
        }
        return code == 0 ? null : "exit " + code + ": " + lastError();
    }

    /** Returns when it is gone, so that it disturbs nothing that is measured next. */
    @Override
    public void close() {
        process.destroyForcibly();
        watch.interrupt();
        LIVE.remove(process);
        try {
            if (!process.waitFor(GRACE_S, TimeUnit.SECONDS)) {
                System.err.println("process " + process.pid() + " was killed and is not gone yet");
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    private String lastError() throws IOException {
        final String text = Files.readString(errors).strip();
        return text.substring(Math.max(0, text.length() - MAX_FAULT_CHARS)).replace('\n', ' ');
    }

    private void watch(final long timeLimitS) {
        try {
            if (!process.waitFor(timeLimitS, TimeUnit.SECONDS)) {
                isLate = true;
                process.destroyForcibly();
            }
        } catch (final InterruptedException e) {
            process.destroyForcibly();
        }
    }
}
