package io.aggtape.feed.liveness;

import io.aggtape.pipeline.Heartbeat;
import io.aggtape.pipeline.Heartbeats;
import io.aggtape.pipeline.Probe;
import io.aggtape.pipeline.UnknownRoleException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.agrona.concurrent.SystemEpochClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that watches all others: names in the log the one that stalls, with its stack, and shows all of them to other
 * processes. One thread starts and closes it; any may ask.
 */
public final class LivenessThread implements AutoCloseable {
    /** Its role. */
    public static final String ROLE = "liveness";

    private static final Logger LOG = LoggerFactory.getLogger(LivenessThread.class);
    private static final long INTERVAL_NS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long SET_UP_NS = TimeUnit.SECONDS.toNanos(10);
    private static final long END_MS = 5_000;
    private static final int MAX_EARLY = 100;

    private final Heartbeats heartbeats;
    private final LivenessConfig config;
    private final Heartbeat heartbeat;
    private final LivenessWatch watch;
    private final Thread thread;
    /** What happened before there was a file to keep it in. */
    private final List<ThreadTrace> early = new ArrayList<>();

    private Pauses pauses;
    private ExposedCounters exposed;
    private boolean isTold;

    private volatile Exposure asked;
    private volatile List<Gauge> shown = List.of();
    private volatile Probe probe;
    private volatile boolean hasStarted;
    private volatile boolean isStopping;
    private volatile boolean isClosing;
    private volatile String troubles = "";

    /** What is to be shown. */
    private record Exposure(Path journal, int gauges) {}

    /** Watches these threads, and itself among them; {@code pin} runs first on its own thread. */
    public LivenessThread(final Heartbeats heartbeats, final LivenessConfig config, final Runnable pin) {
        this.heartbeats = heartbeats;
        this.config = config;
        heartbeat = heartbeats.make(ROLE, INTERVAL_NS);
        watch = new LivenessWatch(
                heartbeats,
                config.stallAfterNs(),
                INTERVAL_NS,
                new LivenessLog(this::explain, this::keep, () -> isStopping));
        thread = new Thread(() -> run(pin), ROLE);
        thread.setDaemon(true);
    }

    /** Begins to watch: before the others start, so that a start that hangs has a name. */
    public void start() {
        thread.start();
    }

    /**
     * Every thread has been started: what stalls is told, in the first two seconds, in which classes load, after 0.7 s. The
     * stalls that were asked for are ordered.
     *
     * @throws UnknownRoleException where a thread is to stand still that there is not.
     */
    public void started() {
        hasStarted = true;
        final long nowNs = System.nanoTime();
        for (final OrderedStall stall : config.stalls()) {
            heartbeats.orderStall(stall.role(), nowNs + stall.afterNs(), stall.forNs());
        }
    }

    /**
     * Shows the threads to other processes; a file that cannot be made costs a warning.
     *
     * @param gauges how many figures there is to be room for.
     */
    public void expose(final Path journal, final int gauges) {
        asked = new Exposure(journal, gauges);
    }

    /** Shows these figures, too. */
    public void show(final List<Gauge> gauges) {
        shown = List.copyOf(gauges);
    }

    /** From now on threads end because they are asked to. */
    public void stopping() {
        isStopping = true;
    }

    /** Whether threads end because they are asked to. */
    public boolean isStopping() {
        return isStopping;
    }

    /** Which threads stall and which have met a fault, in words; empty where all is well. */
    public String troubles() {
        return troubles;
    }

    /** Has the thread note this as soon as it comes to it; from any thread. */
    public void probe(final Probe wanted) {
        probe = wanted;
        LockSupport.unpark(thread);
    }

    /** To be called by another thread now and then: names this one where it stalls. */
    public Runnable guard() {
        final LivenessWatch guard =
                new LivenessWatch(List.of(heartbeat), config.stallAfterNs(), INTERVAL_NS, new GuardLog());
        guard.started(System.nanoTime());
        return () -> guard.poll(System.nanoTime());
    }

