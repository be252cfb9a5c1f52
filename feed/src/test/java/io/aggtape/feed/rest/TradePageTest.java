package io.aggtape.feed.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages as the protocol notes show them, and bodies that are none. */
final class TradePageTest {
    private static final String FIRST =
            "{\"a\":4102773501,\"p\":\"91234.56000000\",\"q\":\"0.01250000\",\"f\":6590112040,"
                    + "\"l\":6590112042,\"T\":1795348800122,\"m\":false,\"M\":true}";
    private static final String SECOND =
            "{\"a\":4102773502,\"p\":\"91234.55000000\",\"q\":\"0.00009000\",\"f\":6590112043,"
                    + "\"l\":6590112043,\"T\":1795348800125,\"m\":true,\"M\":true}";

    @Test
    void shouldFindEachTradeWithItsBytesAsTheyCame() throws RestException {
        final TradePage page = parse("[" + FIRST + "," + SECOND + "]");
        assertThat(page.size()).isEqualTo(2);
        assertThat(page.firstId()).isEqualTo(4_102_773_501L);
        assertThat(page.lastId()).isEqualTo(4_102_773_502L);
        assertThat(page.tradeTime(1)).isEqualTo(1_795_348_800_125L);
        assertThat(page.item(0)).isEqualTo(FIRST);
        assertThat(page.item(1)).isEqualTo(SECOND);
        assertThat(page.receiveNs()).isEqualTo(7);
    }

    @Test
    void shouldLetSpacesAndUnknownFieldsBe() throws RestException {
        final String item = "{ \"zz\": {\"a\": 9, \"T\": [1]}, \"T\" : 2 , \"a\" : 3, \"s\\u0041\": \"\u5e01\" }";
        final TradePage page = parse(" [ " + item + " ] ");
        assertThat(page.item(0)).isEqualTo(item);
        assertThat(page.firstId()).isEqualTo(3);
        assertThat(page.tradeTime(0)).isEqualTo(2);
    }

    @Test
    void shouldTakeThePlaceholderOfAnInvalidTrade() throws RestException {
        final String item =
                "{\"a\":12345,\"p\":\"0\",\"q\":\"0\",\"f\":-1,\"l\":-1,\"T\":1516000000000,\"m\":true,\"M\":true}";
        assertThat(parse("[" + item + "]").item(0)).isEqualTo(item);
    }

    @Test
    void shouldTakeAnEmptyPage() throws RestException {
        assertThat(parse("[]").size()).isZero();
    }

    @Test
    void shouldTakeMoreTradesThanAPageHas() throws RestException {
        final StringBuilder body = new StringBuilder("[");
        for (int i = 0; i < 2_500; i++) {
            body.append(i == 0 ? "" : ",").append("{\"a\":").append(i).append(",\"T\":1}");
        }
        assertThat(parse(body + "]").lastId()).isEqualTo(2_499);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html><body>502 Bad Gateway</body></html>",
                "{\"code\":0,\"msg\":\"ok\"}",
                "[",
                "[1]",
                "[{\"a\":1,\"T\":1}",
                "[{\"a\":1,\"T\":1}] x",
                "[{\"a\":1,\"T\":1}][]",
                "[{\"T\":1}]",
                "[{\"a\":1}]",
                "[{\"a\":\"1\",\"T\":1}]",
                "[{\"a\":-1,\"T\":1}]",
                "[{\"a\":92233720368547758080,\"T\":1}]",
                "[{\"a\":2,\"T\":1},{\"a\":1,\"T\":1}]",
                "[{\"a\":2,\"T\":1},{\"a\":2,\"T\":1}]",
                "null"
            })
    void shouldRefuseABodyThatIsNoPage(final String body) {
        assertThatThrownBy(() -> parse(body))
                .isInstanceOfSatisfying(
                        RestException.class, e -> assertThat(e.fault()).isEqualTo(RestFault.BROKEN_BODY))
                .hasMessageStartingWith("REST answered with ");
    }

    @Test
    void shouldMeetNoiseWithARefusalAndNothingElse() {
        final long seed = Long.getLong("aggtape.seed", System.nanoTime());
        final SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 20_000; i++) {
            final byte[] noise = ("[" + FIRST + "," + SECOND + "]").getBytes(StandardCharsets.UTF_8);
            for (int change = 0; change <= random.nextInt(4); change++) {
                noise[random.nextInt(noise.length)] = (byte) random.nextInt(256);
            }
            try {
                final TradePage page = TradePage.parse(noise, 0);
                for (int at = 0; at < page.size(); at++) {
                    assertThat(page.item(at)).startsWith("{").endsWith("}");
                }
            } catch (final RestException expected) {
                assertThat(expected.fault()).isEqualTo(RestFault.BROKEN_BODY);
            } catch (final RuntimeException | AssertionError e) {
                throw new AssertionError("with -Daggtape.seed=" + seed + ": " + e, e);
            }
        }
    }

    private static TradePage parse(final String body) throws RestException {
        return TradePage.parse(body.getBytes(StandardCharsets.UTF_8), 7);
    }
}
