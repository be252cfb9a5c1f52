package io.aggtape.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.aggtape.journal.AggTrade;
import io.aggtape.journal.Instruments;
import io.aggtape.journal.Market;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a decoder does once it has seen a line's symbols: all on the fast path, without an object. */
class DecoderSteadyStateTest {
    private static final int SLOT = 512;
    private static final int FRAMES = 4096;
    private static final int ROUNDS = 20;

    private final UnsafeBuffer ring = new UnsafeBuffer(ByteBuffer.allocateDirect(FRAMES * SLOT));
    private final int[] lengths = new int[FRAMES];
    private final AggTrade trade = new AggTrade();
    private final AggTradeDecoder decoder = new AggTradeDecoder(new Instruments());

    @ParameterizedTest
    @CsvSource({
        "1,SPOT,compact",
        "16,SPOT,compact",
        "1000,SPOT,compact",
        "1,USDM,compact",
        "16,USDM,compact",
        "1000,USDM,compact",
        "1000,COINM,compact",
        "1,SPOT,spaced",
        "1000,USDM,spaced",
        "1000,SPOT,reversed"
    })
    void shouldTakeTheFastPathWithoutAnObject(final int symbols, final Market market, final String style) {
        fill(symbols, market, style);
        decodeAll(market);
        final long generalBefore = decoder.generalCount();
        decodeAll(market);
        final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        final long thread = Thread.currentThread().getId();
        threads.getThreadAllocatedBytes(thread);

        final long bytesBefore = threads.getThreadAllocatedBytes(thread);
        for (int round = 0; round < ROUNDS; round++) {
            decodeAll(market);
        }
        final long bytes = threads.getThreadAllocatedBytes(thread) - bytesBefore;

        assertThat(decoder.generalCount()).isEqualTo(generalBefore);
        // The reading of the counter itself may leave an object or two.
        assertThat((double) bytes / (ROUNDS * FRAMES)).isLessThan(0.01);
    }

    @Test
    void shouldLearnAFieldThatTheExchangeAdds() {
        fill(10, Market.USDM, "extended");
        decodeAll(Market.USDM);
        final long generalBefore = decoder.generalCount();

        decodeAll(Market.USDM);

        assertThat(decoder.generalCount()).isEqualTo(generalBefore);
        assertThat(generalBefore).isLessThanOrEqualTo(40);
    }

    @Test
    void shouldFollowAPriceWhosePointMovesWithinItsWidth() {
        final String frame = DecoderRig.lines("trades.jsonl").get(0);
        final DecoderRig rig = new DecoderRig();
        for (int i = 0; i < 1000; i++) {
            final String price = i < 500 ? "91234.56000000" : "912345.6000000";
            rig.decode(frame.replace("91234.56000000", price));
        }

        assertThat(rig.trade.priceExponent).isEqualTo(-7);
        assertThat(rig.decoder.generalCount()).isEqualTo(2);
    }

    @Test
    void shouldTakeTheFramesOfTwoLinesByTurns() {
        fill(10, Market.SPOT, "compact");
        final AggTrade other = new AggTrade();
        final byte[] futures = DecoderRig.lines("trades.jsonl").get(5).getBytes(StandardCharsets.UTF_8);
        final UnsafeBuffer heap = new UnsafeBuffer(futures);
        for (int i = 0; i < FRAMES; i++) {
            decode(i, Market.SPOT);
            decoder.decode(heap, 0, futures.length, true, Market.USDM, WireTimeUnit.MILLISECONDS, other);
        }

        assertThat(decoder.generalCount()).isLessThanOrEqualTo(20 + 1);
    }

    private void decodeAll(final Market market) {
        for (int i = 0; i < FRAMES; i++) {
            decode(i, market);
        }
    }

    private void decode(final int i, final Market market) {
        final DecodeResult result =
                decoder.decode(ring, i * SLOT, lengths[i], true, market, WireTimeUnit.MILLISECONDS, trade);
        if (result != DecodeResult.TRADE) {
            throw new AssertionError(decoder.rejectReason());
        }
    }

    private void fill(final int symbols, final Market market, final String style) {
        final SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < FRAMES; i++) {
            final String symbol = "C" + random.nextInt(symbols) + "USDT";
            final long id = 1_000_000 + random.nextInt(9_000_000);
            final long first = 5_000_000_000L + i;
            final String spot = market == Market.SPOT ? ",\"M\":true" : "";
            final String futures = market == Market.SPOT ? "" : ",\"st\":" + market.code();
            final String symbolAndId = market == Market.SPOT
                    ? "\"s\":\"" + symbol + "\",\"a\":" + id
                    : "\"a\":" + id + ",\"s\":\"" + symbol + "\"";
            String frame = "{\"e\":\"aggTrade\",\"E\":" + (1_795_348_800_000L + i) + "," + symbolAndId
                    + ",\"p\":\"" + (10 + random.nextInt(90)) + ".25\",\"q\":\"" + random.nextInt(2000) + ".125\""
                    + (market == Market.USDM ? ",\"nq\":\"" + random.nextInt(2000) + ".000\"" : "") + ",\"f\":" + first
                    + ",\"l\":" + (first + random.nextInt(5)) + ",\"T\":" + (1_795_348_799_990L + i) + ",\"m\":"
                    + random.nextBoolean() + spot + futures + "}";
            if (style.equals("extended")) {
                frame = frame.replace("}", ",\"X\":\"" + (i % 2 == 0 ? "MARKET" : "ADL_2") + "\",\"ps\":" + i + "}");
            } else if (style.equals("spaced")) {
                frame = frame.replace(",", ", ");
            }
            if (i % 2 == 0) {
                final String stream = "\"stream\":\"" + symbol.toLowerCase(Locale.ROOT) + "@aggTrade\"";
                frame = style.equals("reversed")
                        ? "{\"data\":" + frame + "," + stream + "}"
                        : "{" + stream + ",\"data\":" + frame + "}";
            }
            final byte[] bytes = frame.getBytes(StandardCharsets.UTF_8);
            ring.putBytes(i * SLOT, bytes);
            lengths[i] = bytes.length;
        }
    }
}
