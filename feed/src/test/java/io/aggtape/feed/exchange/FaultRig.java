package io.aggtape.feed.exchange;

import io.aggtape.journal.Market;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A plain exchange with faults that plays two files of {@link #ROWS} trades each, and its clients. */
final class FaultRig implements AutoCloseable {
    /** Trades of each symbol: BTCUSDT from id 1000, ETHUSDT from id 5000. */
    static final int ROWS = 300;

    static final long FIRST_ID = 1_000;

    private final Exchange exchange;
    private final List<WireClient> clients = new ArrayList<>();

    FaultRig(final Path directory, final Pace pace, final String... faults) throws IOException {
        this(config(directory).withPace(pace).withFaults(Faults.of(seed(), faults)));
    }

    FaultRig(final ExchangeConfig config) throws IOException {
        exchange = new Exchange(config);
        exchange.start();
    }

    /** What decides over everything left to chance; printed by whoever fails. */
    static long seed() {
        return Long.getLong("aggtape.seed", 7);
    }

    static ExchangeConfig config(final Path directory) {
        return ExchangeConfig.of(
                        Market.SPOT,
                        Program.ofCsv(List.of(
                                SampleTrades.spot(directory, "BTCUSDT", FIRST_ID, ROWS)
                                        .toString(),
                                SampleTrades.spot(directory, "ETHUSDT", 5_000, ROWS)
                                        .toString())))
                .withTls(false);
    }

    static ExchangeConfig bitcoinAlone(final Path directory) {
        return ExchangeConfig.of(
                        Market.SPOT,
                        Program.ofCsv(List.of(SampleTrades.spot(directory, "BTCUSDT", FIRST_ID, ROWS)
                                .toString())))
                .withTls(false);
    }

    Exchange exchange() {
        return exchange;
    }

    /** A client that has subscribed to Bitcoin. */
    WireClient bitcoin() {
        return client("/ws/btcusdt@aggTrade");
    }

    WireClient client(final String path) {
        final WireClient client = WireClient.connect(exchange, path);
        clients.add(client);
        return client;
    }

    /** The ids in the order in which they come; those of raw frames. */
    static List<Long> ids(final List<String> frames) {
        return frames.stream()
                .map(frame -> frame.replaceAll(".*\"a\":([0-9]+),.*", "$1"))
                .map(Long::valueOf)
                .toList();
    }

    /** All ids that a client gets until Bitcoin's last trade. */
    static List<Long> idsToTheLast(final WireClient client) {
        final List<Long> ids = new ArrayList<>();
        do {
            ids.addAll(ids(List.of(client.next())));
        } while (ids.get(ids.size() - 1) != FIRST_ID + ROWS - 1);
        return ids;
    }

    /** The ids of a REST page. */
    static List<Long> page(final String json) {
        final List<Long> ids = new ArrayList<>();
        for (final String item : json.split("\\{")) {
            if (item.contains("\"a\":")) {
                ids.add(Long.valueOf(item.replaceAll("(?s).*\"a\":([0-9]+),.*", "$1")));
            }
        }
        return ids;
    }

    String rest(final String query) {
        return WireClient.get(exchange, "/api/v3/aggTrades?symbol=BTCUSDT" + query)
                .body();
    }

    @Override
    public void close() {
        clients.forEach(WireClient::close);
        exchange.close();
    }
}
