package io.aggtape.feed.exchange;

import java.util.SplittableRandom;

/**
 * Makes one symbol's trades without end, with the statistics of a real capture: BTCUSDT on spot, 2024-08-08, 5,813
 * aggregates in 346 s (a quieter one of 2023-04-05, 2,571 in 414 s, has the same shape at 6.2 a second). Measured there,
 * times in whole milliseconds, and embedded here only as quantiles and probabilities:
 *
 * <ul>
 *   <li>16.8 aggregates a second on average, at most 114 received in one millisecond and 597 in any second;
 *   <li>orders (rows of one time and side): 9.4 a second; gaps between them 1, 25, 173, 490 and 1,014 ms at 10, 50, 80,
 *       95 and 99.5 %; the logarithms of successive gaps correlate by 0.50, 0.40, 0.33 at lags 1 to 3, 0.13 at 10: a
 *       Gaussian copula of white noise (0.4) and an autoregressive part (0.6, factor 0.84);
 *   <li>P(sweep), more than one price: 0.139; prices in a sweep 2, 3, 11, 79 and 416 at 0, 50, 90, 99 and 100 %; steps
 *       within it 1, 20, 147 and 366 ticks at 10, 50, 90 and 99 %, and 1, 8, 27 and 57 in those of 50 prices and more;
 *   <li>P(same side as the order before): 0.84 within 20 ms, else 0.55 (rows: 0.82);
 *   <li>step to the next order of the same side after a single row: none 0.88, along 0.11, against 0.01; after a sweep
 *       0.43, 0.50, 0.07; of the other side after a single row: the spread of one tick 0.93, more 0.046; after a sweep
 *       0.48 and 0.24;
 *   <li>sizes (lots of 0.00001): 17, 264, 7,615, 57,278 at 10, 50, 90, 99 % for an order's first row, 10, 50, 8,970,
 *       60,880 for its further ones; P(one raw trade) 0.76 and 0.74; rank correlation of size and count 0.24.
 * </ul>
 *
 * <p>Other symbols have the same relative steps and the same value a trade. Sides lean slowly back to the starting
 * price, which the capture is too short to show. Not thread-safe.
 */
final class TradeGenerator {
    private static final QuantileTable GAP_US = new QuantileTable(
            300, 800, 1_000, 1_150, 3_000, 5_000, 11_000, 25_000, 56_000, 101_300, 173_000, 312_100, 490_100, 692_700,
            844_000, 1_014_200, 1_212_500, 2_014_000);
    private static final QuantileTable SWEEP_LENGTH =
            new QuantileTable(2, 2, 2, 2, 2, 2, 3, 3, 4, 4, 6, 11, 18, 28, 79, 109, 282, 416);
    private static final QuantileTable SWEEP_STEP =
            new QuantileTable(1, 1, 1, 1, 1, 5, 11, 20, 34, 60, 92, 147, 199, 288, 366, 500, 1_324, 1_535);
    private static final QuantileTable LONG_SWEEP_STEP =
            new QuantileTable(1, 1, 1, 1, 3, 4, 6, 8, 11, 14, 19, 27, 36, 47, 57, 71, 165, 717);
    private static final QuantileTable ALONG_STEP =
            new QuantileTable(1, 1, 1, 1, 4, 24, 48, 76, 108, 146, 191, 254, 397, 696, 837, 1_013, 1_572, 1_875);
    private static final QuantileTable AGAINST_STEP = new QuantileTable(
            1, 1, 1, 10, 79, 135, 235, 338, 481, 767, 940, 1_257, 1_898, 2_036, 2_181, 2_254, 2_312, 2_326);
    private static final QuantileTable FLIP_STEP = new QuantileTable(
            2, 2, 10, 26, 66, 95, 121, 201, 303, 445, 492, 755, 1_181, 1_235, 2_069, 2_668, 3_148, 3_268);
    private static final QuantileTable FIRST_SIZE = new QuantileTable(
            2, 9, 10, 17, 26, 40, 89, 264, 793, 1_380, 2_200, 7_615, 13_820, 34_063, 57_278, 100_226, 236_143, 332_677);
    private static final QuantileTable FURTHER_SIZE = new QuantileTable(
            1, 9, 9, 10, 17, 27, 36, 50, 107, 633, 3_740, 8_970, 24_124, 34_815, 60_880, 75_872, 106_549, 296_644);
    private static final QuantileTable TRADE_COUNT =
            new QuantileTable(2, 2, 2, 2, 2, 2, 2, 3, 3, 3, 4, 6, 9, 12, 15, 18, 29, 31);

    private static final double SWEEP_PROBABILITY = 0.139;
    private static final double ONE_TRADE_PROBABILITY = 0.754;
    private static final double SAME_COUNT_AS_SIZE_PROBABILITY = 0.24;
    private static final double GAP_MEMORY = 0.84;
    private static final double GAP_SHARED = 0.6;
    private static final double QUICK_GAP_US = 20_000;
    private static final double CAPTURED_LOT_VALUE = 0.618;
    private static final double CAPTURED_TICKS = 6_180_000;
    private static final int LONG_SWEEP = 50;
    private static final double LEAN = 0.5;

    private final SymbolProfile profile;
    private final SplittableRandom random;
    private final double gapScale;
    private final double stepScale;
    private final double sizeScale;

