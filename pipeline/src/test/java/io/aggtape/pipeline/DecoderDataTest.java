package io.aggtape.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.aggtape.journal.AggTrade;
import io.aggtape.journal.Decimals;
import io.aggtape.journal.Instruments;
import io.aggtape.journal.Market;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Real trades and real captures through both paths, against Jackson-jr's tree and against the rows themselves. */
class DecoderDataTest {
    private final WireOracle oracle = new WireOracle();
    private final DecoderRig warm = new DecoderRig();
    private final GeneralPath general = new GeneralPath(new Instruments());
    private final AggTrade generalTrade = new AggTrade();
    private final Path data = Path.of(System.getProperty("aggtape.data", "../../shared/data"));

    @BeforeEach
    void needData() {
        assumeTrue(Files.isDirectory(data), "skipped: no real trades at aggtape.data=" + data);
    }

    @Test
    void shouldDecodeEveryRowOfTheArchivesInEveryShapeOfTheWire() throws IOException {
        int rows = 0;
        for (final Path file : files("csv", "csv_derived")) {
            final String name = file.getFileName().toString();
            if (!name.contains("arrivals") && !name.startsWith("lasota")) {
                rows += decodeRows(file, name.substring(0, name.indexOf('-')), marketOf(name));
            }
        }
        assertThat(rows).isGreaterThan(130_000);
        final long all = warm.decoder.fastCount() + warm.decoder.generalCount();
        assertThat(warm.decoder.fastCount()).isGreaterThan(all - 100);
    }

    @Test
    void shouldTellTheTradesOfRealCapturesFromAllElse() throws IOException {
        int trades = 0;
        int frames = 0;
        for (final Path file : files("frames", "raw_ws")) {
            final Market market = file.toString().contains("FUTURES") ? Market.USDM : Market.SPOT;
            for (final String line : lines(file)) {
                final int brace = line.indexOf('{');
                if (brace < 0) {
                    continue;
                }
                final String frame = line.substring(brace);
                final DecodeResult result = compare(frame, market, WireTimeUnit.MILLISECONDS);
                final boolean isTrade = frame.contains("\"e\":\"aggTrade\"");
                assertThat(result == DecodeResult.TRADE).as(frame).isEqualTo(isTrade);
                frames++;
                trades += isTrade ? 1 : 0;
            }
        }
        assertThat(trades).isEqualTo(188);
        assertThat(frames).isGreaterThan(58_000);
    }

    private int decodeRows(final Path file, final String symbol, final Market market) throws IOException {
        int rows = 0;
        for (final String line : lines(file)) {
            if (!Character.isDigit(line.charAt(0))) {
                continue;
            }
            final String[] row = line.split(",");
            for (final WireTimeUnit unit : WireTimeUnit.values()) {
                final String raw = raw(row, symbol, market, unit);
                final String wrapped =
                        "{\"stream\":\"" + symbol.toLowerCase(Locale.ROOT) + "@aggTrade\",\"data\":" + raw + "}";
                for (final String frame : List.of(raw, wrapped)) {
                    assertThat(compare(frame, market, unit)).isEqualTo(DecodeResult.TRADE);
                    check(row);
                }
            }
            rows++;
        }
        return rows;
    }

    private void check(final String[] row) {
        final AggTrade trade = warm.trade;
        final boolean isSame = trade.id == Long.parseLong(row[0])
                && new BigDecimal(row[1]).equals(Decimals.toBigDecimal(trade.priceMantissa, trade.priceExponent))
                && new BigDecimal(row[2]).equals(Decimals.toBigDecimal(trade.quantityMantissa, trade.quantityExponent))
                && trade.firstTradeId == Long.parseLong(row[3])
                && trade.lastTradeId == Long.parseLong(row[4])
                && trade.tradeTimeUs == Long.parseLong(row[5]) * 1000
                && trade.isBuyerMaker == Boolean.parseBoolean(row[6]);
        assertThat(isSame).as(String.join(",", row)).isTrue();
    }

    private static String raw(final String[] row, final String symbol, final Market market, final WireTimeUnit unit) {
        final String time = unit == WireTimeUnit.MILLISECONDS ? row[5] : row[5] + "000";
        final String id = "\"a\":" + row[0];
        final String name = "\"s\":\"" + symbol + "\"";
        final String normal = market == Market.USDM ? "\"nq\":\"" + row[2] + "\"," : "";
        final String end =
                market == Market.SPOT ? "\"M\":" + row[7].toLowerCase(Locale.ROOT) : "\"st\":" + market.code();
        return "{\"e\":\"aggTrade\",\"E\":" + time + ","
                + (market == Market.SPOT ? name + "," + id : id + "," + name)
                + ",\"p\":\"" + row[1] + "\",\"q\":\"" + row[2] + "\"," + normal + "\"f\":" + row[3] + ",\"l\":"
                + row[4]
                + ",\"T\":" + time + ",\"m\":" + row[6].toLowerCase(Locale.ROOT) + "," + end + "}";
    }

    private DecodeResult compare(final String text, final Market market, final WireTimeUnit unit) throws IOException {
        final byte[] frame = text.getBytes(StandardCharsets.UTF_8);
        final DecodeResult result = warm.decode(frame, market, unit);
        final DecodeResult expected = general.decode(frame, frame.length, market, unit, generalTrade);
        if (result != expected || warm.decoder.rejectReason() != general.rejectReason()) {
            assertThat(warm.outcome(result)).as(text).isEqualTo(expected + " " + general.rejectReason());
        }
        if (result == DecodeResult.TRADE
                && !(WireOracle.areSame(warm.trade, generalTrade)
                        && WireOracle.areSame(warm.trade, oracle.read(frame, market, unit)))) {
            assertThat(warm.outcome(result)).as(text).isEqualTo(WireOracle.describe(generalTrade));
            assertThat(warm.outcome(result)).as(text).isEqualTo(WireOracle.describe(oracle.read(frame, market, unit)));
        }
        return result;
    }

    private static Market marketOf(final String name) {
        return name.contains("usdm") ? Market.USDM : name.contains("-cm-") ? Market.COINM : Market.SPOT;
    }

    private List<Path> files(final String... folders) throws IOException {
        final List<Path> files = new ArrayList<>();
        for (final String folder : folders) {
            try (Stream<Path> listed = Files.list(data.resolve(folder))) {
                listed.sorted().forEach(files::add);
            }
        }
        return files;
    }

    private static List<String> lines(final Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file);
                InputStream text = file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in;
                BufferedReader reader = new BufferedReader(new InputStreamReader(text, StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        }
    }
}
