package io.aggtape.feed;

import io.aggtape.feed.net.ReadSet;
import io.aggtape.pipeline.CpuPlan;
import io.aggtape.pipeline.FaultListener;
import io.aggtape.pipeline.Heartbeat;
import io.aggtape.pipeline.Heartbeats;
import io.aggtape.pipeline.Hop;
import io.aggtape.pipeline.IdleGaps;
import io.aggtape.pipeline.IdleStrategies;
import io.aggtape.pipeline.LineContext;
import io.aggtape.pipeline.Pipeline;
import io.aggtape.pipeline.Probe;
import io.aggtape.pipeline.ThreadPinning;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.agrona.concurrent.SystemNanoClock;

/** The feed agents on their threads: shares the lines out, pins, starts and stops them. */
final class FeedThreads implements Probed {
    private static final long POLL_NS = 1_000_000;
    private static final long START_TIMEOUT_MS = 10_000;

    private final List<FeedAgent> agents = new ArrayList<>();
    private final List<AgentRunner> runners = new ArrayList<>();
    private final List<LineCounters> counters = new ArrayList<>();
    private final List<LineConfig> lines = new ArrayList<>();
    private final CpuPlan cpuPlan;
    private final FaultListener faults;

    FeedThreads(
            final RecorderConfig config,
            final RecorderNetwork network,
            final Dialing dialing,
            final Pipeline pipeline,
            final LineListener listener,
            final FaultListener faults,
            final Heartbeats heartbeats) {
        this.cpuPlan = config.pipeline().cpuPlan();
        this.faults = faults;
        final int threads = config.pipeline().feedThreads();
        final List<List<LineConfig>> shares = share(config.source(), network, threads);
        final ReaderChoice reader = ReaderChoice.of(config);
        for (int i = 0; i < threads; i++) {
            final ReadSet reads = reader.newReadSet();
            final FeedThread thread = new FeedThread(
                    pipeline.publisher(i),
                    dialing.watchedBy(reads),
                    SystemNanoClock.INSTANCE,
                    new EpochOffset(SystemNanoClock.INSTANCE, new SystemEpochNanoClock()),
                    new SplittableRandom(),
                    listener);
            final Heartbeat heartbeat = heartbeats.make(CpuPlan.FEED + (threads == 1 ? "" : "-" + i));
            thread.publisher().tellProgress(heartbeat);
            final FeedAgent agent =
                    new FeedAgent(heartbeat, thread, idleGaps(config, pipeline, i), shares.get(i), reads);
            lines.addAll(shares.get(i));
            agents.add(agent);
            counters.addAll(agent.counters());
            runners.add(new AgentRunner(
                    reader.idle(config.feedIdle(), agent, reads),
                    thrown -> faults.onFault(agent.roleName(), OneFaultAgent.faultOf(thrown)),
                    null,
                    OneFaultAgent.ofBeating(agent, heartbeat)));
        }
    }

    /**
     * Starts the threads and waits until each is pinned as planned.
     *
     * @throws IllegalStateException where one does not come to run within 10 s; the message names it.
     */
    void start() {
        start(Thread::new, START_TIMEOUT_MS);
    }

    /** The same on threads made by another, of which each has to run within so many milliseconds. */
    void start(final ThreadFactory factory, final long timeoutMs) {
        final Set<String> late = ConcurrentHashMap.newKeySet();
        late.addAll(roles());
        final CountDownLatch started = new CountDownLatch(runners.size());
        final AtomicReference<RuntimeException> pinFault = new AtomicReference<>();
        for (int i = 0; i < runners.size(); i++) {
            final int ordinal = i;
            AgentRunner.startOnThread(
                    runners.get(i),
                    work -> factory.newThread(new OneRun(() -> {
                        try {
                            ThreadPinning.pinCurrentThread(CpuPlan.FEED, ordinal, cpuPlan);
                        } catch (final RuntimeException e) {
                            pinFault.compareAndSet(null, e);
                        } finally {
                            late.remove(agents.get(ordinal).roleName());
                            started.countDown();
                        }
                        work.run();
                    })));
        }
        try {
            if (!started.await(timeoutMs, TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("created, but not running after " + LineStages.timeout(timeoutMs)
                        + ": thread " + String.join(", ", late));
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the feed threads started", e);
        }
        if (pinFault.get() != null) {
            throw pinFault.get();
        }
    }

    /**
     * Closes every line in order, puts a last event behind all that they delivered, then ends the threads; waits at most
     * this long for the lines, and as long again for the event.
     *
     * @param last null for none.
     * @return whether every line had handed on all that it had read.
     */
    boolean stop(final long timeoutMs, final Object last) {
        agents.forEach(FeedAgent::stop);
        await(timeoutMs, () -> agents.stream().allMatch(FeedAgent::isStopped));
        if (last != null) {
            // Repairs may fill the inbox.
            await(timeoutMs, () -> offer(last));
            await(timeoutMs, agents.get(0)::isInboxEmpty);
        }
        runners.forEach(OneFaultAgent::end);
        return agents.stream().allMatch(FeedAgent::isStopped);
    }

    private static void await(final long timeoutMs, final BooleanSupplier isReached) {
        final long deadlineNs = System.nanoTime() + timeoutMs * 1_000_000;
        while (!isReached.getAsBoolean() && System.nanoTime() - deadlineNs < 0) {
            LockSupport.parkNanos(POLL_NS);
        }
    }

    /** What each line has counted; readable from any thread. */
    List<LineCounters> counters() {
        return counters;
    }

    /** Every line, in the order of {@link #counters()}. */
    List<LineConfig> lines() {
        return lines;
    }

    /** Asks a line to put a new connection in the place of its present one. */
    void replace(final int line, final String reason) {
        agents.forEach(agent -> agent.command(new LineCommand(line, reason)));
    }

    /** Hands an event for the tape to the first feed thread; false where its inbox is full. */
    boolean offer(final Object event) {
        return agents.get(0).offer(event);
    }

    @Override
    public List<String> roles() {
        return agents.stream().map(FeedAgent::roleName).toList();
    }

    /** Through each inbox and over the ring, so that the handlers note it, too. */
    @Override
    public void probe(final Probe probe) {
        agents.forEach(agent -> agent.offer(probe));
    }

    private static IdleGaps idleGaps(final RecorderConfig config, final Pipeline pipeline, final int thread) {
        return IdleStrategies.doesSleep(config.feedIdle())
                ? null
                : new IdleGaps(pipeline.latency().recorders(Hop.HICCUP).get(thread), System.nanoTime());
    }

    private static List<List<LineConfig>> share(
            final SourceConfig source, final RecorderNetwork network, final int threads) {
        final int lines = source.lines();
        final List<List<String>> groups = LinePlan.share(source.symbols(), source.streamsPerLine(), threads);
        final List<List<LineConfig>> shares = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            shares.add(new ArrayList<>());
        }
        for (int group = 0; group < groups.size(); group++) {
            final PairAddresses pair = new PairAddresses();
            for (int side = 0; side < lines; side++) {
                // Both lines of a pair belong to one thread, so that each knows what the other has delivered.
                shares.get(group % threads)
                        .add(new LineConfig(
                                LineContext.ofLine(
                                        2 * group + side,
                                        source.market(),
                                        network.profile().timeUnit()),
                                network.profile(),
                                network.endpoint(),
                                groups.get(group),
                                source.rules(),
                                pair));
            }
        }
        return shares;
    }
}
