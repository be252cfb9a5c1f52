package io.aggtape.feed;

import io.aggtape.journal.SessionEvent;
import java.util.SplittableRandom;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.agrona.concurrent.SystemNanoClock;

/** What a tape is told of one run of this program: when it began and ended, and under which configuration. */
final class Sessions {
    private final long runId = new SplittableRandom().nextLong();
    private final EpochOffset epoch = new EpochOffset(SystemNanoClock.INSTANCE, new SystemEpochNanoClock());
    private final String configuration;

    /** A run with this configuration, as {@code name=value} lines. */
    Sessions(final String configuration) {
        this.configuration = configuration;
    }

    /** The run begins now. */
    SessionEvent start() {
        return event(true);
    }

    /** The run ends now, in order. */
    SessionEvent end() {
        return event(false);
    }

    /** The version of this program; {@code development} outside of a jar. */
    static String version() {
        final String version = Sessions.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    private SessionEvent event(final boolean isStart) {
        final SessionEvent event = new SessionEvent();
        event.runId = runId;
        event.isStart = isStart;
        event.timeNs = System.nanoTime() + epoch.offsetNs();
        event.epochOffsetNs = epoch.offsetNs();
        event.version = version();
        event.configuration = isStart ? configuration : "";
        return event;
    }
}
