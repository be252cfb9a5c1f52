package io.aggtape.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.aggtape.journal.AggTrade;
import io.aggtape.journal.Instruments;
import io.aggtape.journal.Market;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Both paths against each other, and what they accept against Jackson-jr's tree. */
class DecoderDifferentialTest {
    private static final int FRAMES = 500_000;

    private final WireOracle oracle = new WireOracle();
    private final DecoderRig warm = new DecoderRig();
    private final GeneralPath general = new GeneralPath(new Instruments());
    private final AggTrade generalTrade = new AggTrade();

    @Test
    void shouldGiveTheSameOnBothPathsForTheProtocolsFrames() throws IOException {
        for (final String resource : new String[] {"trades.jsonl", "foreign.jsonl"}) {
            for (final String line : DecoderRig.lines(resource)) {
                for (final Market market : Market.values()) {
                    compare(bytes(line), market, DecoderRig.unitOf(line));
                }
            }
        }
    }

    @Test
    void shouldGiveTheSameOnBothPathsForEveryPrefixOfTheProtocolsFrames() throws IOException {
        for (final String line : DecoderRig.lines("trades.jsonl")) {
            warm.decode(line);
            final byte[] frame = bytes(line);
            for (int length = 0; length < frame.length; length++) {
                compare(Arrays.copyOf(frame, length), Market.SPOT, DecoderRig.unitOf(line));
            }
        }
    }

    /** A million: every generated frame, and a broken one of each. */
    @Test
    void shouldGiveTheSameOnBothPathsForAMillionGeneratedFramesAndMutants() throws InterruptedException {
        final long seed = Long.getLong("aggtape.seed", 20_261_123L);
        final AtomicReference<Throwable> failure = new AtomicReference<>();
        // Half of the mutants cost the JSON parser an exception, which costs by the depth of the stack: so on a new
        // one.
        final Thread thread = new Thread(() -> {
            try {
                generateAndCompare(new SplittableRandom(seed));
            } catch (final Throwable e) {
                failure.set(e);
            }
        });
        thread.start();
        thread.join();

        assertThat(failure.get()).as("seed=" + seed).isNull();
        assertThat(warm.decoder.fastCount()).isGreaterThan(FRAMES);
    }

    private void generateAndCompare(final SplittableRandom random) throws IOException {
        final FrameGenerator generator = new FrameGenerator(random);
        for (int i = 0; i < FRAMES; i++) {
            final byte[] frame = generator.frame();
            if (compare(frame, generator.market(), generator.unit()) != DecodeResult.TRADE) {
                throw new AssertionError(general.rejectReason() + " " + new String(frame, StandardCharsets.UTF_8));
            }
            byte[] broken = generator.broken(frame);
            while (random.nextInt(4) == 0 && broken.length > 0) {
                broken = generator.broken(broken);
            }
            compare(broken, generator.market(), generator.unit());
        }
    }

    private DecodeResult compare(final byte[] frame, final Market market, final WireTimeUnit unit) throws IOException {
        final DecodeResult expected = general.decode(frame, frame.length, market, unit, generalTrade);
        final int times = expected == DecodeResult.TRADE ? 2 : 1;
        for (int i = 0; i < times; i++) {
            final DecodeResult result = warm.decode(frame, market, unit);
            if (result != expected
                    || warm.decoder.rejectReason() != general.rejectReason()
                    || result == DecodeResult.TRADE && !WireOracle.areSame(warm.trade, generalTrade)) {
                final String wanted = expected == DecodeResult.TRADE
                        ? WireOracle.describe(generalTrade)
                        : expected + " " + general.rejectReason();
                assertThat(warm.outcome(result)).as(describe(frame, unit)).isEqualTo(wanted);
            }
        }
        if (expected == DecodeResult.TRADE) {
            final AggTrade wanted = oracle.read(frame, market, unit);
            if (!WireOracle.areSame(generalTrade, wanted)) {
                assertThat(WireOracle.describe(generalTrade))
                        .as(describe(frame, unit))
                        .isEqualTo(WireOracle.describe(wanted));
            }
        }
        return expected;
    }

    private static String describe(final byte[] frame, final WireTimeUnit unit) {
        return unit + " " + new String(frame, StandardCharsets.UTF_8);
    }

    private static byte[] bytes(final String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
