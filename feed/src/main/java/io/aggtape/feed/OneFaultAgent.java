package io.aggtape.feed;

import io.aggtape.pipeline.Heartbeat;
import io.aggtape.pipeline.Probe;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.AgentTerminationException;

/**
 * Says with a heartbeat that the agent's thread lives, and ends the thread at the first fault: a runner would report it
 * and go on, again and again. An end for which nobody has asked, such as by an interrupt, is a fault.
 */
final class OneFaultAgent implements Agent, Probed {
    private static final long LONGEST_WAIT_NS = TimeUnit.SECONDS.toNanos(10);

    private final Agent agent;
    private final Heartbeat heartbeat;
    private final boolean doesBeat;
    /** What each duty cycle may wait for; null for nothing. */
    private final String awaited;

    private volatile Probe probe;
    private volatile boolean isToEnd;

    private OneFaultAgent(final Agent agent, final Heartbeat heartbeat, final boolean doesBeat, final String awaited) {
        this.agent = agent;
        this.heartbeat = heartbeat;
        this.doesBeat = doesBeat;
        this.awaited = awaited;
    }

    /** Beats once a duty cycle for the agent; how long it idles between two cycles counts in the cycle. */
    static OneFaultAgent of(final Agent agent, final Heartbeat heartbeat) {
        return new OneFaultAgent(agent, heartbeat, true, null);
    }

    /** For an agent whose duty cycle waits for this by design: 10 seconds are no stall. */
    static OneFaultAgent ofWaiting(final Agent agent, final Heartbeat heartbeat, final String awaited) {
        return new OneFaultAgent(agent, heartbeat, true, awaited);
    }

    /** For an agent that beats by itself, because it knows the time anyway. */
    static OneFaultAgent ofBeating(final Agent agent, final Heartbeat heartbeat) {
        return new OneFaultAgent(agent, heartbeat, false, null);
    }

    /** What the agent threw, out of what the runner's error handler was told. */
    static Throwable faultOf(final Throwable told) {
        return told instanceof AgentTerminationException && told.getCause() != null ? told.getCause() : told;
    }

    /** Ends the thread of this agent, which is the runner's. */
    static void end(final AgentRunner runner) {
        ((OneFaultAgent) runner.agent()).isToEnd = true;
        AgentEnd.await(runner);
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
            return awaited == null ? agent.doWork() : waitAtWork();
        } catch (final Throwable fault) {
            heartbeat.fail(fault);
            throw new AgentTerminationException(fault);
        }
    }

    private int waitAtWork() throws Exception {
        heartbeat.await(awaited, System.nanoTime(), LONGEST_WAIT_NS);
        final int workCount = agent.doWork();
        heartbeat.beat(System.nanoTime());
        return workCount;
    }

    @Override
    public void onClose() {
        try {
            agent.onClose();
            if (!isToEnd && heartbeat.phase() != Heartbeat.Phase.FAILED) {
                throw new IllegalStateException("thread " + roleName() + " ended, though nobody has asked it to");
            }
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
