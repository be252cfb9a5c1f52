package io.aggtape.feed.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.aggtape.journal.Market;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The exact text of every reply to a control message. */
final class ControlProtocolTest {
    private static final String EXPECTED =
            "expected one of `SUBSCRIBE`, `UNSUBSCRIBE`, `LIST_SUBSCRIPTIONS`, `SET_PROPERTY`, `GET_PROPERTY`";

    private final ControlProtocol spot = protocol(Market.SPOT, 3, true);
    private final ControlProtocol futures = protocol(Market.USDM, 3, false);

    private static ControlProtocol protocol(final Market market, final int maxStreams, final boolean isCombined) {
        return new ControlProtocol(market, maxStreams, new Subscriptions(Map.of(), null), isCombined);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":13} | {\"result\":[],\"id\":13}",
                "{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":-7} | {\"result\":[],\"id\":-7}",
                "{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":null} | {\"result\":[],\"id\":null}",
                "{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":\"sub-7f3a\"} | {\"result\":[],\"id\":\"sub-7f3a\"}",
                "{\"method\":\"GET_PROPERTY\",\"params\":[\"combined\"],\"id\":15} | {\"result\":true,\"id\":15}",
                "{\"method\":\"SET_PROPERTY\",\"params\":[\"combined\",false],\"id\":14} | {\"result\":null,\"id\":14}",
                "{\"method\":\"GET_PROPERTY\",\"params\":[\"depth\"],\"id\":1} | {\"code\":0,\"msg\":\"Unknown property\",\"id\":1}",
                "{\"method\":\"SET_PROPERTY\",\"params\":[\"combined\",1],\"id\":1} | {\"code\":1,\"msg\":\"Invalid value type: expected Boolean\",\"id\":1}",
                "{\"method\":\"SET_PROPERTY\",\"params\":[\"combined\"],\"id\":1} | {\"code\":1,\"msg\":\"Invalid value type: expected Boolean\",\"id\":1}",
                "{\"method\":\"GET_PROPERTY\",\"params\":[7],\"id\":1} | {\"code\":2,\"msg\":\"Invalid request: property name must be a string\",\"id\":1}",
                "{\"method\":\"GET_PROPERTY\",\"id\":1} | {\"code\":2,\"msg\":\"Invalid request: property name must be a string\",\"id\":1}",
                "{\"method\":\"GET_PROPERTY\",\"params\":[\"combined\",1],\"id\":4} | {\"code\":2,\"msg\":\"Invalid request: too many parameters\",\"id\":4}",
                "{\"method\":\"LIST_SUBSCRIPTIONS\",\"params\":[1],\"id\":4} | {\"code\":2,\"msg\":\"Invalid request: too many parameters\",\"id\":4}",
                "{\"method\":\"LIST_SUBSCRIPTIONS\"} | {\"code\":2,\"msg\":\"Invalid request: request ID must be an unsigned integer\"}",
                "{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":1.5} | {\"code\":2,\"msg\":\"Invalid request: request ID must be an unsigned integer\"}",
                "{\"id\":1} | {\"code\":2,\"msg\":\"Invalid request: missing field `method` at line 1 column 8\"}",
                "{\"method\":\"SUBSCRIBE\",\"params\":[\"btcusdt\"],\"id\":2} | {\"error\":{\"code\":2,\"msg\":\"Invalid request: invalid stream\"},\"id\":2}",
                "{\"method\":\"SUBSCRIBE\",\"params\":[],\"id\":2} | {\"error\":{\"code\":2,\"msg\":\"Invalid request: invalid stream\"},\"id\":2}",
                "hello | {\"code\":3,\"msg\":\"Invalid JSON: expected value at line 1 column 1\"}"
            })
    void shouldReplyOnSpot(final String request, final String reply) {
        assertThat(spot.onMessage(request)).isEqualTo(reply);
        assertThat(spot.isBroken()).isFalse();
    }

    @Test
    void shouldNameTheVariantsOfAMethod() {
        assertThat(spot.onMessage("{\"method\":\"SUBSCRIB\",\"id\":1}"))
                .isEqualTo("{\"code\":2,\"msg\":\"Invalid request: unknown variant `SUBSCRIB`, " + EXPECTED
                        + " at line 1 column 20\"}");
    }

    @Test
    void shouldReplyWithoutIdToAnErrorOnFutures() {
        assertThat(futures.onMessage("{\"method\":\"GET_PROPERTY\",\"params\":[\"depth\"],\"id\":1}"))
                .isEqualTo("{\"code\":0,\"msg\":\"Unknown property\"}");
    }

    @ParameterizedTest
    @CsvSource({"\"text\"", "-1", "null"})
    void shouldWantAnUnsignedIdOnFutures(final String id) {
        assertThat(futures.onMessage("{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":" + id + "}"))
                .isEqualTo("{\"code\":2,\"msg\":\"Invalid request: request ID must be an unsigned integer\"}");
    }

    @Test
    void shouldBreakAFuturesConnectionOverBadJson() {
        assertThat(futures.onMessage("hello"))
                .isEqualTo("{\"error\":{\"code\":3,\"msg\":\"Invalid JSON: expected value at line 1 column 1\"}}");
        assertThat(futures.isBroken()).isTrue();
    }

    @Test
    void shouldListStreamsInTheOrderOfSubscription() {
        spot.onMessage("{\"method\":\"SUBSCRIBE\",\"params\":[\"b@aggTrade\",\"a@aggTrade\",\"c@trade\"],\"id\":1}");
        spot.onMessage("{\"method\":\"UNSUBSCRIBE\",\"params\":[\"a@aggTrade\",\"never@trade\"],\"id\":2}");

        assertThat(spot.onMessage("{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":3}"))
                .isEqualTo("{\"result\":[\"b@aggTrade\",\"c@trade\"],\"id\":3}");
    }

    @Test
    void shouldRefuseMoreStreamsThanTheLimit() {
        spot.onMessage("{\"method\":\"SUBSCRIBE\",\"params\":[\"a@aggTrade\",\"b@aggTrade\"],\"id\":1}");

        assertThat(spot.onMessage("{\"method\":\"SUBSCRIBE\",\"params\":[\"c@aggTrade\",\"d@aggTrade\"],\"id\":2}"))
                .startsWith("{\"code\":2,\"msg\":\"Invalid request: more than 3 streams");
        assertThat(spot.onMessage("{\"method\":\"SUBSCRIBE\",\"params\":[\"a@aggTrade\",\"c@aggTrade\"],\"id\":3}"))
                .isEqualTo("{\"result\":null,\"id\":3}");
    }
}
