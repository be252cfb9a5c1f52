package io.aggtape.feed.doctor;

import io.aggtape.pipeline.Heartbeat;
import io.aggtape.pipeline.Probe;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The threads of a recorder, as the test of them sees them; used by one thread. */
interface EventLoop extends AutoCloseable {
    /** Starts them and gives them a trade to handle. */
    void start() throws IOException;

    /** Their signs of life; a thread may give none. */
    List<Heartbeat> heartbeats();

    /** Gives each of them something to run. */
    Probe probe();

    /** What ended one of them, if anything did. */
    Optional<Throwable> fault();

    /** Which handlers have not handled the trade, by role; asked once every thread has answered. */
    List<String> rolesWithoutTrade();

    /** Ends them. */
    @Override
    void close();
}
