package io.aggtape.bench.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.aggtape.journal.AggTrade;
import io.aggtape.journal.Instruments;
import io.aggtape.journal.Market;
import io.aggtape.pipeline.AggTradeDecoder;
import io.aggtape.pipeline.DecodeResult;
import io.aggtape.pipeline.WireTimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class CountingFramesTest {
    @Test
    void shouldCountEachSymbolsIdsWithoutAHole() {
        final CountingFrames frames = new CountingFrames(3);
        final Instruments instruments = new Instruments();
        final AggTradeDecoder decoder = new AggTradeDecoder(instruments);
        final AggTrade trade = new AggTrade();
        final long[] lastIds = new long[3];
        for (int i = 0; i < 3 * 1_234; i++) {
            final UnsafeBuffer frame = frames.next();
            assertThat(decoder.decode(frame, 0, frame.capacity(), true, Market.SPOT, WireTimeUnit.MILLISECONDS, trade))
                    .isEqualTo(DecodeResult.TRADE);
            final int symbol = trade.instrument.index();
            assertThat(symbol).isEqualTo(i % 3);
            assertThat(trade.id).isEqualTo(lastIds[symbol] == 0 ? 1_000_000_001L : lastIds[symbol] + 1);
            lastIds[symbol] = trade.id;
        }
    }
}