    private double gapState;
    private long gapUs;
    private int sweepLength;
    private int sweepAt;
    private boolean wasSweep;
    private boolean isBuyerMaker;
    private long nextId;
    private long firstTradeId;
    private int tradeCount;
    private long priceTicks;
    private long quantityLots;

    TradeGenerator(final SymbolProfile profile, final long seed, final double intensity) {
        this.profile = profile;
        this.random = new SplittableRandom(seed * 31 + profile.symbol().hashCode());
        this.gapScale = 1 / (intensity * profile.activity());
        this.stepScale = profile.startTicks() / CAPTURED_TICKS;
        this.sizeScale = CAPTURED_LOT_VALUE / profile.lotValue();
        this.priceTicks = profile.startTicks();
        this.nextId = 100_000_000L + random.nextLong(4_000_000_000L);
        this.firstTradeId = 2 * nextId;
        this.gapState = random.nextGaussian();
        startOrder();
    }

    SymbolProfile profile() {
        return profile;
    }

    /** The id that the next trade will have; ids are contiguous. */
    long nextId() {
        return nextId;
    }

    /** Whether the next trade belongs to the same order as the last, at the same time. */
    boolean isInSweep() {
        return sweepAt > 0;
    }

    /** Microseconds between the last trade and the next one: 0 within a sweep. */
    long gapUs() {
        return sweepAt == 0 ? gapUs : 0;
    }

    long firstTradeId() {
        return firstTradeId;
    }

    /** Raw trades in the aggregate, 1 or more. */
    int tradeCount() {
        return tradeCount;
    }

    long priceTicks() {
        return priceTicks;
    }

    long quantityLots() {
        return quantityLots;
    }

    boolean isBuyerMaker() {
        return isBuyerMaker;
    }

    /** Makes the next trade: the accessors show it until the next call. */
    void next() {
        final boolean isFirst = sweepAt == 0;
        if (isFirst) {
            takeSide();
        } else {
            move(steps(sweepLength >= LONG_SWEEP ? LONG_SWEEP_STEP : SWEEP_STEP, stepScale));
        }
        firstTradeId += tradeCount;
        final double size = random.nextDouble();
        quantityLots = Math.max(1, Math.round((isFirst ? FIRST_SIZE : FURTHER_SIZE).at(size) * sizeScale));
        final double count = random.nextDouble() < SAME_COUNT_AS_SIZE_PROBABILITY ? size : random.nextDouble();
        tradeCount = count < ONE_TRADE_PROBABILITY
                ? 1
                : (int) TRADE_COUNT.wholeAt((count - ONE_TRADE_PROBABILITY) / (1 - ONE_TRADE_PROBABILITY));
        nextId++;
        sweepAt++;
        if (sweepAt == sweepLength) {
            startOrder();
        }
    }

    private void startOrder() {
        wasSweep = sweepLength > 1;
        gapState = GAP_MEMORY * gapState + Math.sqrt(1 - GAP_MEMORY * GAP_MEMORY) * random.nextGaussian();
        final double normal = Math.sqrt(GAP_SHARED) * gapState + Math.sqrt(1 - GAP_SHARED) * random.nextGaussian();
        gapUs = Math.round(GAP_US.at(probabilityOf(normal)) * gapScale);
        sweepLength = random.nextDouble() < SWEEP_PROBABILITY ? (int) SWEEP_LENGTH.wholeAt(random.nextDouble()) : 1;
        sweepAt = 0;
    }

    private void takeSide() {
        final double drift = (double) (priceTicks - profile.startTicks()) / profile.startTicks();
        final double lean = LEAN * (isBuyerMaker ? drift : -drift);
        final double same = (gapUs <= QUICK_GAP_US * gapScale ? 0.839 : 0.548) + lean;
        final double step = random.nextDouble();
        if (random.nextDouble() < same) {
            if (step < (wasSweep ? 0.50 : 0.111)) {
                move(steps(ALONG_STEP, stepScale));
            } else if (step > (wasSweep ? 0.93 : 0.993)) {
                move(-steps(AGAINST_STEP, stepScale));
            }
            return;
        }
        isBuyerMaker = !isBuyerMaker;
        final double one = wasSweep ? 0.48 : 0.932;
        final double more = wasSweep ? 0.72 : 0.978;
        final double none = wasSweep ? 0.86 : 0.989;
        if (step < one) {
            move(1);
        } else if (step < more) {
            move(steps(FLIP_STEP, stepScale));
        } else if (step > none) {
            move(-steps(SWEEP_STEP, stepScale));
        }
    }

    private long steps(final QuantileTable table, final double scale) {
        return Math.max(1, Math.round(table.at(random.nextDouble()) * scale));
    }

    private void move(final long along) {
        final long moved = priceTicks + (isBuyerMaker ? -along : along);
        priceTicks = Math.max(profile.startTicks() / 10 + 1, moved);
    }

    /** The standard normal distribution function, to 1.5e-7 (Abramowitz and Stegun 7.1.26). */
    static double probabilityOf(final double normal) {
        final double x = Math.abs(normal) / Math.sqrt(2);
        final double t = 1 / (1 + 0.3275911 * x);
        final double poly =
                t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
        final double half = 0.5 * poly * Math.exp(-x * x);
        return normal < 0 ? half : 1 - half;
    }
}
