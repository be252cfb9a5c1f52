package io.aggtape.feed.cli;

import io.aggtape.feed.doctor.Check;
import io.aggtape.feed.doctor.Diagnosis;
import io.aggtape.feed.doctor.DoctorListener;
import io.aggtape.feed.doctor.Finding;
import io.aggtape.feed.doctor.FindingText;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Prints findings as they come, as text or JSON, and on a terminal which test is under way. */
final class DoctorConsole implements DoctorListener {
    private static final String CLEAR_LINE = "\r\u001b[K";

    private final PrintWriter out;
    private final PrintWriter err;
    private final JsonOutput json;
    private final int tests;
    private int number;

    DoctorConsole(final PrintWriter out, final PrintWriter err, final JsonOutput json, final int tests) {
        this.out = out;
        this.err = err;
        this.json = json;
        this.tests = tests;
    }

    @Override
    public void onBegun(final Check check) {
        number++;
        if (Terminal.isErr()) {
            err.print(CLEAR_LINE + number + "/" + tests + " " + check.name() + "...");
            err.flush();
        }
    }

    @Override
    public void onFinding(final Finding finding) {
        clear();
        if (json.isAsked()) {
            json.line(FindingText.map(finding));
            json.flush();
        } else {
            FindingText.lines(finding).forEach(out::println);
            out.flush();
        }
    }

    /** The last lines: what all came to. */
    void print(final Diagnosis diagnosis, final int exitCode) {
        clear();
        if (json.isAsked()) {
            final Map<String, Object> fields = new LinkedHashMap<>(FindingText.map(diagnosis));
            fields.put("exitCode", exitCode);
            fields.put("environment", environment());
            json.line(fields);
            json.flush();
        } else {
            out.println();
            out.println(diagnosis.status());
            out.println("Conclusion: " + diagnosis.conclusion());
            out.flush();
        }
    }

    /** What and where this is, a line each. */
    static List<String> environment() {
        return List.of(
                "Version: " + String.join(", ", new Version().getVersion()),
                "Machine: " + host() + ", " + System.getProperty("os.name") + " " + System.getProperty("os.version")
                        + " " + System.getProperty("os.arch") + ", "
                        + Runtime.getRuntime().availableProcessors() + " cores");
    }

    private void clear() {
        if (Terminal.isErr()) {
            err.print(CLEAR_LINE);
            err.flush();
        }
    }

    private static String host() {
        // InetAddress would look the name up, and DNS may be what hangs.
        try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        } catch (final IOException e) {
            return System.getenv().getOrDefault("HOSTNAME", "localhost");
        }
    }
}
