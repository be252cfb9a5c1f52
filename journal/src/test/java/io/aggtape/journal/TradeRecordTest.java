package io.aggtape.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aggtape.journal.sbe.MessageHeaderDecoder;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class TradeRecordTest {
    private static final int AT = 12;

    private final Instruments instruments = new Instruments();
    private final TradeRecord usual = new TradeRecord(instruments);
    private final TradeRecord general = new TradeRecord(instruments);

    @Test
    void shouldReadAUsualRecordAsTheSchemasOwnCodeDoes() {
        final long seed = Seeds.next();
        final SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 20_000; i++) {
            final UnsafeBuffer buffer = random.nextBoolean()
                    ? new UnsafeBuffer(ByteBuffer.allocateDirect(512))
                    : new UnsafeBuffer(new byte[512]);
            final AggTrade written = RandomTrades.next(random, instruments);
            final int length = TradeEncoder.encode(written, buffer, AT) - Integer.BYTES;
            final int record = AT + Integer.BYTES;
            assertThat(TradeRecord.isUsual(buffer, record, length)).isTrue();
            assertThat(usual.readUsual(buffer, record)).isEqualTo(record + length);
            assertThat(general.read(buffer, record, new MessageHeaderDecoder().wrap(buffer, record)))
                    .isEqualTo(record + length);
            assertThat(usual.trade())
                    .as(Seeds.describe(seed))
                    .usingRecursiveComparison()
                    .isEqualTo(general.trade())
                    .isEqualTo(written);
        }
    }

    @Test
    void shouldReadNothingBehindTheEndOfABuffer() {
        final UnsafeBuffer whole = new UnsafeBuffer(new byte[512]);
        final int length = TradeEncoder.encode(RandomTrades.next(new SplittableRandom(1), instruments), whole, 0);
        final UnsafeBuffer cut = new UnsafeBuffer(ByteBuffer.allocateDirect(length - 70));
        cut.putBytes(0, whole, 0, length - 70);
        assertThatThrownBy(() -> usual.readUsual(cut, Integer.BYTES)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
