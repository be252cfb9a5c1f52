package io.aggtape.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.aggtape.journal.AggTrade;
import io.aggtape.journal.Market;
import io.aggtape.journal.RejectReason;
import io.aggtape.journal.TradeSource;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AggTradeDecoderTest {
    private static final String SPOT =
            "{\"e\":\"aggTrade\",\"E\":1795348800123,\"s\":\"BTCUSDT\",\"a\":4102773501,\"p\":\"91234.56000000\","
                    + "\"q\":\"0.01250000\",\"f\":6590112040,\"l\":6590112042,\"T\":1795348800122,\"m\":false,\"M\":true}";

    private final DecoderRig rig = new DecoderRig();

    @Test
    void shouldFillEveryFieldOfTheWireAndNoOther() {
        rig.trade.source = TradeSource.LINE_B;
        rig.trade.line = 7;
        rig.trade.receiveTimeNs = 99;

        assertThat(rig.decode(SPOT)).isEqualTo(DecodeResult.TRADE);

        final AggTrade trade = rig.trade;
        assertThat(trade.instrument.symbol()).isEqualTo("BTCUSDT");
        assertThat(trade.instrument.market()).isEqualTo(Market.SPOT);
        assertThat(WireOracle.describe(trade))
                .isEqualTo("spot:BTCUSDT #4102773501 BUY 0.01250000 @ 91234.56000000 f=6590112040 l=6590112042"
                        + " p=9123456000000e-8 q=1250000e-8 nq=false 0e0 T=1795348800122000 E=1795348800123000"
                        + " m=false M=1 st=-1");
        assertThat(trade.source).isEqualTo(TradeSource.LINE_B);
        assertThat(trade.line).isEqualTo(7);
        assertThat(trade.receiveTimeNs).isEqualTo(99);
    }

    @Test
    void shouldKeepMicroseconds() {
        rig.decode(DecoderRig.lines("trades.jsonl").get(1));

        assertThat(rig.trade.tradeTimeUs).isEqualTo(1795348800122431L);
        assertThat(rig.trade.eventTimeUs).isEqualTo(1795348800123874L);
    }

    @Test
    void shouldReadTheFieldsOfFutures() {
        rig.decode(DecoderRig.lines("trades.jsonl").get(5));

        assertThat(rig.trade.hasNormalQuantity).isTrue();
        assertThat(rig.trade.normalQuantityMantissa).isZero();
        assertThat(rig.trade.normalQuantityExponent).isEqualTo(-3);
        assertThat(rig.trade.symbolType).isEqualTo(1);
        assertThat(rig.trade.bestMatch).isEqualTo(AggTrade.ABSENT);
    }

    @Test
    void shouldReadEdgeCasesExactly() {
        final List<String> lines = DecoderRig.lines("trades.jsonl");

        assertThat(decoded(lines.get(11))).contains("p=12e-8 q=8125000000000000e-8");
        assertThat(decoded(lines.get(12))).contains("p=61e-8 q=123456789012e0");
        assertThat(decoded(lines.get(13)))
                .contains("#0 ")
                .contains("p=1e0 q=100e0")
                .contains("f=0 l=0");
        assertThat(decoded(lines.get(14)))
                .contains("#9223372036854775806 ")
                .contains("f=9223372036854775800 l=9223372036854775807")
                .contains("p=9223372036854775807e-8 q=9223372036854775807e-8");
        assertThat(decoded(lines.get(15))).startsWith("spot:币安人生USDT #5501 ");
        assertThat(decoded(lines.get(16))).startsWith("spot:币安人生USDT #5502 ");
        assertThat(decoded(lines.get(17))).startsWith("spot:BTCUSDT #4102773900 SELL 0.00100000 @ 91200.00000000");
    }

    @Test
    void shouldAcceptThePlaceholderOfAnInvalidatedTrade() {
        assertThat(decoded(with("\"f\":6590112040,\"l\":6590112042", "\"f\":-1,\"l\":-1")))
                .contains("f=-1 l=-1");
        assertThat(rig.trade.isPlaceholder()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"UM\"", "null", "-1", "128", "1.0", "99999999999999999999", "{}", "[1]"})
    void shouldTakeAnUnknownSymbolTypeAsAbsent(final String type) {
        assertThat(decoded(with("\"M\":true", "\"st\":" + type))).endsWith("st=-1");
    }

    @Test
    void shouldFindForeignEventsAndControlReplies() {
        for (final String line : DecoderRig.lines("foreign.jsonl")) {
            assertThat(rig.decode(line)).as(line).isEqualTo(DecodeResult.FOREIGN);
            assertThat(rig.decoder.rejectReason()).isNull();
        }
    }

    @Test
    void shouldTakeAnEventOfAnotherTypeAsForeignWhateverItsFieldsAre() {
        assertThat(rig.decode("{\"a\":[],\"a\":1,\"p\":5,\"e\":\"depthUpdate\"}"))
                .isEqualTo(DecodeResult.FOREIGN);
        assertThat(rig.decode("{\"e\":24,\"s\":\"BTCUSDT\"}")).isEqualTo(DecodeResult.FOREIGN);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            TRUNCATED             | `{"e":"aggTrade","E":17953488`
            TRUNCATED             | `{"e":"aggTrade","m":tru`
            NOT_JSON              | `{"e":"aggTrade","m":trux}`
            NOT_JSON              | `{"e":"aggTrade","a":01}`
            NOT_JSON              | `hello`
            NOT_AN_OBJECT         | `[{"e":"aggTrade"}]`
            NOT_AN_OBJECT         | `17`
            NOT_AN_OBJECT         | `{"stream":"btcusdt@aggTrade","data":[1]}`
            TRAILING_TEXT         | `{"e":"trade"}{"e":"trade"}`
            TRAILING_TEXT         | `{"e":"trade"} x`
            DUPLICATE_KEY         | `{"stream":"a","stream":"b","data":{"e":"aggTrade"}}`
            DUPLICATE_KEY         | `{"stream":"a","data":{"e":"trade"},"data":{"e":"aggTrade"}}`
            DUPLICATE_KEY         | `{"e":"trade","e":"aggTrade"}`
            INVALID_TEXT          | `{"e":"trade","x":"\\ud83d"}`
            INVALID_TEXT          | `{"e":"trade","x":"\\ud83d\\u0041"}`
            INVALID_TEXT          | `{"e":"trade","x":"\\ude00"}`
            MISSING_FIELD         | `{}`
            MISSING_FIELD         | `{"u":1,"s":"BTCUSDT"}`
            MISSING_FIELD         | `{"stream":"btcusdt@bookTicker","data":{"u":1,"s":"BTCUSDT"}}`
            """)
    void shouldRejectWhatIsNoObjectOfOurs(final RejectReason reason, final String frame) {
        assertThat(rig.reasonOf(frame)).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            MISSING_FIELD         | "a":4102773501,       | ``
            DUPLICATE_KEY         | "a":4102773501        | "a":4102773501,"a":4102773501
            DUPLICATE_KEY         | "M":true              | "M":true,"\\u004d":true
            INVALID_SYMBOL        | "s":"BTCUSDT"         | "s":""
            INVALID_SYMBOL        | "s":"BTCUSDT"         | "s":17
            INVALID_SYMBOL        | "s":"BTCUSDT"         | "s":"SSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSS"
            NOT_AN_INTEGER        | "a":4102773501        | "a":"4102773501"
            NOT_AN_INTEGER        | "a":4102773501        | "a":4102773501.0
            NOT_AN_INTEGER        | "a":4102773501        | "a":4e9
            NOT_AN_INTEGER        | "T":1795348800122     | "T":null
            INTEGER_OVERFLOW      | "a":4102773501        | "a":9223372036854775808
            INTEGER_OVERFLOW      | "a":4102773501        | "a":-9223372036854775809
            NEGATIVE_ID           | "a":4102773501        | "a":-9223372036854775808
            NEGATIVE_ID           | "f":6590112040        | "f":-1
            LAST_ID_BEFORE_FIRST  | "l":6590112042        | "l":6590112039
            DECIMAL_NOT_A_STRING  | "p":"91234.56000000"  | "p":91234.5
            DECIMAL_EMPTY         | "p":"91234.56000000"  | "p":""
            DECIMAL_SIGNED        | "p":"91234.56000000"  | "p":"-1.0"
            DECIMAL_SIGNED        | "p":"91234.56000000"  | "p":"+1.0"
            DECIMAL_WITH_EXPONENT | "p":"91234.56000000"  | "p":"1E-7"
            DECIMAL_WITH_EXPONENT | "q":"0.01250000"      | "q":"1.5e3"
            DECIMAL_MALFORMED     | "q":"0.01250000"      | "q":"1."
            DECIMAL_MALFORMED     | "q":"0.01250000"      | "q":".5"
            DECIMAL_MALFORMED     | "q":"0.01250000"      | "q":"1.2.3"
            DECIMAL_MALFORMED     | "q":"0.01250000"      | "q":"NaN"
            DECIMAL_OVERFLOW      | "q":"0.01250000"      | "q":"92233720368547758080.1"
            DECIMAL_OVERFLOW      | "q":"0.01250000"      | "q":"0.0000000000000000001"
            FLAG_NOT_A_BOOLEAN    | "m":false             | "m":"true"
            FLAG_NOT_A_BOOLEAN    | "M":true              | "M":1
            TIME_OUT_OF_RANGE     | "T":1795348800122     | "T":-1
            TIME_OUT_OF_RANGE     | "E":1795348800123     | "E":100000000000000
            """)
    void shouldRejectATradeForItsOwnReason(final RejectReason reason, final String good, final String bad) {
        rig.decode(SPOT);

        assertThat(rig.reasonOf(with(good, bad))).isEqualTo(reason);
    }

    @Test
    void shouldRejectTimesOfTheOtherUnit() {
        final byte[] millis = SPOT.getBytes(StandardCharsets.UTF_8);

        assertThat(rig.decode(millis, Market.SPOT, WireTimeUnit.MICROSECONDS)).isEqualTo(DecodeResult.REJECTED);
        assertThat(rig.decoder.rejectReason()).isEqualTo(RejectReason.TIME_OUT_OF_RANGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\r\n\t "})
    void shouldRejectAFrameWithoutText(final String frame) {
        assertThat(rig.reasonOf(frame)).isEqualTo(RejectReason.EMPTY_FRAME);
    }

    @Test
    void shouldRejectABinaryFrame() {
        final byte[] frame = SPOT.getBytes(StandardCharsets.UTF_8);

        final DecodeResult result = rig.decoder.decode(
                new UnsafeBuffer(frame), 0, frame.length, false, Market.SPOT, WireTimeUnit.MILLISECONDS, rig.trade);

        assertThat(result).isEqualTo(DecodeResult.REJECTED);
        assertThat(rig.decoder.rejectReason()).isEqualTo(RejectReason.BINARY_FRAME);
    }

    @Test
    void shouldFindEveryPrefixOfATradeTruncated() {
        for (final String line : DecoderRig.lines("trades.jsonl")) {
            rig.decode(line);
            final byte[] frame = line.getBytes(StandardCharsets.UTF_8);
            for (int length = 1; length < frame.length; length++) {
                final byte[] prefix = Arrays.copyOf(frame, length);
                rig.decode(prefix, Market.SPOT, DecoderRig.unitOf(line));
                assertThat(rig.decoder.rejectReason())
                        .as(new String(prefix, StandardCharsets.UTF_8))
                        .isEqualTo(RejectReason.TRUNCATED);
            }
        }
    }

    private String decoded(final String frame) {
        return rig.outcome(rig.decode(frame));
    }

    private static String with(final String good, final String bad) {
        assertThat(SPOT).contains(good);
        return SPOT.replace(good, bad);
    }
}