    /** Looks a last time and ends; what was shown is taken away, also what a thread has left that ended before. */
    @Override
    public void close() {
        isStopping = true;
        isClosing = true;
        LockSupport.unpark(thread);
        try {
            thread.join(END_MS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            LOG.warn("thread {} does not end", ROLE);
        } else if (exposed != null) {
            conceal();
        }
    }

    private void conceal() {
        try {
            exposed.close();
        } catch (final IOException e) {
            LOG.warn("what other processes saw of this recorder stays behind: {}", e.toString());
        }
        exposed = null;
    }

    private void run(final Runnable pin) {
        try {
            pin.run();
            heartbeat.start();
            heartbeat.await("the JVM to switch its log of pauses on", System.nanoTime(), SET_UP_NS);
            Leftovers.sweep(CountersLayout.directory(), System.currentTimeMillis());
            pauses = Pauses.open(CountersLayout.directory());
            boolean isLast = false;
            while (!isLast) {
                isLast = isClosing;
                heartbeat.beat(System.nanoTime());
                look(System.nanoTime());
                heartbeat.idle(System.nanoTime());
                if (!isLast) {
                    LockSupport.parkNanos(this, INTERVAL_NS);
                }
            }
            heartbeat.end();
            if (hasStarted) {
                sayWhoHasNotEnded();
                LOG.info("thread {} ended", ROLE);
            }
        } catch (final RuntimeException | Error e) {
            onFault(e);
        } finally {
            if (pauses != null) {
                pauses.close();
            }
        }
    }

    private String explain(final long sinceNs, final long nowNs) {
        return pauses == null ? "whether the JVM paused is not known yet" : pauses.explain(sinceNs, nowNs);
    }

    /** What is shown stays, and grows old: who looks at it shall find a recorder that nobody watches, not none. */
    private void onFault(final Throwable fault) {
        heartbeat.fail(fault);
        troubles = ROLE + " met a fault: nobody watches the other threads";
        LOG.error("the liveness thread ends; recording goes on, but a thread that stalls will not be named", fault);
        try {
            watch.poll(System.nanoTime());
            show(System.nanoTime());
        } catch (final RuntimeException e) {
            LOG.error("nor can it show that to other processes", e);
        }
    }

    /** One that is idle, and a guest, ends with the process. */
    private void sayWhoHasNotEnded() {
        for (final Heartbeat one : heartbeats.all()) {
            final boolean isBusy = one.phase() == Heartbeat.Phase.RUNNING || one.phase() == Heartbeat.Phase.AWAITING;
            if (isBusy && !heartbeats.isGuest(one)) {
                LOG.warn(
                        "thread {} has not ended; {}",
                        one.role(),
                        ThreadFacts.of(one.thread()).words());
            }
        }
    }

    private void look(final long nowNs) {
        if (hasStarted && !isTold) {
            isTold = true;
            watch.started(nowNs);
        }
        final Probe wantedProbe = probe;
        if (wantedProbe != null) {
            probe = null;
            wantedProbe.onPassed(ROLE);
        }
        watch.poll(nowNs);
        troubles = describeTroubles(nowNs);
        final Exposure wanted = asked;
        if (wanted != null) {
            asked = null;
            expose(wanted);
        }
        show(nowNs);
    }

    /** That threads end because they are asked to is looked at last: none that has ended so is taken for another. */
    private void show(final long nowNs) {
        if (exposed != null) {
            exposed.update(watch.threads(), shown, nowNs);
            if (isStopping) {
                exposed.stopping();
            }
        }
    }

    private void expose(final Exposure wanted) {
        try {
            exposed = new ExposedCounters(
                    wanted.journal(),
                    config.stallAfterNs(),
                    heartbeats.all().size(),
                    wanted.gauges(),
                    SystemEpochClock.INSTANCE);
            early.forEach(exposed::record);
        } catch (final IOException | RuntimeException e) {
            LOG.warn("other processes cannot look into this recorder, which goes on: {}", e.toString());
        }
        early.clear();
    }

    private void keep(final ThreadTrace trace) {
        if (exposed != null) {
            exposed.record(trace);
        } else if (early.size() < MAX_EARLY) {
            early.add(trace);
        }
    }

    private String describeTroubles(final long nowNs) {
        for (final WatchedThread one : watch.threads()) {
            if (trouble(one, nowNs) != null) {
                return watch.threads().stream()
                        .map(each -> trouble(each, nowNs))
                        .filter(words -> words != null)
                        .collect(Collectors.joining(", "));
            }
        }
        return "";
    }

    private String trouble(final WatchedThread watched, final long nowNs) {
        if (watched.hasFault(nowNs)) {
            return watched.heartbeat().role() + " met a fault";
        }
        if (watched.heartbeat().phase() == Heartbeat.Phase.ENDED && !isStopping) {
            return watched.heartbeat().role() + " has ended";
        }
        return watched.stalledForNs(nowNs) > 0 ? watched.heartbeat().role() + " stalls" : null;
    }
}
