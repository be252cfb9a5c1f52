package io.aggtape.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TradeHashTest {
    private static final BigDecimal UNITS = BigDecimal.TEN.pow(18);

    private final Instrument instrument = new Instruments().intern(Market.SPOT, Tapes.SYMBOL);

    @Test
    void shouldHaveAnOracleThatGivesThePublishedValues() {
        assertThat(XxHash64.of(new byte[0])).isEqualTo(0xEF46_DB37_51D8_E999L);
        assertThat(XxHash64.of("abc".getBytes(StandardCharsets.US_ASCII))).isEqualTo(0x44BC_2CF5_AD77_0999L);
        assertThat(XxHash64.of("Nobody inspects the spammish repetition".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(0xFBCE_A83C_8A37_8BF1L);
    }

    @Test
    void shouldBeTheXxHash64OfTheBytesThatTheSchemaNames() {
        final long seed = Seeds.next();
        final RandomEvents events = new RandomEvents(new SplittableRandom(seed));
        for (int i = 0; i < 10_000; i++) {
            final AggTrade trade = events.trade();
            assertThat(TradeHash.of(trade)).as(Seeds.describe(seed)).isEqualTo(XxHash64.of(content(trade)));
        }
    }

    @Test
    void shouldChainByTheXxHash64OfTheChainAndTheHash() {
        final long seed = Seeds.next();
        final SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 1_000; i++) {
            final long chain = random.nextLong();
            final long hash = random.nextLong();
            final byte[] link = ByteBuffer.allocate(16)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(chain)
                    .putLong(hash)
                    .array();
            assertThat(TradeHash.chain(chain, hash)).as(Seeds.describe(seed)).isEqualTo(XxHash64.of(link));
        }
    }

    @Test
    void shouldBeTheSameForTheSameNumbers() {
        final AggTrade trade = Tapes.trade(instrument, 7);
        final long hash = TradeHash.of(trade);
        trade.priceMantissa *= 1_000;
        trade.priceExponent -= 3;
        trade.quantityMantissa *= 10;
        trade.quantityExponent--;
        trade.source = TradeSource.REST;
        trade.receiveTimeNs++;
        trade.eventTimeUs = 0;
        assertThat(TradeHash.of(trade)).isEqualTo(hash);
    }

    /** The content of a trade as the schema describes it, by way of big numbers. */
    private static byte[] content(final AggTrade trade) {
        final ByteBuffer content = ByteBuffer.allocate(72).order(ByteOrder.LITTLE_ENDIAN);
        content.putLong(trade.id).putLong(trade.firstTradeId).putLong(trade.lastTradeId);
        putUnits(content, trade.priceMantissa, trade.priceExponent);
        putUnits(content, trade.quantityMantissa, trade.quantityExponent);
        return content.putLong(trade.tradeTimeUs)
                .putLong(trade.isBuyerMaker ? 1 : 0)
                .array();
    }

    private static void putUnits(final ByteBuffer content, final long mantissa, final int exponent) {
        final BigInteger units =
                Decimals.toBigDecimal(mantissa, exponent).multiply(UNITS).toBigIntegerExact();
        content.putLong(units.longValue()).putLong(units.shiftRight(64).longValue());
    }
}
