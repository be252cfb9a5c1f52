package io.aggtape.feed.soak;

import io.aggtape.feed.exchange.Limits;
import io.aggtape.feed.exchange.Program;
import io.aggtape.journal.Market;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How long a soak is and what it is made of.
 *
 * @param seed decides which faults strike when.
 * @param lengthMs how long faults strike, ms.
 * @param faultEveryMs how often one of {@link FaultMix} begins, on average, ms.
 * @param settleMs how long the exchange behaves and plays before the end is judged, ms.
 * @param restWeight REST weight a minute.
 * @param lifeMs what stands for the 24 h that a connection lives, ms.
 */
record SoakPlan(long seed, long lengthMs, long faultEveryMs, long settleMs, int restWeight, long lifeMs) {
    /** Trades a second. */
    static final int RATE = 5_000;

    static final List<String> SYMBOLS =
            IntStream.range(0, 20).mapToObj(i -> "COIN" + i + "USDT").toList();

    private static final double MARGIN = 1.5;
    private static final long CATCH_UP_MS = 240_000;

    /** So that each kind comes within 4 minutes, and a line, which has waited up to 30 s after a fault, delivers, too. */
    private static final long LONG_FAULT_EVERY_MS = 6_000;

    /** All faults within seconds, and a REST that has the weight to follow. */
    static SoakPlan ofTest(final long seed) {
        return new SoakPlan(seed, 24_000, 22_000 / FaultMix.singleKinds().size(), 4_000, 60_000, 15_000);
    }

    /** A long run under Binance's own limits. */
    static SoakPlan ofLength(final long seed, final long lengthMs) {
        return new SoakPlan(seed, lengthMs, LONG_FAULT_EVERY_MS, 20_000, 6_000, 90_000);
    }

    /** Whether it has no time for more than one fault of a kind. */
    boolean isBrief() {
        return faultEveryMs < LONG_FAULT_EVERY_MS;
    }

    /** The age at which the recorder replaces a connection, ms. */
    long rotateMs() {
        return lifeMs * 2 / 3;
    }

    /** The rules of the exchange. */
    Limits limits() {
        return Limits.of(Market.SPOT)
                .withPings(5_000, 15_000)
                .withLifeMs(lifeMs)
                .withWeightPerMinute(restWeight);
    }

    /** Recorded trades where there are any, else generated ones; files that it needs are written below {@code outputs}. */
    Program program(final Path outputs) throws IOException {
        final Path data = RealTrades.data();
        if (data == null) {
            return Program.generated(SYMBOLS, seed, 1);
        }
        final long rowsEach = (long) ((lengthMs + settleMs + CATCH_UP_MS) * MARGIN / 1_000 * RATE / SYMBOLS.size());
        return RealTrades.program(data, Files.createDirectories(outputs.resolve("csv")), SYMBOLS, rowsEach);
    }
}
