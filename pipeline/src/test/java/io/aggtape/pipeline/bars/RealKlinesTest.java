package io.aggtape.pipeline.bars;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import io.aggtape.journal.AggTrade;
import io.aggtape.journal.Market;
import io.aggtape.pipeline.FlowTrades;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Bars against Binance's own klines: those frames of a real capture of which it also has every aggregate trade from the
 * first of the minute to the last that the frame counts.
 */
class RealKlinesTest {
    private static final String CAPTURE = "raw_ws/cryptofeed-BINANCE_FUTURES.ws.1.0.txt";
    private static final int LEAST = 10;

    private final FlowTrades make = new FlowTrades();
    private final List<AggTrade> trades = new ArrayList<>();
    private final List<Map<?, ?>> klines = new ArrayList<>();

    @Test
    void shouldGiveTheFieldsOfBinancesKlines() throws IOException {
        for (final String line : Files.readAllLines(RealFiles.file(CAPTURE))) {
            if (line.contains("\"e\":\"aggTrade\"")) {
                trades.add(trade(data(line)));
            } else if (line.contains("\"e\":\"kline\"")) {
                klines.add((Map<?, ?>) data(line).get("k"));
            }
        }
        int compared = 0;
        for (final Map<?, ?> kline : klines) {
            final List<AggTrade> counted = trades.stream()
                    .filter(trade -> trade.instrument.symbol().equals(kline.get("s"))
                            && trade.firstTradeId >= number(kline, "f")
                            && trade.lastTradeId <= number(kline, "L"))
                    .toList();
            if (!counted.isEmpty()
                    && counted.get(0).firstTradeId == number(kline, "f")
                    && counted.get(counted.size() - 1).lastTradeId == number(kline, "L")) {
                assertThat(fields(counted)).as("%s", kline).isEqualTo(fields(kline));
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(LEAST);
    }

    /** Open and close time in milliseconds, prices, volumes, underlying trades of the one bar of these trades. */
    private static List<BigDecimal> fields(final List<AggTrade> trades) {
        final List<BigDecimal> fields = new ArrayList<>();
        final Bars bars = Bars.of(BarConfig.time(60_000_000L), bar -> {
            fields.add(BigDecimal.valueOf(bar.openTimeUs() / 1_000));
            fields.add(BigDecimal.valueOf(bar.closeTimeUs() / 1_000));
            fields.addAll(KeptBar.of(bar).prices());
            fields.addAll(KeptBar.of(bar).volumes());
            fields.add(BigDecimal.valueOf(bar.trades()));
        });
        trades.forEach(bars::onTrade);
        bars.finish();
        return fields;
    }

    private static List<BigDecimal> fields(final Map<?, ?> kline) {
        final List<BigDecimal> fields = new ArrayList<>();
        for (final String name : List.of("t", "T", "o", "h", "l", "c", "v", "q", "V", "Q", "n")) {
            fields.add(Numbers.plain(new BigDecimal(kline.get(name).toString())));
        }
        return fields;
    }

    private AggTrade trade(final Map<?, ?> data) {
        final AggTrade trade = make.trade(
                make.instruments.intern(Market.USDM, (String) data.get("s")),
                (String) data.get("p"),
                (String) data.get("q"),
                number(data, "T") * 1_000,
                (Boolean) data.get("m"));
        trade.id = number(data, "a");
        trade.firstTradeId = number(data, "f");
        trade.lastTradeId = number(data, "l");
        return trade;
    }

    private static Map<?, ?> data(final String line) throws IOException {
        return (Map<?, ?>) JSON.std.mapFrom(line.substring(line.indexOf('{'))).get("data");
    }

    private static long number(final Map<?, ?> map, final String name) {
        return ((Number) map.get(name)).longValue();
    }
}
