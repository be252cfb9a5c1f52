package io.aggtape.feed.doctor;

import io.aggtape.journal.LockOwner;
import io.aggtape.journal.TapePlace;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Who writes a journal.
 *
 * @param directory where it lies.
 * @param writer who does, if anyone.
 * @param denied the file that this user may not read, so that it cannot be told; empty where it can.
 */
record LockFacts(Path directory, Optional<LockOwner> writer, String denied) {
    static LockFacts read(final Path directory) throws IOException {
        try {
            return new LockFacts(directory, TapePlace.writerOf(directory), "");
        } catch (final AccessDeniedException e) {
            return new LockFacts(directory, Optional.empty(), e.getFile());
        }
    }

    Judgement judge() {
        final List<String> details = List.of("journal: " + directory.toAbsolutePath());
        if (!denied.isEmpty()) {
            return Judgement.warn(
                    "cannot be told: access denied to " + denied, details, "run the doctor as the user who records");
        }
        return writer.map(owner -> Judgement.warn(
                        "a recorder writes it: " + owner.describe(),
                        details,
                        "that is as it should be if you started it: aggtape doctor --attach --journal " + directory
                                + " asks it; a second recorder would be refused"))
                .orElseGet(() -> Judgement.pass("free: nobody writes it", details));
    }

    /** Why a test that takes cores is not to be tried beside a recorder; empty where none is known to run. */
    String company() {
        if (!denied.isEmpty()) {
            return "it would take cores from a recorder, and whether one runs cannot be told: access denied to "
                    + denied;
        }
        return writer.map(owner -> "it would take cores from the recorder that runs, " + owner.describe()
                        + "; ask that one by --attach")
                .orElse("");
    }
}
