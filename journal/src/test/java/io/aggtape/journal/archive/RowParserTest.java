package io.aggtape.journal.archive;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.aggtape.journal.AggTrade;
import io.aggtape.journal.Decimals;
import io.aggtape.journal.RejectReason;
import io.aggtape.journal.Seeds;
import io.aggtape.journal.TradeSource;
import java.math.BigDecimal;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RowParserTest {
    private static final ArchiveFormat SPOT_US = new ArchiveFormat(false, 8, true);
    private static final ArchiveFormat SPOT_MS = new ArchiveFormat(false, 8, false);
    private static final ArchiveFormat FUTURES = new ArchiveFormat(true, 7, false);

    private final RowParser parser = new RowParser();
    private final AggTrade trade = new AggTrade();

    @Test
    void shouldReadASpotRow() {
        assertThat(parse(
                        "4102773501,91234.56000000,0.01250000,6590112040,6590112042,1795348800122431,False,True",
                        SPOT_US))
                .isNull();
        assertThat(trade.id).isEqualTo(4102773501L);
        assertThat(trade.priceMantissa).isEqualTo(9_123_456_000_000L);
        assertThat(trade.priceExponent).isEqualTo(-8);
        assertThat(trade.quantityMantissa).isEqualTo(1_250_000);
        assertThat(trade.firstTradeId).isEqualTo(6590112040L);
        assertThat(trade.lastTradeId).isEqualTo(6590112042L);
        assertThat(trade.tradeTimeUs).isEqualTo(1795348800122431L);
        assertThat(trade.receiveTimeNs).isEqualTo(1795348800122431000L);
        assertThat(trade.isBuyerMaker).isFalse();
        assertThat(trade.bestMatch).isEqualTo(1);
        assertThat(trade.source).isEqualTo(TradeSource.ARCHIVE);
    }

    @Test
    void shouldReadAFuturesRow() {
        assertThat(parse("3476312671,85299.9,0.004,8149080393,8149080393,1791269849651,true", FUTURES))
                .isNull();
        assertThat(trade.priceMantissa).isEqualTo(852_999);
        assertThat(trade.priceExponent).isEqualTo(-1);
        assertThat(trade.tradeTimeUs).isEqualTo(1791269849651000L);
        assertThat(trade.isBuyerMaker).isTrue();
        assertThat(trade.bestMatch).isEqualTo(AggTrade.ABSENT);
    }

    @Test
    void shouldReadAPlaceholder() {
        assertThat(parse("12345,0,0,-1,-1,1516000000000,True,True", SPOT_MS)).isNull();
        assertThat(trade.isPlaceholder()).isTrue();
    }

    @Test
    void shouldKeepAQuantityWithTheErrorOfAFloat() {
        assertThat(parse("1,2,0.30000000000000004,3,3,1516000000000,True,True", SPOT_MS))
                .isNull();
        assertThat(Decimals.toBigDecimal(trade.quantityMantissa, trade.quantityExponent))
                .isEqualTo("0.30000000000000004");
    }

    @ParameterizedTest
    @CsvSource({"123456789012.00000000, 123456789012", "92233720368.54775807, 92233720368.54775807"})
    void shouldReadWhatFitsWithoutZerosAtItsEnd(final String text, final BigDecimal value) {
        assertThat(parse("1," + text + ",1,3,3,1516000000000,True,True", SPOT_MS))
                .isNull();
        assertThat(Decimals.toBigDecimal(trade.priceMantissa, trade.priceExponent))
                .isEqualByComparingTo(value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1,2,3,4,5,1516000000000,True                            | MISSING_FIELD",
                "1,2,3,4,5,1516000000000,True,True,9                     | TRAILING_TEXT",
                "x,2,3,4,5,1516000000000,True,True                       | NOT_AN_INTEGER",
                ",2,3,4,5,1516000000000,True,True                        | NOT_AN_INTEGER",
                "9223372036854775808,2,3,4,5,1516000000000,True,True     | INTEGER_OVERFLOW",
                "-1,2,3,4,5,1516000000000,True,True                      | NEGATIVE_ID",
                "1,2,3,-1,5,1516000000000,True,True                      | NEGATIVE_ID",
                "1,2,3,5,4,1516000000000,True,True                       | LAST_ID_BEFORE_FIRST",
                "1,,3,4,5,1516000000000,True,True                        | DECIMAL_EMPTY",
                "1,-2,3,4,5,1516000000000,True,True                      | DECIMAL_SIGNED",
                "1,2,1E-7,4,5,1516000000000,True,True                    | DECIMAL_WITH_EXPONENT",
                "1,2.,3,4,5,1516000000000,True,True                      | DECIMAL_MALFORMED",
                "1,.2,3,4,5,1516000000000,True,True                      | DECIMAL_MALFORMED",
                "1,2.3.4,3,4,5,1516000000000,True,True                   | DECIMAL_MALFORMED",
                "1,NaN,3,4,5,1516000000000,True,True                     | DECIMAL_MALFORMED",
                "1,92233720368547758.071,3,4,5,1516000000000,True,True   | DECIMAL_OVERFLOW",
                "1,2,0.1234567890123456789,4,5,1516000000000,True,True   | DECIMAL_OVERFLOW",
                "1,2,3,4,5,1516000000000,1,True                          | FLAG_NOT_A_BOOLEAN",
                "1,2,3,4,5,1516000000000,True,                           | FLAG_NOT_A_BOOLEAN",
                "1,2,3,4,5,1516000000000000,True,True                    | TIME_OUT_OF_RANGE",
                "1,2,3,4,5,0,True,True                                   | TIME_OUT_OF_RANGE",
            })
    void shouldSayWhyARowIsNoTrade(final String row, final RejectReason reason) {
        assertThat(parse(row, SPOT_MS)).isEqualTo(reason);
    }

    @Test
    void shouldRefuseMillisecondsWhereTheFileHasMicroseconds() {
        assertThat(parse("1,2,3,4,5,1795348800122,True,True", SPOT_US)).isEqualTo(RejectReason.TIME_OUT_OF_RANGE);
    }

    @Test
    void shouldReadEveryDecimalAsTheNumberThatItIs() {
        final long seed = Seeds.next();
        final SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 20_000; i++) {
            final long mantissa = random.nextLong() >>> 1 + random.nextInt(63);
            final BigDecimal price = BigDecimal.valueOf(mantissa, random.nextInt(19));
            final String text = price.toPlainString();
            assertThat(parse("7," + text + ',' + text + ",3,3,1516000000000,True,True", SPOT_MS))
                    .as("%s, %s", text, Seeds.describe(seed))
                    .isNull();
            assertThat(Decimals.toBigDecimal(trade.priceMantissa, trade.priceExponent))
                    .as(Seeds.describe(seed))
                    .isEqualTo(price);
        }
    }

    @Test
    void shouldTakeAnyBytesForARowOrSayWhyNot() {
        final long seed = Seeds.next();
        final SplittableRandom random = new SplittableRandom(seed);
        final byte[] row = "4102773501,91234.56,0.0125,659,660,1795348800122,False,True".getBytes(ISO_8859_1);
        for (int i = 0; i < 50_000; i++) {
            final byte[] noise = row.clone();
            for (int changes = random.nextInt(4); changes >= 0; changes--) {
                noise[random.nextInt(noise.length)] = (byte) random.nextInt(256);
            }
            final int length = random.nextInt(noise.length + 1);
            final RejectReason reason = parser.parse(noise, 0, length, SPOT_MS, trade);
            if (reason == null) {
                assertThat(trade.id).as(Seeds.describe(seed)).isNotNegative();
                assertThat(trade.priceMantissa).as(Seeds.describe(seed)).isNotNegative();
                assertThat(trade.lastTradeId).as(Seeds.describe(seed)).isGreaterThanOrEqualTo(trade.firstTradeId);
            }
        }
    }

    private RejectReason parse(final String row, final ArchiveFormat format) {
        final byte[] bytes = ("##" + row + "##").getBytes(ISO_8859_1);
        return parser.parse(bytes, 2, bytes.length - 4, format, trade);
    }
}
