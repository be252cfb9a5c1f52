package io.aggtape.feed;

import org.agrona.concurrent.Agent;
import org.agrona.concurrent.AgentTerminationException;

/**
 * Ends its thread at the first fault: a runner would report it and go on, again and again.
 */
final class OneFaultAgent implements Agent {
    private final Agent agent;

    OneFaultAgent(final Agent agent) {
        this.agent = agent;
    }

    /** What the agent threw, out of what the runner's error handler was told. */
    static Throwable faultOf(final Throwable told) {
        return told instanceof AgentTerminationException && told.getCause() != null ? told.getCause() : told;
    }

    @Override
    public void onStart() {
        agent.onStart();
    }

    @Override
    public int doWork() {
        try {
            return agent.doWork();
        } catch (final Throwable fault) {
            throw new AgentTerminationException(fault);
        }
    }

    @Override
    public void onClose() {
        agent.onClose();
    }

    @Override
    public String roleName() {
        return agent.roleName();
    }
}
