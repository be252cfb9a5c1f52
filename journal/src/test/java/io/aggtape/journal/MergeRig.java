package io.aggtape.journal;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.agrona.concurrent.SystemEpochClock;

/** Merges tapes that lie in a directory into one beside them. */
record MergeRig(Path directory) {
    MergeReport merge(final String... names) {
        final List<Path> inputs = Stream.of(names).map(directory::resolve).toList();
        return TapeMerger.merge(inputs, Tapes.config(out()), session(names[0]), SystemEpochClock.INSTANCE);
    }

    static SessionEvent session(final String firstInput) {
        final SessionEvent session = new SessionEvent();
        session.runId = 7;
        session.isStart = true;
        session.configuration = "input.1=" + firstInput;
        return session;
    }

    Path out() {
        return directory.resolve("out");
    }

    CollectingListener readOut() {
        try (TapeReader reader = TapeReader.open(out())) {
            return CollectingListener.read(reader);
        }
    }
}
