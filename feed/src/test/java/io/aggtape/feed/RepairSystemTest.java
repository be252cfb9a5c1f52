package io.aggtape.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.aggtape.feed.exchange.Exchange;
import io.aggtape.feed.exchange.ExchangeConfig;
import io.aggtape.feed.exchange.Limits;
import io.aggtape.feed.exchange.Program;
import io.aggtape.feed.rest.NewestTrade;
import io.aggtape.feed.rest.RestClient;
import io.aggtape.feed.rest.RestException;
import io.aggtape.feed.rest.RestFault;
import io.aggtape.journal.Market;
import io.aggtape.journal.VerifyReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The whole recorder against the whole exchange: what the lines miss comes by REST. */
final class RepairSystemTest {
    private static final long SEED = 7;
    private static final double BUSY = 500;

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource(Market.class)
    void shouldLeaveNoHoleThoughTheLineWasCut(final Market market) throws IOException {
        final List<String> symbols =
                market == Market.COINM ? List.of("BTCUSD_PERP", "ETHUSD_PERP") : List.of("BTCUSDT", "ETHUSDT");
        try (Exchange exchange = exchange(market, Program.generated(symbols, SEED, BUSY))) {
            final RecorderRig rig = new RecorderRig(exchange, directory);
            try (Recorder recorder = rig.start(market, symbols)) {
                cutTwice(exchange, rig, recorder, symbols.size());
                rig.await("no hole", () -> recorder.status().openIds() == 0);
                exchange.stopPlayback();
                final RecorderSummary summary = recorder.stop();
                assertThat(summary.repair().repairedIds()).isPositive();
                assertThat(summary.repair().openIds() + summary.repair().openHoles())
                        .isZero();
                assertThat(summary.rejected()).isZero();
            }
            final VerifyReport report = rig.verify();
            assertThat(report.isComplete()).isTrue();
        }
    }

    @Test
    void shouldCallAbsentWhatTheExchangeItselfSkips() throws IOException {
        final List<String> symbols = List.of("BTCUSDT");
        final long firstId = firstId(symbols);
        final Map<String, Set<Long>> skipped = new HashMap<>();
        skipped.put("BTCUSDT", Set.of(firstId + 100, firstId + 101, firstId + 300));
        final Program program = Program.generated(symbols, SEED, BUSY).withSkippedIds(skipped);
        try (Exchange exchange = exchange(Market.SPOT, program)) {
            final RecorderRig rig = new RecorderRig(exchange, directory.resolve("skipped"));
            try (Recorder recorder = rig.start(Market.SPOT, symbols)) {
                rig.await(
                        "three ids to be proved absent", () -> recorder.repair().absentIds() == 3);
                exchange.stopPlayback();
                rig.await("all that was served", () -> recorder.status().journaled() == exchange.servedCount());
                assertThat(recorder.stop().repair().openIds()).isZero();
            }
            assertThat(rig.verify().isComplete()).isTrue();
        }
    }

    @Test
    void shouldRepairAtStartWhatAnEarlierRunLeftOpen() throws IOException {
        final List<String> symbols = List.of("BTCUSDT", "ETHUSDT");
        try (Exchange exchange = exchange(Market.SPOT, Program.generated(symbols, SEED, BUSY))) {
            final RecorderRig rig = new RecorderRig(exchange, directory)
                    .withRepair(new RepairConfig(false, true, 0, 1, RepairConfig.FOR_EVER));
            try (Recorder recorder = rig.start(Market.SPOT, symbols)) {
                cutTwice(exchange, rig, recorder, symbols.size());
                assertThat(recorder.stop().repair().openIds()).isPositive();
            }
            final RecorderRig second = rig.withRepair(RepairConfig.ofRecorder());
            try (Recorder recorder = second.start(Market.SPOT, symbols)) {
                second.await("a trade of this run", () -> recorder.status().journaled() > 0);
                second.await(
                        "no hole",
                        () -> recorder.repair().openHoles() == 0
                                && recorder.repair().repairedIds() > 0);
            }
            assertThat(rig.verify().isComplete()).isTrue();
        }
    }

