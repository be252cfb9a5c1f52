package io.aggtape.journal.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.aggtape.journal.AggTrade;
import io.aggtape.journal.Decimals;
import io.aggtape.journal.TapeVerifier;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Holds the import to all real data there is. */
final class ArchiveDataTest {
    private static final List<String> FILES = RealData.FILES;

    @TempDir
    Path directory;

    @ParameterizedTest
    @FieldSource("FILES")
    void shouldImportEveryRowOfARealFileAsTheNumbersThatItHas(final String name) throws IOException {
        final Path file = RealData.file(name);
        final Path tape = directory.resolve("tape");
        final ImportedFile imported = Archives.load(tape, file).get(0);
        assertThat(imported.isClean()).isTrue();
        final List<String[]> expected = RealData.rows(file);
        final List<AggTrade> trades = Archives.read(tape).trades;
        assertThat(trades).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(cells(trades.get(i))).as("row %d", i).isEqualTo(RealData.numbers(expected.get(i)));
        }
        assertThat(TapeVerifier.verify(tape).isComplete()).isTrue();
    }

    @Test
    void shouldRefuseTheRealFileOfSingleTradesByName() {
        final Path file = RealData.root().resolve("csv/lasota-usdm-TRXUSDT-trade-20250304.csv");
        assumeTrue(file.toFile().exists(), "no real data at " + file);
        assertThatThrownBy(() -> ArchiveFile.probe(file, null, "TRXUSDT"))
                .isInstanceOf(ArchiveException.class)
                .hasMessageContainingAll("lasota-usdm-TRXUSDT", "single trades");
    }

    private static List<Object> cells(final AggTrade trade) {
        return List.of(
                trade.id,
                Decimals.toBigDecimal(trade.priceMantissa, trade.priceExponent).stripTrailingZeros(),
                Decimals.toBigDecimal(trade.quantityMantissa, trade.quantityExponent)
                        .stripTrailingZeros(),
                trade.firstTradeId,
                trade.lastTradeId,
                trade.tradeTimeUs,
                trade.isBuyerMaker,
                trade.bestMatch != 0,
                trade.bestMatch != AggTrade.ABSENT);
    }
}
