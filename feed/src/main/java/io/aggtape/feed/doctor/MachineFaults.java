package io.aggtape.feed.doctor;

import io.aggtape.journal.JournalUnwritableException;
import io.aggtape.pipeline.PinningFailedException;
import java.io.IOException;
import java.util.Optional;

/** Tells what this machine refuses from what this program does wrong, by what was thrown. */
final class MachineFaults {
    /** What to do about a thread that cannot be pinned. */
    static final String PINNING_REMEDY =
            "allow the cpus to this process (taskset, cpuset of the container), name others by --cpu, or use --cpu"
                    + " none";

    /** What to do about a directory of temporary files that takes nothing. */
    static final String TEMPORARY_REMEDY = "free the directory of temporary files, "
            + System.getProperty("java.io.tmpdir") + ", or name another: AGGTAPE_JAVA_OPTS=-Djava.io.tmpdir=DIR";

    private static final int MAX_DEPTH = 32;

    private MachineFaults() {}

    /** A finding of what ended a recorder among the temporary files; empty where that may be a fault of this program. */
    static Optional<Judgement> of(final Throwable fault) {
        Throwable at = fault;
        for (int depth = 0; at != null && depth < MAX_DEPTH; depth++) {
            if (at instanceof PinningFailedException) {
                return Optional.of(failure("a thread cannot be pinned: " + at.getMessage(), fault, PINNING_REMEDY));
            }
            if (at instanceof JournalUnwritableException || at instanceof IOException) {
                return Optional.of(failure(
                        "a tape cannot be written among the temporary files: " + told(at), fault, TEMPORARY_REMEDY));
            }
            at = at.getCause();
        }
        return Optional.empty();
    }

    private static Judgement failure(final String result, final Throwable fault, final String remedy) {
        return Judgement.fail(result, StackText.of(fault), remedy).in(Area.MACHINE);
    }

    private static String told(final Throwable fault) {
        return fault instanceof JournalUnwritableException ? fault.getMessage() : fault.toString();
    }
}