    @Test
    void shouldTellTheNewestTradeAndWhatIsNoSymbol() throws IOException, InterruptedException {
        final List<String> symbols = List.of("BTCUSDT");
        try (Exchange exchange = exchange(Market.SPOT, Program.generated(symbols, SEED, BUSY))) {
            final RecorderRig rig = new RecorderRig(exchange, directory);
            final RestClient rest = RestAccess.of(
                            MarketProfile.of(Market.SPOT),
                            rig.config(Market.SPOT, symbols).source().network(),
                            0.5)
                    .client()
                    .orElseThrow();
            try (Recorder recorder = rig.start(Market.SPOT, symbols)) {
                rig.await("trades", () -> recorder.status().journaled() > 10);
                final NewestTrade.Reading newest = rest.newest(Market.SPOT, "BTCUSDT");
                assertThat(newest.id()).isPositive();
                assertThat(Math.abs(System.currentTimeMillis() - newest.tradeTimeMs()))
                        .isLessThan(3_600_000);
                assertThat(assertFault(rest, "NOPEUSDT")).isEqualTo(RestFault.UNKNOWN_SYMBOL);
            }
        }
    }

    @Test
    void shouldStayWithinHalfOfTheWeightThatTheExchangeTells() throws IOException, InterruptedException {
        final List<String> symbols = List.of("BTCUSDT");
        final ExchangeConfig config = ExchangeConfig.of(Market.SPOT, Program.generated(symbols, SEED, BUSY))
                .withLimits(Limits.of(Market.SPOT).withWeightPerMinute(100));
        try (Exchange exchange = new Exchange(config)) {
            exchange.start();
            final RestClient rest = RestAccess.of(
                            MarketProfile.of(Market.SPOT),
                            new RecorderRig(exchange, directory)
                                    .config(Market.SPOT, symbols)
                                    .source()
                                    .network(),
                            0.5)
                    .client()
                    .orElseThrow();
            RestFault fault = null;
            for (int i = 0; i < 30 && fault == null; i++) {
                fault = faultOrNull(rest);
            }
            assertThat(fault).isEqualTo(RestFault.OVER_BUDGET);
            assertThat(rest.usedWeight()).isBetween(0, 50);
        }
    }

    private static RestFault faultOrNull(final RestClient rest) throws InterruptedException {
        try {
            rest.newest(Market.SPOT, "BTCUSDT");
            return null;
        } catch (final RestException e) {
            return e.fault();
        }
    }

    private static RestFault assertFault(final RestClient rest, final String symbol) throws InterruptedException {
        try {
            rest.newest(Market.SPOT, symbol);
            throw new AssertionError("it answered");
        } catch (final RestException e) {
            return e.fault();
        }
    }

    private static void cutTwice(
            final Exchange exchange, final RecorderRig rig, final Recorder recorder, final int symbols) {
        for (int i = 0; i < 2; i++) {
            rig.await("streams", () -> recorder.status().liveStreams() == symbols);
            final long before = recorder.status().journaled();
            rig.await("100 trades more", () -> recorder.status().journaled() > before + 100);
            final long gaps = recorder.status().gaps();
            exchange.abortConnections();
            rig.await("a hole", () -> recorder.status().gaps() > gaps);
        }
    }

    /** The same seed begins with the same id. */
    private long firstId(final List<String> symbols) throws IOException {
        try (Exchange exchange = exchange(Market.SPOT, Program.generated(symbols, SEED, BUSY))) {
            final RecorderRig rig = new RecorderRig(exchange, directory.resolve("first"));
            try (Recorder recorder = rig.start(Market.SPOT, symbols)) {
                rig.await("a trade", () -> recorder.status().journaled() > 0);
                recorder.stop();
            }
            return rig.verify().instruments().get(0).ids().firstId();
        }
    }

    private static Exchange exchange(final Market market, final Program program) throws IOException {
        final Exchange exchange = new Exchange(ExchangeConfig.of(market, program));
        exchange.start();
        return exchange;
    }
}
