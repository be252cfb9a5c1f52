package io.aggtape.feed;

import io.aggtape.pipeline.Probe;
import java.util.List;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.AgentTerminationException;

/**
 * Ends its thread at the first fault: a runner would report it and go on, again and again.
 */
final class OneFaultAgent implements Agent, Probed {
    private final Agent agent;

    private volatile Probe probe;

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
            final Probe asked = probe;
            if (asked != null) {
                probe = null;
                asked.onPassed(agent.roleName());
            }
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

    @Override
    public List<String> roles() {
        return List.of(agent.roleName());
    }

    @Override
    public void probe(final Probe wanted) {
        probe = wanted;
    }
}
