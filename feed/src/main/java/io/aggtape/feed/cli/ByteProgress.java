package io.aggtape.feed.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** A bar on stderr of how far work on files is; nothing at all where stderr is no terminal. Owned by one thread. */
final class ByteProgress {
    private static final long TICK_NS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final int BAR_CHARS = 30;

    private final boolean isShown;
    private final long startNs = System.nanoTime();
    private long lastNs = startNs;

    ByteProgress(final boolean isShown) {
        this.isShown = isShown;
    }

    /** Shows how much is done, a few times a second. */
    void show(
            final PrintWriter err,
            final String what,
            final long done,
            final long total,
            final long count,
            final String unit) {
        final long nowNs = System.nanoTime();
        if (!isShown || nowNs - lastNs < TICK_NS) {
            return;
        }
        lastNs = nowNs;
        if (total <= 0) {
            err.print(String.format(Locale.ROOT, "\r\u001b[K%s  %,d %s\r", what, count, unit));
            err.flush();
            return;
        }
        final int parts = (int) Math.min(BAR_CHARS, done * BAR_CHARS / total);
        final long perSecond = count * TimeUnit.SECONDS.toNanos(1) / Math.max(1, nowNs - startNs);
        err.print(String.format(
                Locale.ROOT,
                "\r\u001b[K[%s%s] %3d%%  %,d %s  %,d/s  %s\r",
                "#".repeat(parts),
                ".".repeat(BAR_CHARS - parts),
                Math.min(100, done * 100 / total),
                count,
                unit,
                perSecond,
                what));
        err.flush();
    }

    /** Takes the bar away. */
    void clear(final PrintWriter err) {
        if (isShown) {
            err.print("\r\u001b[K");
            err.flush();
        }
    }
}
