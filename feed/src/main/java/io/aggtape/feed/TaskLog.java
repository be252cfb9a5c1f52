package io.aggtape.feed;

import io.aggtape.pipeline.Heartbeat;
import io.aggtape.pipeline.Heartbeats;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says one second after the start what every task does, and after one and after two minutes whether every symbol has its
 * data: what was created and never ran is named, whoever else is silent. Polled by the reporter thread.
 */
final class TaskLog {
    private static final Logger LOG = LoggerFactory.getLogger(TaskLog.class);
    private static final long STATUS_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long[] DATA_NS = {TimeUnit.MINUTES.toNanos(1), TimeUnit.MINUTES.toNanos(2)};
    private static final Set<Heartbeat.Phase> ALIVE =
            EnumSet.of(Heartbeat.Phase.RUNNING, Heartbeat.Phase.IDLE, Heartbeat.Phase.AWAITING);
    /** Thousands of symbols shall not flood the log at once. */
    private static final int SYMBOLS_A_POLL = 20;

    private final List<LineConfig> lines;
    private final List<LineCounters> counters;
    private final LineLog lineLog;
    private final List<BackgroundTask> tasks;
    private final Heartbeats heartbeats;
    private final DataCheck data;
    private final List<String> symbols;
    private final long startNs;

    private boolean areAgentsTold;
    private boolean isStatusTold;
    private int dataChecks;
    private int nextSymbol;

    /**
     * Nothing is told before its time.
     *
     * @param heartbeats of the threads, those of {@code tasks} and others.
     * @param startNs when all threads had been started, by the clock of {@link #poll}.
     */
    TaskLog(
            final FeedThreads feeds,
            final LineLog lineLog,
            final List<BackgroundTask> tasks,
            final Heartbeats heartbeats,
            final DataCheck.Figures figures,
            final long startNs) {
        this(feeds.lines(), feeds.counters(), lineLog, tasks, heartbeats, figures, startNs);
    }

    TaskLog(
            final List<LineConfig> lines,
            final List<LineCounters> counters,
            final LineLog lineLog,
            final List<BackgroundTask> tasks,
            final Heartbeats heartbeats,
            final DataCheck.Figures figures,
            final long startNs) {
        this.lines = lines;
        this.counters = counters;
        this.lineLog = lineLog;
        this.tasks = tasks;
        this.heartbeats = heartbeats;
        this.startNs = startNs;
        data = new DataCheck(lines, counters, lineLog, figures);
        symbols = lines.stream()
                .flatMap(line -> line.symbols().stream())
                .distinct()
                .toList();
    }

    /** Says which threads run as soon as all do, and after a second which do not. */
    void pollAgents(final long nowNs) {
        if (areAgentsTold) {
            return;
        }
        final List<String> missing = roles(EnumSet.of(Heartbeat.Phase.CREATED));
        if (missing.isEmpty() || nowNs - startNs >= STATUS_NS) {
            areAgentsTold = true;
            LOG.info("agents running: {}", String.join(", ", roles(ALIVE)));
            if (!missing.isEmpty()) {
                LOG.warn("created and NOT RUNNING after a second: {}", String.join(", ", missing));
            }
            final List<String> ended = roles(EnumSet.of(Heartbeat.Phase.ENDED, Heartbeat.Phase.FAILED));
            if (!ended.isEmpty()) {
                LOG.warn("NOT RUNNING, ended: {}", String.join(", ", ended));
            }
        }
    }

    /** Writes what is due; what {@link LineLog} has been told must have been drained before. */
    void poll(final long nowNs) {
        if (!isStatusTold && nowNs - startNs >= STATUS_NS) {
            isStatusTold = true;
            tellLines(nowNs);
            tellTasks();
        }
        if (dataChecks < DATA_NS.length && nowNs - startNs >= DATA_NS[dataChecks]) {
            tellData(nowNs);
        }
    }

    /** A failure has had its warning: only what was never touched gets one here. */
    private void tellLines(final long nowNs) {
        for (int i = 0; i < lines.size(); i++) {
            final int number = lines.get(i).context().number();
            final LineStatus status = lineLog.status(number);
            tell(status.isUntouched(), "line " + number, status.text(counters.get(i), nowNs));
        }
    }

    private void tellTasks() {
        for (final BackgroundTask task : tasks) {
            final String text = task.text(heartbeatOf(task.name()));
            tell(!text.startsWith("running") && task.whyOff() == null, task.name(), text);
        }
        final List<String> others = new ArrayList<>();
        for (final Heartbeat heartbeat : heartbeats.all()) {
            final String trouble = BackgroundTask.trouble(heartbeat);
            if (isTask(heartbeat.role())) {
                continue;
            }
            if (trouble.isEmpty()) {
                others.add(heartbeat.role() + ' ' + heartbeat.phase().name().toLowerCase(Locale.ROOT));
            } else {
                tell(true, heartbeat.role(), trouble);
            }
        }
        if (!others.isEmpty()) {
            LOG.info("threads: {}", String.join(", ", others));
        }
    }

    private void tellData(final long nowNs) {
        final int end = Math.min(symbols.size(), nextSymbol + SYMBOLS_A_POLL);
        for (; nextSymbol < end; nextSymbol++) {
            final String symbol = symbols.get(nextSymbol);
            if (data.isWhole(symbol)) {
                LOG.info("{}", data.text(symbol, nowNs));
            } else {
                LOG.warn("{}", data.text(symbol, nowNs));
            }
        }
        if (nextSymbol == symbols.size()) {
            nextSymbol = 0;
            dataChecks++;
        }
    }

    private static void tell(final boolean isTrouble, final String name, final String text) {
        if (isTrouble) {
            LOG.warn("{}: {}", name, text);
        } else {
            LOG.info("{}: {}", name, text);
        }
    }

    private List<String> roles(final Set<Heartbeat.Phase> phases) {
        return heartbeats.all().stream()
                .filter(heartbeat -> phases.contains(heartbeat.phase()))
                .map(Heartbeat::role)
                .toList();
    }

    private boolean isTask(final String role) {
        return tasks.stream().anyMatch(task -> task.name().equals(role));
    }

    private Heartbeat heartbeatOf(final String role) {
        for (final Heartbeat heartbeat : heartbeats.all()) {
            if (heartbeat.role().equals(role)) {
                return heartbeat;
            }
        }
        return null;
    }
}
