package io.aggtape.feed.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Binance's archive files in all their forms. */
final class CsvTradesTest {
    private static final String SPOT_MS = "7,91234.56000000,0.01250000,14,16,1735603200001,True,False";
    private static final String SPOT_US = "8,91234.5,100,17,17,1795348800122431,False,True";

    @TempDir
    Path directory;

    private Path file(final String name, final String... lines) {
        return SampleTrades.write(directory.resolve(name), List.of(lines));
    }

    private static TradeRow only(final TradeColumns trades, final int at) {
        final TradeRow row = new TradeRow();
        trades.read(at, row);
        return row;
    }

    @Test
    void shouldReadSpotInBothUnitsAndKeepTheText() {
        final TradeColumns trades = CsvTrades.read(
                        List.of(file("BTCUSDT-x.csv", SPOT_MS, SPOT_US).toString()))
                .get("BTCUSDT");

        assertThat(trades.size()).isEqualTo(2);
        final TradeRow first = only(trades, 0);
        assertThat(first.id).isEqualTo(7);
        assertThat(new String(first.price, 0, first.priceLength, UTF_8)).isEqualTo("91234.56000000");
        assertThat(new String(first.quantity, 0, first.quantityLength, UTF_8)).isEqualTo("0.01250000");
        assertThat(first.firstTradeId).isEqualTo(14);
        assertThat(first.lastTradeId).isEqualTo(16);
        assertThat(first.timeUs).isEqualTo(1_735_603_200_001_000L);
        assertThat(first.isBuyerMaker).isTrue();
        assertThat(first.isBestMatch).isFalse();
        final TradeRow second = only(trades, 1);
        assertThat(second.timeUs).isEqualTo(1_795_348_800_122_431L);
        assertThat(second.isBuyerMaker).isFalse();
        assertThat(new String(second.quantity, 0, second.quantityLength, UTF_8)).isEqualTo("100");
        assertThat(trades.priceScale()).isEqualTo(2);
        assertThat(trades.quantityScale()).isEqualTo(4);
    }

    @Test
    void shouldReadFuturesWithAndWithoutHeader() {
        final String row = "3,85299.9,0.004,9,9,1791269849651,true";
        final String header = "agg_trade_id,price,quantity,first_trade_id,last_trade_id,transact_time,is_buyer_maker";
        final var trades = CsvTrades.read(List.of(
                file("BTCUSDT-1.csv", header, row).toString(),
                "ETHUSDT=" + file("any.csv", row + "\r").toString()));

        assertThat(trades).containsOnlyKeys("BTCUSDT", "ETHUSDT");
        assertThat(only(trades.get("BTCUSDT"), 0).isBuyerMaker).isTrue();
        assertThat(only(trades.get("ETHUSDT"), 0).timeUs).isEqualTo(1_791_269_849_651_000L);
    }

    @Test
    void shouldReadGzipAndZip() throws IOException {
        final byte[] csv = (SPOT_MS + '\n' + SPOT_US + '\n').getBytes(UTF_8);
        final Path gzip = directory.resolve("BTCUSDT-1.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(gzip))) {
            out.write(csv);
        }
        final Path zip = directory.resolve("ETHUSDT-1.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry("ETHUSDT-1.csv"));
            out.write(csv);
        }

        final var trades = CsvTrades.read(List.of(gzip.toString(), zip.toString()));

        assertThat(trades.get("BTCUSDT").size()).isEqualTo(2);
        assertThat(trades.get("ETHUSDT").size()).isEqualTo(2);
    }

    @Test
    void shouldTakePlaceholdersAndHoles() {
        final TradeColumns trades = CsvTrades.read(List.of(file(
                                "BTCUSDT-1.csv",
                                "30,0,0,-1,-1,1516000000000,True,True",
                                "35,1,1,0,0,1516000000000,True,True")
                        .toString()))
                .get("BTCUSDT");

        assertThat(only(trades, 0).firstTradeId).isEqualTo(-1);
        assertThat(trades.id(1)).isEqualTo(35);
    }

    @Test
    void shouldJoinFilesOfOneSymbolWhoseIdsContinue() {
        final List<String> files = List.of(
                SampleTrades.spot(directory, "BTCUSDT", 110, 5).toString(),
                SampleTrades.spot(directory, "BTCUSDT", 100, 10).toString());

        final TradeColumns trades = CsvTrades.read(files).get("BTCUSDT");

        assertThat(trades.size()).isEqualTo(15);
        assertThat(trades.id(0)).isEqualTo(100);
        assertThat(trades.id(14)).isEqualTo(114);
    }

    @Test
    void shouldRefuseFilesOfOneSymbolWhoseIdsDoNot() {
        final List<String> files = List.of(
                SampleTrades.spot(directory, "BTCUSDT", 100, 10).toString(),
                SampleTrades.spot(directory, "BTCUSDT", 111, 5).toString());

        assertThatThrownBy(() -> CsvTrades.read(files))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("do not continue each other")
                .hasMessageContaining("BTCUSDT1=");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "8,1,1,1,1,1,True | 8,1,1,1 | it has 4 columns",
                "8,1,1,1,1,1,True | 8,1,1,1,1,1,True,True,1 | it has 9 columns",
                "8,1,1,1,1,1,True | x,1,1,1,1,1,True | its id is not integer: 'x'",
                "8,1,1,1,1,1,True | 9,1E-7,1,1,1,1,True | its price is not decimal: '1E-7'",
                "8,1,1,1,1,1,True | 9,-1,1,1,1,1,True | its price is not decimal: '-1'",
                "8,1,1,1,1,1,True | 9,1,1.1.1,1,1,1,True | its quantity is not decimal: '1.1.1'",
                "8,1,1,1,1,1,True | 9,1,.5,1,1,1,True | its quantity is not decimal: '.5'",
                "8,1,1,1,1,1,True | 9,,1,1,1,1,True | its price is not decimal: ''",
                "8,1,1,1,1,1,True | 9,1,1,1,1,1,1 | its buyer-maker flag is not true or false: '1'",
                "8,1,1,1,1,1,True | 9,1,1,5,4,1,True | last trade id 4 is below the first one",
                "8,1,1,1,1,1,True | -9,1,1,5,6,1,True | id -9 is below 0",
                "8,1,1,1,1,1,True | 9223372036854775808,1,1,5,6,1,True | its id is not integer",
                "8,1,1,1,1,1,True | 8,1,1,1,1,1,True | its id 8 does not rise from 8"
            })
    void shouldNameFileAndLineOfABadRow(final String good, final String bad, final String why) {
        final Path file = file("BTCUSDT-1.csv", good, bad);

        assertThatThrownBy(() -> CsvTrades.read(List.of(file.toString())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(file + ":2: no trade, ")
                .hasMessageContaining(why);
    }

    @Test
    void shouldRefuseWhatItCannotName() {
        assertThatThrownBy(
                        () -> CsvTrades.read(List.of(file("trades.csv", SPOT_MS).toString())))
                .hasMessageContaining("does not show a symbol")
                .hasMessageContaining("SYMBOL=");
        assertThatThrownBy(() -> CsvTrades.read(
                        List.of(directory.resolve("BTCUSDT-none.csv").toString())))
                .hasMessageContaining("there is no file");
        assertThatThrownBy(
                        () -> CsvTrades.read(List.of(file("BTCUSDT-empty.csv").toString())))
                .hasMessageContaining("holds no trades");
    }
}
