package io.aggtape.feed;

import io.aggtape.feed.exchange.Exchange;
import io.aggtape.feed.exchange.ExchangeConfig;
import io.aggtape.feed.exchange.Pace;
import io.aggtape.feed.exchange.Program;
import io.aggtape.feed.liveness.LivenessConfig;
import io.aggtape.journal.CareConfig;
import io.aggtape.journal.Market;
import io.aggtape.journal.SyncPolicy;
import io.aggtape.pipeline.Heartbeat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

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
            "aggtape-dns",
            "aggtape-dns-starter",
            "aggtape-tls",
            "liveness");

    private static final List<String> SYMBOLS = List.of("BTCUSDT");

    private final LogLines log = LogLines.open().withInfoOf("io.aggtape.feed.liveness");
    private final Exchange exchange;
    private final RecorderRig rig;
    private final Recorder recorder;

    WatchedRecorder(final Path journal) throws IOException {
        exchange = new Exchange(
                ExchangeConfig.of(Market.SPOT, Program.generated(SYMBOLS, 1, 1)).withPace(Pace.rate(500)));
        exchange.start();
        rig = new RecorderRig(exchange, journal)
                .withHost("localhost")
                .withCare(CareConfig.NONE.withSync(SyncPolicy.INTERVAL))
                .withLiveness(new LivenessConfig(TimeUnit.MILLISECONDS.toNanos(300), List.of()));
        recorder = rig.start(Market.SPOT, SYMBOLS);
        awaitTrades();
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
