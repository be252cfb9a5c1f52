package io.aggtape.feed;

import io.aggtape.feed.rest.TradePages;
import io.aggtape.journal.TapeState;
import io.aggtape.pipeline.Heartbeat;
import java.nio.file.Path;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.SleepingMillisIdleStrategy;
import org.agrona.concurrent.SystemNanoClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The repair of one run on a thread of its own. A fault of it ends the repair, not the run: holes stay on the tape. */
final class RepairThread implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RepairThread.class);

    private final HoleInbox inbox;
    private final Repairer repairer;
    private final AgentRunner runner;

    /**
     * Takes over the holes that the tape had open; nothing is asked before {@link #start}.
     *
     * @param inbox what the journal handler says of holes.
     * @param sink the feed thread's inbox.
     * @param recovered what the tape held when the run began.
     * @param heartbeat says that the thread lives.
     */
    RepairThread(
            final RepairConfig config,
            final TradePages rest,
            final Path journal,
            final HoleInbox inbox,
            final RepairSink sink,
            final TapeState recovered,
            final Heartbeat heartbeat) {
        this.inbox = inbox;
        repairer = new Repairer(
                config,
                rest,
                inbox,
                sink,
                SystemNanoClock.INSTANCE,
                new RepairLog(SystemNanoClock.INSTANCE),
                "aggtape repair " + journal);
        repairer.seed(recovered, instrument -> true);
        runner = new AgentRunner(
                new SleepingMillisIdleStrategy(1), this::onFault, null, OneFaultAgent.of(repairer, heartbeat));
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

    /** Ends the thread and the request that is under way. */
    @Override
    public void close() {
        runner.close();
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
