package io.aggtape.feed;

import io.aggtape.journal.PageToucher;
import io.aggtape.journal.TapeUpkeep;
import io.aggtape.journal.TapeWriter;
import io.aggtape.pipeline.FaultListener;
import io.aggtape.pipeline.Heartbeats;
import io.aggtape.pipeline.Probe;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.SleepingMillisIdleStrategy;

/** The threads that work ahead of the journal handler and behind it, so that it waits for no disk: each on its own. */
final class TapeThreads implements Probed {
    /** Both wait for it by design, so that nobody else does. */
    private static final String DISK = "the disk";

    private static final long TOUCH_PAUSE_MS = 1;
    private static final long UPKEEP_PAUSE_MS = 10;

    private final Heartbeats heartbeats;
    private final FaultListener faults;
    private final Runnable pin;
    private final List<AgentRunner> runners = new ArrayList<>();

    /** Starts nothing yet; {@code pin} runs first on each thread. */
    TapeThreads(final Heartbeats heartbeats, final FaultListener faults, final Runnable pin) {
        this.heartbeats = heartbeats;
        this.faults = faults;
        this.pin = pin;
    }

    /** Starts what this tape needs. */
    void start(final TapeWriter writer) {
        final PageToucher toucher = writer.pageToucher();
        start(OneFaultAgent.ofWaiting(toucher, heartbeats.make(toucher.roleName()), DISK), TOUCH_PAUSE_MS);
        final TapeUpkeep upkeep = writer.upkeep();
        if (upkeep.isNeeded()) {
            start(OneFaultAgent.ofWaiting(upkeep, heartbeats.make(upkeep.roleName()), DISK), UPKEEP_PAUSE_MS);
        }
    }

    /** Ends one thread after the other; one that fails to end in order is a fault. */
    void close() {
        for (final AgentRunner runner : runners) {
            try {
                OneFaultAgent.end(runner);
            } catch (final RuntimeException e) {
                faults.onFault(runner.agent().roleName(), e);
            }
        }
    }

    @Override
    public List<String> roles() {
        return runners.stream().map(runner -> runner.agent().roleName()).toList();
    }

    @Override
    public void probe(final Probe probe) {
        runners.forEach(runner -> ((Probed) runner.agent()).probe(probe));
    }

    private void start(final OneFaultAgent agent, final long pauseMs) {
        final AgentRunner runner = new AgentRunner(
                new SleepingMillisIdleStrategy(pauseMs),
                thrown -> faults.onFault(agent.roleName(), OneFaultAgent.faultOf(thrown)),
                null,
                agent);
        runners.add(runner);
        AgentRunner.startOnThread(
                runner,
                work -> new Thread(() -> {
                    pin.run();
                    work.run();
                }));
    }
}
