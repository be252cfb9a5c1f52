package io.aggtape.feed;

import io.aggtape.pipeline.Heartbeat;
import io.aggtape.pipeline.Probe;
import java.util.List;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.AgentTerminationException;

/**
 * Says with a heartbeat that the agent's thread lives, and ends the thread at the first fault: a runner would report it
 * and go on, again and again.
 */
final class OneFaultAgent implements Agent, Probed {
    private final Agent agent;
    private final Heartbeat heartbeat;
    private final boolean doesBeat;
    /** What each duty cycle may wait for; null for nothing. */
    private final String awaited;

    private final long atMostNs;

    private volatile Probe probe;

    private OneFaultAgent(
            final Agent agent,
            final Heartbeat heartbeat,
            final boolean doesBeat,
            final String awaited,
            final long atMostNs) {
        this.agent = agent;
        this.heartbeat = heartbeat;
        this.doesBeat = doesBeat;
        this.awaited = awaited;
        this.atMostNs = atMostNs;
    }

    /** Beats once a duty cycle for the agent; how long it idles between two cycles counts in the cycle. */
    static OneFaultAgent of(final Agent agent, final Heartbeat heartbeat) {
        return new OneFaultAgent(agent, heartbeat, true, null, 0);
    }

    /** The same for an agent whose duty cycles wait for something outside this process, at most this many nanoseconds. */
    static OneFaultAgent ofAwaiting(
            final Agent agent, final Heartbeat heartbeat, final String awaited, final long atMostNs) {
        return new OneFaultAgent(agent, heartbeat, true, awaited, atMostNs);
    }

    /** For an agent that beats by itself, because it knows the time anyway. */
    static OneFaultAgent ofBeating(final Agent agent, final Heartbeat heartbeat) {
        return new OneFaultAgent(agent, heartbeat, false, null, 0);
    }

    /** What the agent threw, out of what the runner's error handler was told. */
    static Throwable faultOf(final Throwable told) {
        return told instanceof AgentTerminationException && told.getCause() != null ? told.getCause() : told;
    }

    @Override
    public void onStart() {
        heartbeat.start();
        try {
            agent.onStart();
        } catch (final Throwable fault) {
            heartbeat.fail(fault);
            throw fault;
        }
    }

    @Override
    public int doWork() {
        try {
            if (doesBeat) {
                heartbeat.beat(System.nanoTime());
            }
            final Probe asked = probe;
            if (asked != null) {
                probe = null;
                asked.onPassed(agent.roleName());
            }
            return awaited == null ? agent.doWork() : awaitWork();
        } catch (final Throwable fault) {
            heartbeat.fail(fault);
            throw new AgentTerminationException(fault);
        }
    }

    private int awaitWork() throws Exception {
        heartbeat.await(awaited, System.nanoTime(), atMostNs);
        final int workCount = agent.doWork();
        heartbeat.beat(System.nanoTime());
        return workCount;
    }

    @Override
    public void onClose() {
        try {
            agent.onClose();
            heartbeat.end();
        } catch (final Throwable fault) {
            heartbeat.fail(fault);
            throw fault;
        }
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
