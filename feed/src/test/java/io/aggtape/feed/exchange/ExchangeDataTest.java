package io.aggtape.feed.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.aggtape.journal.Market;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** All real archive files over TLS as fast as the JDK's client reads, every row compared. */
final class ExchangeDataTest {
    private final Path data = Path.of(System.getProperty("aggtape.data", "../shared/data"));

    @BeforeEach
    void needData() {
        Assumptions.assumeTrue(Files.exists(data.resolve("csv")), "no real trades at " + data);
    }

    private String named(final String symbol, final String file) {
        return symbol + '=' + data.resolve(file);
    }

    @Test
    void shouldSendEveryRowOfEverySpotFileOnce() throws IOException {
        final List<String> files = List.of(
                data.resolve("csv/BTCUSDT-spot-REPEATED-120k.csv.gz").toString(),
                named("GCTUSDT", "csv/BTCUSDT-spot-aggTrades-gct.csv"),
                named("OLDUSDT", "csv_derived/BTCUSDT-spot-aggTrades-20230405-derived.csv"),
                named("NEWUSDT", "csv_derived/BTCUSDT-spot-aggTrades-20240808-derived.csv"));
        assertServed(Market.SPOT, files, "/stream?streams=");
    }

    @Test
    void shouldSendEveryRowOfTheFuturesFilesOnce() throws IOException {
        assertServed(
                Market.USDM,
                List.of(data.resolve("csv_derived/TRXUSDT-usdm-aggTrades-20250304-derived.csv")
                        .toString()),
                "/market/stream?streams=");
        assertServed(
                Market.COINM,
                List.of(data.resolve("csv_derived/BTCUSD_PERP-cm-aggTrades-20240808-derived.csv")
                        .toString()),
                "/stream?streams=");
    }

    @Test
    void shouldRefuseAFileOfTradesThatAreNotAggregated() {
        assertThatThrownBy(
                        () -> CsvTrades.read(List.of(named("TRXUSDT", "csv/lasota-usdm-TRXUSDT-trade-20250304.csv"))))
                .hasMessageContaining(":2: no trade, it has 11 columns");
    }

    private static void assertServed(final Market market, final List<String> files, final String path)
            throws IOException {
        final Map<String, TradeColumns> expected = CsvTrades.read(files);
        try (Exchange exchange =
                new Exchange(ExchangeConfig.of(market, Program.ofCsv(files)).withPace(Pace.max()))) {
            exchange.start();
            exchange.pausePlayback();
            final String streams =
                    expected.keySet().stream().map(AggTradeEncoder::streamName).collect(Collectors.joining("/"));
            final WireClient client = WireClient.connect(exchange, path + streams);
            await().until(() -> exchange.connectionCount() == 1);
            exchange.resumePlayback();

            final Map<String, int[]> positions =
                    expected.keySet().stream().collect(Collectors.toMap(symbol -> symbol, symbol -> new int[1]));
            final int total =
                    expected.values().stream().mapToInt(TradeColumns::size).sum();
            final TradeRow row = new TradeRow();
            for (int i = 0; i < total; i++) {
                final Map<String, Object> trade = trade(client.next());
                final String symbol = (String) trade.get("s");
                expected.get(symbol).read(positions.get(symbol)[0]++, row);
                assertTrade(trade, row);
            }
            expected.forEach((symbol, trades) -> {
                assertThat(positions.get(symbol)[0]).isEqualTo(trades.size());
                assertThat(exchange.servedCount(symbol)).isEqualTo(trades.size());
            });
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> trade(final String frame) {
        return (Map<String, Object>) WireClient.json(frame).get("data");
    }

    private static void assertTrade(final Map<String, Object> trade, final TradeRow row) {
        assertThat(((Number) trade.get("a")).longValue()).isEqualTo(row.id);
        assertThat(trade.get("p")).isEqualTo(text(row.price, row.priceLength));
        assertThat(trade.get("q")).isEqualTo(text(row.quantity, row.quantityLength));
        assertThat(((Number) trade.get("f")).longValue()).isEqualTo(row.firstTradeId);
        assertThat(((Number) trade.get("l")).longValue()).isEqualTo(row.lastTradeId);
        assertThat(((Number) trade.get("T")).longValue()).isEqualTo(row.timeUs / 1_000);
        assertThat(trade.get("m")).isEqualTo(row.isBuyerMaker);
    }

    private static String text(final byte[] bytes, final int length) {
        return new String(bytes, 0, length, StandardCharsets.US_ASCII);
    }
}
