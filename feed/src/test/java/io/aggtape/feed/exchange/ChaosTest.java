package io.aggtape.feed.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aggtape.journal.Market;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * All faults at once at 5,000 trades a second over 20 symbols: the exchange itself must outlive them.
 * {@code -Daggtape.chaosSeconds=1800} makes a soak of it, which prints its heap as it goes.
 */
final class ChaosTest {
    private static final int SECONDS = Integer.getInteger("aggtape.chaosSeconds", 6);
    private static final List<String> SYMBOLS =
            IntStream.range(0, 20).mapToObj(i -> "COIN" + i + "USDT").toList();
    private static final String[] FAULTS = {
        "absent,p=0.001",
        "drop,p=0.01",
        "duplicate,p=0.01",
        "garble,p=0.001",
        "reorder=3,p=0.01",
        "malformed,p=0.001",
        "invalid-utf8,p=0.001",
        "mute,symbol=COIN3USDT,every=2s,for=500ms",
        "mute,every=5s,for=300ms",
        "disconnect,every=4s",
        "disconnect=1001,every=4s",
        "rst,every=3s",
        "half-open,every=3s",
        "oversized,every=3s",
        "masked,every=3s",
        "shutdown=100ms,every=3s",
        "dribble,every=2s,for=200ms",
        "hang-accept,p=0.05",
        "hang-tls,p=0.1",
        "hang-upgrade,p=0.1",
        "upgrade-status=429,p=0.1",
        "wrong-accept,p=0.1",
        "rest-status=418,p=0.1",
        "rest-lag=100ms,every=2s,for=1s",
        "rest-floor=-1000,every=3s,for=1s",
        "rest-slow=10ms,p=0.2",
        "rest-hang,p=0.05"
    };

    private final AtomicBoolean isRunning = new AtomicBoolean(true);
    private final AtomicLong bytes = new AtomicLong();
    private final long startNs = System.nanoTime();
    private int lines;

    @Test
    void shouldOutliveAllFaultsAtOnce() throws Exception {
        final String path = "/stream?streams="
                + String.join(
                        "/", SYMBOLS.stream().map(AggTradeEncoder::streamName).toList());
        try (Exchange exchange =
                new Exchange(ExchangeConfig.of(Market.SPOT, Program.generated(SYMBOLS, FaultRig.seed(), 1))
                        .withTls(false)
                        .withPace(Pace.parse("5000"))
                        .withFaults(Faults.of(FaultRig.seed(), FAULTS)))) {
            exchange.start();
            final List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                threads.add(start(() -> readAndReconnect(exchange, path)));
            }
            threads.add(start(() -> poll(exchange)));

            await().atMost(Duration.ofSeconds(SECONDS + 60L))
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> isOver(exchange));
            isRunning.set(false);
            for (final Thread thread : threads) {
                thread.join(30_000);
            }
            assertThat(exchange.done().isDone())
                    .as("seed %d, death", FaultRig.seed())
                    .isFalse();
            exchange.clearFaults();
            await().until(() -> exchange.connectionCount() == 0);
            final WireClient client = WireClient.connect(exchange, path);
            client.next(10);
            client.close();
        }
    }

    private boolean isOver(final Exchange exchange) {
        final long seconds = (System.nanoTime() - startNs) / 1_000_000_000;
        if (SECONDS > 60 && seconds / 60 > lines) {
            lines++;
            System.gc();
            final Runtime runtime = Runtime.getRuntime();
            System.out.printf(
                    "%d s: heap %d KiB, %d threads, %d connections, %d MB read, %s%n",
                    seconds,
                    (runtime.totalMemory() - runtime.freeMemory()) >> 10,
                    Thread.activeCount(),
                    exchange.connectionCount(),
                    bytes.get() >> 20,
                    exchange.faultCounts());
        }
        return seconds >= SECONDS && exchange.faultCounts().size() >= FaultKind.values().length - 2;
    }

    private static Thread start(final Runnable task) {
        final Thread thread = new Thread(task, "chaos-client");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void readAndReconnect(final Exchange exchange, final String path) {
        while (isRunning.get()) {
            try (RawClient client = new RawClient(exchange, path)) {
                client.timeOutAfter(300);
                client.readResponse();
                while (isRunning.get()) {
                    client.readBytes(1_000);
                    bytes.addAndGet(1_000);
                }
            } catch (final IOException e) {
                bytes.incrementAndGet();
            }
        }
    }

    private void poll(final Exchange exchange) {
        while (isRunning.get()) {
            final int at = (int) (bytes.get() % SYMBOLS.size());
            try (RawClient client = new RawClient(exchange)) {
                client.timeOutAfter(500);
                client.get("/api/v3/aggTrades?limit=100&symbol=" + SYMBOLS.get(at));
                client.readResponse();
            } catch (final IOException e) {
                bytes.incrementAndGet();
            }
        }
    }
}
