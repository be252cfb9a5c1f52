package io.aggtape.journal.archive;

import io.aggtape.journal.SessionEvent;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.EpochClock;

/** What a tape is told of the import of one file: a session that starts, and stops once the file is on the tape whole. */
final class ImportSession {
    private static final String COMMAND = "import";

    private final SessionEvent event = new SessionEvent();
    private final EpochClock clock;

    ImportSession(final ArchiveFile file, final ArchiveCheck check, final String version, final EpochClock clock) {
        this.clock = clock;
        event.runId = new SplittableRandom().nextLong();
        event.version = version;
        event.configuration = "command=" + COMMAND + "\nfile=" + file.name() + "\nsha256=" + check.sha256()
                + "\nchecksum=" + (check.isChecksumThere() ? "verified" : "none") + "\nmarket="
                + file.market().label() + "\nsymbol=" + file.symbol() + "\nrows=" + check.rows() + "\ncolumns="
                + file.format().columns() + "\nheader=" + file.format().hasHeader() + "\ntime-unit="
                + (file.format().isMicros() ? "us" : "ms") + "\n";
    }

    SessionEvent start() {
        return event(true);
    }

    /** {@code name=value} lines of what became of the rows go with it. */
    SessionEvent stop(final ImportCounts counts) {
        event.configuration = counts.toLines();
        return event(false);
    }

    /** What makes a file the same one, whatever its name. */
    static String key(final ArchiveFile file, final String sha256) {
        return file.instrument() + ' ' + sha256;
    }

    /** The same of a session's start; null where it is no import's. */
    static String key(final SessionEvent session) {
        final Map<String, String> lines = new HashMap<>();
        session.configuration.lines().forEach(line -> {
            final int equals = line.indexOf('=');
            lines.put(line.substring(0, Math.max(0, equals)), line.substring(equals + 1));
        });
        return COMMAND.equals(lines.get("command")) && lines.containsKey("sha256")
                ? lines.get("market") + ':' + lines.get("symbol") + ' ' + lines.get("sha256")
                : null;
    }

    private SessionEvent event(final boolean isStart) {
        event.isStart = isStart;
        event.timeNs = TimeUnit.MILLISECONDS.toNanos(clock.time());
        event.epochOffsetNs = event.timeNs - System.nanoTime();
        return event;
    }
}
