package io.aggtape.feed;

import org.agrona.concurrent.AgentRunner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How an agent's thread is ended: it is waited for, and that it does not end is told in the log and nowhere else. */
final class AgentEnd {
    private static final Logger LOG = LoggerFactory.getLogger(AgentEnd.class);

    private AgentEnd() {}

    /** Returns when the thread has ended; interrupts it every few seconds until it has. */
    static void await(final AgentRunner runner) {
        await(runner, AgentRunner.RETRY_CLOSE_TIMEOUT_MS);
    }

    /** The same with another pause between the interrupts, milliseconds. */
    static void await(final AgentRunner runner, final int retryMs) {
        runner.close(
                retryMs,
                thread -> LOG.warn(
                        "thread {} has not ended as it was asked to; it is interrupted and asked again",
                        runner.agent().roleName()));
    }
}
