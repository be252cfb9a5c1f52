package io.aggtape.feed.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.aggtape.journal.Market;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which paths exist on which market, and what they ask for. */
final class StreamPathTest {
    @ParameterizedTest
    @CsvSource({
        "SPOT,/ws,,false,false,true",
        "SPOT,/ws/,,false,false,true",
        "SPOT,/stream,,true,false,true",
        "SPOT,/ws,timeUnit=MICROSECOND,false,true,true",
        "SPOT,/stream,timeUnit=microsecond,true,true,true",
        "SPOT,/ws,timeUnit=MILLISECOND,false,false,true",
        "USDM,/market/ws,,false,false,true",
        "USDM,/market/stream,,true,false,true",
        "USDM,/ws,,false,false,false",
        "USDM,/stream,,true,false,false",
        "USDM,/public/stream,,true,false,false",
        "COINM,/ws,,false,false,true",
        "COINM,/market/stream,,true,false,true"
    })
    void shouldTakeAnEmptyPath(
            final Market market,
            final String path,
            final String query,
            final boolean isCombined,
            final boolean isMicros,
            final boolean carriesTrades) {
        assertThat(StreamPath.parse(market, path, query))
                .contains(new StreamPath(List.of(), isCombined, isMicros, carriesTrades));
    }

    @ParameterizedTest
    @CsvSource({
        "SPOT,/,",
        "SPOT,/wss,",
        "SPOT,/market/ws,",
        "SPOT,/ws/btcusdt@aggTrade/,",
        "SPOT,/ws,timeUnit=NANOSECOND",
        "USDM,/market/ws/,",
        "USDM,/market/stream/,",
        "USDM,/ws/,",
        "USDM,/market,",
        "USDM,/public,",
        "SPOT,/public/ws,",
        "USDM,/market/ws,btcusdt@aggTrade",
        "USDM,/market/stream,timeUnit=MICROSECOND"
    })
    void shouldKnowNoOtherPath(final Market market, final String path, final String query) {
        assertThat(StreamPath.parse(market, path, query)).isEmpty();
    }

    @Test
    void shouldReadStreamNames() {
        assertThat(StreamPath.parse(Market.USDM, "/market/ws/btcusdt@aggTrade/ethusdt@aggTrade", null))
                .contains(new StreamPath(List.of("btcusdt@aggTrade", "ethusdt@aggTrade"), false, false, true));
        assertThat(StreamPath.parse(Market.SPOT, "/stream", "timeUnit=MICROSECOND&streams=a%40aggTrade/b@aggTrade"))
                .contains(new StreamPath(List.of("a@aggTrade", "b@aggTrade"), true, true, true));
        assertThat(StreamPath.parse(Market.SPOT, "/ws/%E5%B8%81%E5%AE%89usdt@aggTrade", null))
                .contains(new StreamPath(List.of("\u5e01\u5b89usdt@aggTrade"), false, false, true));
        assertThat(StreamPath.parse(Market.SPOT, "/stream", "streams=a%ZZ@aggTrade"))
                .contains(new StreamPath(List.of("a%ZZ@aggTrade"), true, false, true));
    }
}
