package io.aggtape.journal.archive;

import static io.aggtape.journal.archive.Archives.FUTURES_HEADER;
import static io.aggtape.journal.archive.Archives.spotRows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aggtape.journal.Market;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ArchiveFileTest {
    private static final String FUTURES_ROW = "5,85299.9,0.004,81,81,1791269849651,true\n";
    private static final String KLINES =
            "1504713600000,4716.47,4730.00,4716.47,4727.96,2.29,1504713659999,10836.2,9,2.2,10395.0,7732.4\n";

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {".csv", ".csv.gz", ".zip"})
    void shouldTellASpotFileHoweverItIsPacked(final String suffix) {
        final ArchiveFile file = probe("BTCUSDT-aggTrades-2024-08-08" + suffix, spotRows(7, 9));
        assertThat(file.market()).isEqualTo(Market.SPOT);
        assertThat(file.symbol()).isEqualTo("BTCUSDT");
        assertThat(file.format()).isEqualTo(new ArchiveFormat(false, 8, false));
        assertThat(file.firstId()).isEqualTo(7);
        assertThat(file.firstTimeUs()).isEqualTo((Archives.START_MS + 7) * 1_000);
    }

    @Test
    void shouldTellMicroseconds() {
        final String row = "4102773501,91234.56,0.0125,659,660,1795348800122431,False,True\n";
        assertThat(probe("BTCUSDT-aggTrades-2026-11-22.csv", row).format())
                .isEqualTo(new ArchiveFormat(false, 8, true));
    }

    @ParameterizedTest
    @CsvSource({
        "BTCUSDT-aggTrades-2026-01.csv, USDM",
        "BTCUSDT_261225-aggTrades-2026-01.csv, USDM",
        "BTCUSD_PERP-aggTrades-2026-01.csv, COINM",
        "BTCUSD_261225-aggTrades-2026-01.csv, COINM",
        "futures/um/daily/aggTrades/ETHUSDT/ETHUSDT-aggTrades-2026-01.csv, USDM",
        "futures/cm/daily/aggTrades/ETHUSD_PERP/ETHUSD_PERP-aggTrades-2026-01.csv, COINM"
    })
    void shouldTellTheMarketOfAFuturesFileBySymbolAndPath(final String name, final Market market) {
        assertThat(probe(name, FUTURES_HEADER + FUTURES_ROW).market()).isEqualTo(market);
        assertThat(probe(name, FUTURES_ROW).format().hasHeader()).isFalse();
    }

    @Test
    void shouldAskWherePathAndColumnsDisagree() {
        assertThatThrownBy(() -> probe("spot/daily/aggTrades/BTCUSDT-aggTrades-2026-01.csv", FUTURES_ROW))
                .isInstanceOf(ArchiveException.class)
                .hasMessageContainingAll("7 columns", "usdm", "its path names spot", "--market");
        final Path file = directory.resolve("spot/daily/aggTrades/BTCUSDT-aggTrades-2026-01.csv");
        assertThat(ArchiveFile.probe(file, Market.SPOT, null).market()).isEqualTo(Market.SPOT);
    }

    @Test
    void shouldAskForASymbolThatTheNameDoesNotShow() {
        assertThatThrownBy(() -> probe("page1.csv", spotRows(1, 2)))
                .isInstanceOf(ArchiveException.class)
                .hasMessageContainingAll("page1.csv", "--symbol");
        assertThat(ArchiveFile.probe(directory.resolve("page1.csv"), null, "BTCUSDT")
                        .symbol())
                .isEqualTo("BTCUSDT");
    }

    @Test
    void shouldPassOverBadRowsBeforeTheFirstSoundOne() {
        final ArchiveFile file = probe("BTCUSDT-aggTrades-2024-08-08.csv", "7,x,1,1,1,1,1,1\n\n" + spotRows(8, 9));
        assertThat(file.firstId()).isEqualTo(8);
        assertThat(file.format().hasHeader()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {KLINES, "", "hello\n", "id,price,qty,quoteQty,time,isBuyerMaker,isBestMatch\n"})
    void shouldRefuseAFileOfAnythingElseByName(final String text) {
        assertThatThrownBy(() -> probe("BTCUSDT-1m-2024-08-08.csv", text))
                .isInstanceOf(ArchiveException.class)
                .hasMessageContaining("BTCUSDT-1m-2024-08-08.csv");
    }

    @Test
    void shouldRefuseSingleTradesByName() {
        assertThatThrownBy(() ->
                        probe("TRXUSDT-trades.csv", "TimestampOfReceive,Stream,TradeId,Price\n1,trxusdt@trade,5,0.2\n"))
                .isInstanceOf(ArchiveException.class)
                .hasMessageContainingAll("TRXUSDT-trades.csv", "holds single trades (@trade), not aggregate trades");
    }

    @Test
    void shouldRefuseWhatIsNotThere() {
        assertThatThrownBy(() -> ArchiveFile.probe(directory.resolve("BTCUSDT-no.csv"), null, null))
                .isInstanceOf(ArchiveException.class)
                .hasMessageContainingAll("BTCUSDT-no.csv", "no such file");
    }

    @Test
    void shouldVerifyAChecksum() throws IOException {
        final ArchiveFile file = probe("BTCUSDT-aggTrades-2024-08-08.zip", spotRows(1, 50));
        final ArchiveCheck check = ArchiveCheck.of(file, bytes -> {});
        assertThat(check.isChecksumThere()).isFalse();
        assertThat(check.rows()).isEqualTo(50);
        assertThat(check.firstId()).isEqualTo(1);
        assertThat(check.lastId()).isEqualTo(50);
        final Path beside = Path.of(file.path() + ".CHECKSUM");
        Files.writeString(beside, check.sha256() + "  " + file.name() + "\n");
        assertThat(ArchiveCheck.of(file, bytes -> {}).isChecksumThere()).isTrue();
        Files.writeString(beside, "0".repeat(64) + "  " + file.name() + "\n");
        assertThatThrownBy(() -> ArchiveCheck.of(file, bytes -> {}))
                .isInstanceOf(ArchiveException.class)
                .hasMessageContainingAll(file.name(), check.sha256(), "0".repeat(64));
        Files.writeString(beside, "<html>404</html>");
        assertThatThrownBy(() -> ArchiveCheck.of(file, bytes -> {}))
                .isInstanceOf(ArchiveException.class)
                .hasMessageContaining("holds no SHA-256");
    }

    @Test
    void shouldNoticeAFileThatIsCut() throws IOException {
        final ArchiveFile file = probe("BTCUSDT-aggTrades-2024-08-08.csv.gz", spotRows(1, 50_000));
        final byte[] bytes = Files.readAllBytes(file.path());
        Files.write(file.path(), java.util.Arrays.copyOf(bytes, bytes.length - 1_000));
        assertThatThrownBy(() -> ArchiveCheck.of(file, done -> {}))
                .isInstanceOf(ArchiveException.class)
                .hasMessageContainingAll(file.name(), "damaged");
    }

    private ArchiveFile probe(final String name, final String text) {
        return ArchiveFile.probe(Archives.write(directory.resolve(name), text), null, null);
    }
}
