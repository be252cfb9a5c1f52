package io.aggtape.feed;

import io.aggtape.journal.TapeWriter;
import io.aggtape.pipeline.FaultListener;
import io.aggtape.pipeline.Heartbeats;
import io.aggtape.pipeline.Probe;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.SleepingMillisIdleStrategy;

/** The threads that work ahead of the journal handler and behind it, so that it waits for no disk: each on its own. */
final class TapeThreads implements Probed {
    private static final long TOUCH_PAUSE_MS = 1;
    private static final long UPKEEP_PAUSE_MS = 10;
    /** It waits for the disk by design: longer than this, and nothing can be made durable on that disk. */
    private static final long DISK_NS = TimeUnit.SECONDS.toNanos(10);

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
        final Agent toucher = writer.pageToucher();
        start(OneFaultAgent.of(toucher, heartbeats.make(toucher.roleName())), TOUCH_PAUSE_MS);
        if (writer.upkeep().isNeeded()) {
            final Agent upkeep = writer.upkeep();
            start(
                    OneFaultAgent.ofAwaiting(upkeep, heartbeats.make(upkeep.roleName()), "the disk", DISK_NS),
                    UPKEEP_PAUSE_MS);
        }
    }

    /** Ends one thread after the other; one that fails to end in order is a fault. */
    void close() {
        for (final AgentRunner runner : runners) {
            try {
                runner.close();
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
