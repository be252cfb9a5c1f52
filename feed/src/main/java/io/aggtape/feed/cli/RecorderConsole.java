package io.aggtape.feed.cli;

import io.aggtape.feed.Recorder;
import io.aggtape.feed.RecorderStatus;
import io.aggtape.feed.RecorderSummary;
import io.aggtape.journal.Decimals;
import io.aggtape.pipeline.LastTrade;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Watches a recorder for a person: a status line a second on a terminal, one every ten seconds elsewhere, until it has
 * done what was asked, is told to stop, or has met a fault.
 */
final class RecorderConsole {
    private static final long TICK_MS = 100;
    private static final long TERMINAL_INTERVAL_MS = 1_000;
    private static final long PLAIN_INTERVAL_MS = 10_000;

    private final Recorder recorder;
    private final PrintWriter err;
    private final boolean isTerminal;
    private final long startedMs = System.currentTimeMillis();

    private long lastMs = startedMs;
    private long lastJournaled;

    RecorderConsole(final Recorder recorder, final PrintWriter err, final boolean isTerminal) {
        this.recorder = recorder;
        this.err = err;
        this.isTerminal = isTerminal;
    }

    /** Returns when {@code isDone} says so or a thread has met a fault; true without a fault. */
    boolean watch(final BooleanSupplier isDone) throws InterruptedException {
        final long intervalMs = isTerminal ? TERMINAL_INTERVAL_MS : PLAIN_INTERVAL_MS;
        boolean isFaulted = false;
        while (!isFaulted && !isDone.getAsBoolean()) {
            isFaulted = recorder.awaitFault(TICK_MS);
            final long nowMs = System.currentTimeMillis();
            if (nowMs - lastMs >= intervalMs) {
                printStatus(nowMs);
            }
        }
        if (isTerminal) {
            err.print("\r\u001b[K");
            err.flush();
        }
        return !isFaulted;
    }

    private void printStatus(final long nowMs) {
        final RecorderStatus status = recorder.status();
        final double perSecond = (status.journaled() - lastJournaled) * 1_000.0 / (nowMs - lastMs);
        lastMs = nowMs;
        lastJournaled = status.journaled();
        final String line = String.format(
                Locale.ROOT,
                "%s%s%d/%d streams live  %,d trades  %,.0f/s  %s  lag %.1f ms  ring %d/%d  gaps %d  missing %d",
                recorder.pipeline().journalCounters().isPaused() ? "NOTHING IS WRITTEN  " : "",
                status.troubles().isEmpty() ? "" : "THREADS: " + status.troubles() + "  ",
                status.liveStreams(),
                status.streams(),
                status.journaled(),
                perSecond,
                lastPrice(),
                status.lagNs() / 1e6,
                status.ringDepth(),
                status.ringSlots(),
                status.gaps(),
                status.openIds());
        if (isTerminal) {
            err.print("\r\u001b[K" + line + "\r");
        } else {
            err.println(line);
        }
        err.flush();
    }

    private String lastPrice() {
        return recorder.pipeline().orderFlow().lastTrades().stream()
                .max(Comparator.comparingLong(last -> last.read().tradeTimeUs()))
                .map(RecorderConsole::price)
                .orElse("no trade yet");
    }

    private static String price(final LastTrade last) {
        final LastTrade.Reading reading = last.read();
        return last.symbol() + " " + Decimals.toString(reading.priceMantissa(), reading.priceExponent());
    }

    /** The figures of a summary by name, in the order of the output. */
    static Map<String, Object> figures(final RecorderSummary summary) {
        final Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("received", summary.received());
        figures.put("journaled", summary.journaled());
        figures.put("gaps", summary.gaps());
        figures.put("missingIds", summary.missingIds());
        figures.put("late", summary.journal().late());
        figures.put("repaired", summary.journal().repaired());
        figures.put("absent", summary.journal().absent());
        figures.put("openHoles", summary.repair().openHoles());
        figures.put("openIds", summary.repair().openIds());
        figures.put("duplicates", summary.duplicates());
        figures.put("conflicts", summary.journal().conflicts());
        figures.put("uncompared", summary.journal().uncompared());
        figures.put("rejected", summary.rejected());
        figures.put("foreign", summary.journal().foreign());
        figures.put("refused", summary.refused());
        figures.put("passedOver", summary.journal().passedOver());
        figures.put("drained", summary.isDrained());
        figures.put("flowHash", summary.flowHashes().hex());
        return figures;
    }
}
