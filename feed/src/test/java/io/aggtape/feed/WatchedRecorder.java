package io.aggtape.feed;

import io.aggtape.feed.exchange.Exchange;
import io.aggtape.feed.exchange.ExchangeConfig;
import io.aggtape.feed.exchange.Pace;
import io.aggtape.feed.exchange.Program;
import io.aggtape.journal.CareConfig;
import io.aggtape.journal.Market;
import io.aggtape.journal.SyncPolicy;
import io.aggtape.pipeline.Heartbeat;
import io.aggtape.pipeline.ThreadingMode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A recorder that has every thread that there can be, on an exchange that never stops, with its log. */
final class WatchedRecorder implements AutoCloseable {
    /** Every thread. */
    static final List<String> ROLES = List.of(
            "feed",
            "parser",
            "metrics",
            "journal",
            "page-toucher",
            "tape-upkeep",
            "repair",
            "watchdog",
            "reporter",
            "clock",
            "hiccup",
            "aggtape-dns",
            "aggtape-dns-starter",
            "aggtape-tls",
            "liveness");

    /** Those that there are in their place where handlers share one, and there are two feeds. */
    static final List<String> SHARED_ROLES = List.of("feed-0", "feed-1", "handlers");

    private static final List<String> SYMBOLS = List.of("BTCUSDT", "ETHUSDT");

    private final LogLines log = LogLines.open().withInfoOf("io.aggtape.feed.liveness");
    private final Exchange exchange;
    private final RecorderRig rig;
    private final Recorder recorder;

    private volatile RuntimeException strategyFault;

    WatchedRecorder(final Path journal) throws IOException {
        this(journal, ThreadingMode.PARALLEL, 1);
    }

    WatchedRecorder(final Path journal, final ThreadingMode threading, final int feedThreads) throws IOException {
        exchange = new Exchange(
                ExchangeConfig.of(Market.SPOT, Program.generated(SYMBOLS, 1, 1)).withPace(Pace.rate(500)));
        exchange.start();
        rig = new RecorderRig(exchange, journal)
                .withHost("localhost")
                .withCare(CareConfig.NONE.withSync(SyncPolicy.INTERVAL))
                .withThreads(threading, feedThreads);
        recorder = rig.start(Market.SPOT, SYMBOLS, trade -> {
            if (strategyFault != null) {
                throw strategyFault;
            }
        });
        awaitTrades();
    }

    /** Has the strategy throw this at the next trade. */
    void breakStrategy(final RuntimeException fault) {
        strategyFault = fault;
    }

    Recorder recorder() {
        return recorder;
    }

    LogLines log() {
        return log;
    }

    RecorderRig rig() {
        return rig;
    }

    /** The heartbeat of a thread. */
    Heartbeat heartbeat(final String role) {
        return recorder.heartbeats().all().stream()
                .filter(heartbeat -> heartbeat.role().equals(role))
                .findFirst()
                .orElseThrow();
    }

    /** Sees to it that the thread of this role has something to do. */
    void giveWork(final String role) {
        if (role.startsWith("aggtape-")) {
            exchange.abortConnections();
        }
    }

    /** Waits until some more trades are on the tape. */
    void awaitTrades() {
        final long before = recorder.status().journaled();
        rig.await("trades to be recorded", () -> recorder.status().journaled() > before + 100);
    }

    /** Waits for a line of the log that begins so. */
    void awaitLine(final String start) {
        rig.await(start, () -> log.all().stream().anyMatch(line -> line.startsWith(start)));
    }

    /** The last stack trace under a line that begins so. */
    String trace(final String start) {
        return log.traces().stream()
                .filter(trace -> trace.startsWith(start))
                .reduce((one, next) -> next)
                .orElseThrow(() -> new AssertionError("no trace under '" + start + "' in " + log.all()));
    }

    @Override
    public void close() {
        recorder.close();
        exchange.close();
        log.close();
    }
}
