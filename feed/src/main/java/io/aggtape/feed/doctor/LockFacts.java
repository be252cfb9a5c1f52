package io.aggtape.feed.doctor;

import io.aggtape.journal.LockOwner;
import io.aggtape.journal.TapePlace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Who writes a journal.
 *
 * @param directory where it lies.
 * @param writer who does, if anyone.
 */
record LockFacts(Path directory, Optional<LockOwner> writer) {
    static LockFacts read(final Path directory) throws IOException {
        return new LockFacts(directory, TapePlace.writerOf(directory));
    }

    Judgement judge() {
        final List<String> details = List.of("journal: " + directory.toAbsolutePath());
        return writer.map(owner -> Judgement.warn(
                        "a recorder writes it: " + owner.describe(),
                        details,
                        "that is as it should be if you started it: aggtape doctor --attach --journal " + directory
                                + " asks it; a second recorder would be refused"))
                .orElseGet(() -> Judgement.pass("free: nobody writes it", details));
    }

    /** Where a recorder is wanted that writes it. */
    Judgement judgeWriter() {
        final List<String> details = List.of("journal: " + directory.toAbsolutePath());
        return writer.map(owner -> Judgement.pass("written by " + owner.describe(), details))
                .orElseGet(() -> Judgement.fail(
                        "nobody writes this journal",
                        details,
                        "start aggtape record, or name the journal of the recorder that runs by --journal"));
    }
}
