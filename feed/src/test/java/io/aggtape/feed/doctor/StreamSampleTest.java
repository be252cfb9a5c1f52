package io.aggtape.feed.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.aggtape.journal.AggTrade;
import io.aggtape.journal.IdRange;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class StreamSampleTest {
    private final StreamSample sample = new StreamSample("BTCUSDT");

    @Test
    void shouldFindNothingWrongWithContinuousIds() {
        add(10, 11, 12);

        assertThat(sample.count()).isEqualTo(3);
        assertThat(sample.gaps()).isEmpty();
        assertThat(sample.fault()).isEmpty();
        assertThat(sample.repetition()).isEmpty();
    }

    @Test
    void shouldNoteIdsThatWereSkipped() {
        add(10, 13, 14, 16);

        assertThat(sample.gaps()).containsExactly(new IdRange(11, 12), new IdRange(15, 15));
    }

    @Test
    void shouldTellARepetitionFromAnotherContent() {
        add(10, 11, 10);
        assertThat(sample.repetition()).isEqualTo("BTCUSDT: trade 10 came twice");
        assertThat(sample.fault()).isEmpty();

        sample.add(trade(11, 999));
        assertThat(sample.fault()).startsWith("BTCUSDT: trade 11 came twice with different content");
    }

    @Test
    void shouldNoteIdsOutOfOrder() {
        add(10, 12, 11);

        assertThat(sample.fault()).isEqualTo("BTCUSDT: trade 11 came behind trade 12: ids out of order");
    }

    @Test
    void shouldTellARepetitionFromDisorderBehindTheTradesThatAreKept() {
        add(LongStream.range(0, 700).toArray());
        add(600);

        assertThat(sample.fault()).isEmpty();
        assertThat(sample.repetition()).isEqualTo("BTCUSDT: trade 600 came twice");
    }

    @Test
    void shouldNotJudgeTheOrderBehindTheIdsThatAreKept() {
        add(LongStream.range(0, 100_001).toArray());
        add(100_000);

        assertThat(sample.fault()).isEmpty();
    }

    @Test
    void shouldCompareDecimalsAsNumbers() {
        final AggTrade plain = trade(10, 15);
        final AggTrade longer = trade(10, 150);
        longer.priceExponent = plain.priceExponent - 1;

        assertThat(StreamSample.isSame(plain, longer)).isTrue();
    }

    private void add(final long... ids) {
        for (final long id : ids) {
            sample.add(trade(id, 15));
        }
    }

    private static AggTrade trade(final long id, final long price) {
        final AggTrade trade = new AggTrade();
        trade.id = id;
        trade.priceMantissa = price;
        trade.priceExponent = -1;
        trade.quantityMantissa = 1;
        return trade;
    }
}
