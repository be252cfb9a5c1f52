package io.aggtape.feed.doctor;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Why there is no recorder to look into. */
final class AbsentRecorder {
    private AbsentRecorder() {}

    /** What it means that no recorder shows itself: the lock tells whether one runs all the same. */
    static Judgement judge(final Path journal, final String why, final Area area) throws IOException {
        final LockFacts lock = LockFacts.read(journal);
        final List<String> details = List.of(why);
        if (lock.writer().isPresent()) {
            return Judgement.fail(
                            lock.writer().get().describe() + " writes this journal, but shows no counters",
                            details,
                            "it is of a version of aggtape without counters, or of another user: run the doctor as that"
                                    + " user")
                    .in(Area.MACHINE);
        }
        if (!lock.denied().isEmpty()) {
            return denied(lock.denied(), details);
        }
        return Judgement.fail(
                        area == Area.APPLICATION ? why : "nobody writes this journal: " + why,
                        List.of("journal: " + journal.toAbsolutePath()),
                        "name the journal by --journal, and start the recorder: aggtape record SYMBOL --journal "
                                + journal)
                .in(area);
    }

    /** What it means that this user may not read a file. */
    static Judgement denied(final String file, final List<String> details) {
        return Judgement.fail(
                        "whether a recorder runs cannot be told: access denied to " + file,
                        details,
                        "run the doctor as the user who records")
                .in(Area.MACHINE);
    }
}
