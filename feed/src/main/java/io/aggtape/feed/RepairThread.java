package io.aggtape.feed;

import io.aggtape.feed.rest.TradePages;
import io.aggtape.journal.TapeState;
import io.aggtape.pipeline.Heartbeat;
import io.aggtape.pipeline.Probe;
import java.util.List;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.SleepingMillisIdleStrategy;
import org.agrona.concurrent.SystemNanoClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The repair of one run on a thread of its own. A fault of it ends the repair, not the run: holes stay on the tape. */
final class RepairThread implements AutoCloseable, Probed {
    private static final Logger LOG = LoggerFactory.getLogger(RepairThread.class);

    /** A hole is asked for no later for it, and it takes turns with a feed thread where there is one core. */
    private static final long IDLE_MS = 5;

    private final HoleInbox inbox;
    private final Repairer repairer;
    private final OneFaultAgent agent;
    private final AgentRunner runner;

    /**
     * Takes over the holes that the tape had open; nothing is asked before {@link #start}.
     *
     * @param inbox what the journal handler says of holes.
     * @param sink the feed thread's inbox.
     * @param recovered what the tape held when the run began.
     * @param wayOut the command that fetches later what is left open now.
     * @param heartbeat says that the thread lives.
     */
    RepairThread(
            final RepairConfig config,
            final TradePages rest,
            final HoleInbox inbox,
            final RepairSink sink,
            final TapeState recovered,
            final String wayOut,
            final Heartbeat heartbeat) {
        this.inbox = inbox;
        repairer = new Repairer(
                config, rest, inbox, sink, SystemNanoClock.INSTANCE, new RepairLog(SystemNanoClock.INSTANCE), wayOut);
        repairer.seed(recovered, instrument -> true);
        agent = OneFaultAgent.of(repairer, heartbeat);
        runner = new AgentRunner(new SleepingMillisIdleStrategy(IDLE_MS), this::onFault, null, agent);
    }

    /** Starts the thread, which runs this first. */
    void start(final Runnable pin) {
        AgentRunner.startOnThread(
                runner,
                work -> new Thread(() -> {
                    pin.run();
                    work.run();
                }));
    }

    /** What it has counted; from any thread. */
    RepairCounters counters() {
        return repairer.counters();
    }

    /** For a person: running and what it does; from any thread. */
    String state() {
        return BackgroundTask.RUNNING + ", " + counters().state();
    }

    @Override
    public List<String> roles() {
        return agent.roles();
    }

    @Override
    public void probe(final Probe probe) {
        agent.probe(probe);
    }

    /** Ends the thread and the request that is under way. */
    @Override
    public void close() {
        OneFaultAgent.end(runner);
    }

    /** Counts what the tape has told since {@link #close()}; after the handlers have ended. */
    void takeLastChanges() {
        repairer.takeLastChanges();
    }

    private void onFault(final Throwable told) {
        inbox.close();
        repairer.counters().state(false, "ended by a fault");
        LOG.error("repair ends; recording goes on, and holes stay on the tape", OneFaultAgent.faultOf(told));
    }
}
