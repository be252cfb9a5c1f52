package io.aggtape.feed;

import io.aggtape.pipeline.Heartbeat;
import io.aggtape.pipeline.Heartbeats;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says which threads of a run have come to run, and which were created and have not. */
final class StartedThreads {
    private static final Logger LOG = LoggerFactory.getLogger(StartedThreads.class);
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long POLL_NS = TimeUnit.MICROSECONDS.toNanos(200);

    private StartedThreads() {}

    /** Waits until each of these runs, at most a second, and tells; in the order in which they were made. */
    static void tell(final Heartbeats heartbeats, final List<String> roles) {
        final List<Heartbeat> asked = heartbeats.all().stream()
                .filter(heartbeat -> roles.contains(heartbeat.role()))
                .toList();
        final long startNs = System.nanoTime();
        while (!rolesOf(asked, false).isEmpty() && System.nanoTime() - startNs < PATIENCE_NS) {
            LockSupport.parkNanos(POLL_NS);
        }
        LOG.info("agents running: {}", String.join(", ", rolesOf(asked, true)));
        final List<String> missing = rolesOf(asked, false);
        if (!missing.isEmpty()) {
            LOG.warn("created and NOT RUNNING after a second: {}", String.join(", ", missing));
        }
    }

    private static List<String> rolesOf(final List<Heartbeat> heartbeats, final boolean isRunning) {
        return heartbeats.stream()
                .filter(heartbeat -> heartbeat.phase() != Heartbeat.Phase.CREATED == isRunning)
                .map(Heartbeat::role)
                .toList();
    }
}
