package io.aggtape.feed.liveness;

import com.sun.management.GarbageCollectorMXBean;
import com.sun.management.GcInfo;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Whether this JVM's own pauses, of the garbage collector or for anything else, explain a thread's. Owned by one thread. */
public final class Pauses implements AutoCloseable {
    private static final double NANOS_PER_MILLI = 1e6;
    /** The times of collections and the uptime begin at different moments of the JVM's start. */
    private static final long ORIGINS_APART_MS = 100;

    private final SafepointLog log;
    private final List<GarbageCollectorMXBean> collectors;
    private final LongSupplier uptimeMs;

    private Pauses(final SafepointLog log) {
        this.log = log;
        this.collectors = ManagementFactory.getPlatformMXBeans(GarbageCollectorMXBean.class);
        this.uptimeMs = ManagementFactory.getRuntimeMXBean()::getUptime;
    }

    /** Has the JVM write down its pauses from now on, in a file of this directory. */
    public static Pauses open(final Path directory) {
        return new Pauses(SafepointLog.open(directory));
    }

    /** In words: whether pauses of the JVM explain that nothing happened between two moments, {@link System#nanoTime()}. */
    public String explain(final long sinceNs, final long nowNs) {
        final String collections = collections(sinceNs);
        if (!log.isOn()) {
            return (collections.isEmpty() ? "the last GC was before" : collections)
                    + "; whether a safepoint explains it is unknown";
        }
        long pausedNs = 0;
        int count = 0;
        SafepointLine longest = null;
        for (final SafepointLine pause : log.read()) {
            final long withinNs = pause.withinNs(sinceNs, nowNs);
            if (withinNs > 0) {
                pausedNs += withinNs;
                count++;
                longest = longest == null || pause.tookNs() > longest.tookNs() ? pause : longest;
            }
        }
        return (pausedNs >= (nowNs - sinceNs) / 2
                        ? "EXPLAINED by pauses of the JVM"
                        : "not explained by GC or safepoints")
                + ": "
                + millis(pausedNs) + " of them in that time"
                + (count == 0 ? "" : ", the longest " + millis(longest.tookNs()) + " for " + longest.operation())
                + (collections.isEmpty() ? "" : "; " + collections);
    }

    @Override
    public void close() {
        log.close();
    }

    /** The last collection of each collector, where it falls into that time. Concurrent ones stop nobody for long. */
    private String collections(final long sinceNs) {
        final long jvmStartNs = System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(uptimeMs.getAsLong());
        final List<String> found = new ArrayList<>();
        for (final GarbageCollectorMXBean collector : collectors) {
            final GcInfo last = collector.getLastGcInfo();
            if (last != null
                    && jvmStartNs + TimeUnit.MILLISECONDS.toNanos(last.getEndTime() + ORIGINS_APART_MS) - sinceNs
                            >= 0) {
                found.add("GC '" + collector.getName() + "' took " + last.getDuration() + " ms");
            }
        }
        return String.join(", ", found);
    }

    private static String millis(final long ns) {
        return String.format(Locale.ROOT, "%.1f ms", ns / NANOS_PER_MILLI);
    }
}
