package io.aggtape.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class InstrumentsTest {
    private final Instruments instruments = new Instruments();

    @Test
    void shouldGiveTheSameInstrumentForTheSameBytesWhereverTheyLie() {
        final Instrument instrument = instruments.intern(Market.SPOT, "BTCUSDT");
        final byte[] frame = "{\"s\":\"BTCUSDT\"}".getBytes(StandardCharsets.UTF_8);
        assertThat(instruments.intern(Market.SPOT, new UnsafeBuffer(frame), 6, 7))
                .isSameAs(instrument);
        assertThat(instrument.symbol()).isEqualTo("BTCUSDT");
        assertThat(instruments.size()).isEqualTo(1);
    }

    @Test
    void shouldReadNoByteBeyondTheSymbol() {
        for (int length = 1; length <= Instrument.MAX_SYMBOL_BYTES; length++) {
            final byte[] symbol = "A".repeat(length).getBytes(StandardCharsets.UTF_8);
            final UnsafeBuffer exact = new UnsafeBuffer(symbol);
            assertThat(instruments.intern(Market.SPOT, exact, 0, length).symbolLength())
                    .isEqualTo(length);
        }
    }

    @Test
    void shouldTellMarketsApart() {
        assertThat(instruments.intern(Market.SPOT, "BTCUSDT")).isNotSameAs(instruments.intern(Market.USDM, "BTCUSDT"));
    }

    @Test
    void shouldRefuseASymbolWithoutBytesOrWithTooMany() {
        assertThatThrownBy(() -> instruments.intern(Market.SPOT, "")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> instruments.intern(Market.SPOT, "A".repeat(Instrument.MAX_SYMBOL_BYTES + 1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldNeverTakeOneSymbolForAnother() {
        final long seed = Seeds.next();
        final SplittableRandom random = new SplittableRandom(seed);
        final Map<String, Instrument> model = new HashMap<>();
        for (int i = 0; i < 20_000; i++) {
            final int length = 1 + random.nextInt(random.nextInt(4) == 0 ? Instrument.MAX_SYMBOL_BYTES : 9);
            final StringBuilder symbol = new StringBuilder();
            while (symbol.length() < length) {
                symbol.append((char) ('A' + random.nextInt(2)));
            }
            final Market market = Market.ofCode(random.nextInt(3));
            final Instrument instrument = instruments.intern(market, symbol.toString());
            final Instrument known = model.putIfAbsent(market + ":" + symbol, instrument);
            assertThat(instrument).as(Seeds.describe(seed)).isSameAs(known == null ? instrument : known);
            assertThat(instrument.symbol()).as(Seeds.describe(seed)).isEqualTo(symbol.toString());
            assertThat(instrument.market()).as(Seeds.describe(seed)).isEqualTo(market);
        }
        assertThat(instruments.size()).as(Seeds.describe(seed)).isEqualTo(model.size());
        for (int i = 0; i < instruments.size(); i++) {
            assertThat(instruments.byIndex(i).index()).as(Seeds.describe(seed)).isEqualTo(i);
        }
    }
}
