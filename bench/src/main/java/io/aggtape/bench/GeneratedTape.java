package io.aggtape.bench;

import io.aggtape.journal.AggTrade;
import io.aggtape.journal.Instrument;
import io.aggtape.journal.Instruments;
import io.aggtape.journal.Market;
import io.aggtape.journal.TapeConfig;
import io.aggtape.journal.TapeWriter;
import io.aggtape.journal.TradeSource;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.SleepingMillisIdleStrategy;

/**
 * Writes a tape of as many trades as wanted by the recorder's own writer, with prices that walk at random, some symbols
 * much busier than others, and one trade in a hundred thousand that comes 20 s late: the same for the same seed. Run
 * it with the product's JVM flags: {@code GeneratedTape DIRECTORY [TRADES [SYMBOLS [SEED]]]}.
 */
public final class GeneratedTape {
    /** The first {@code T}, 2026-11-23, microseconds since the epoch. */
    public static final long START_US = 1_795_392_000_000_000L;

    /** The mean time from one trade to the next, microseconds. */
    public static final long MEAN_STEP_US = 400;

    private static final int DEFAULT_TRADES = 100_000_000;
    private static final int DEFAULT_SYMBOLS = 32;
    private static final long DEFAULT_SEED = 42;
    private static final int TRADES_A_DOCUMENT = 64;
    private static final int TRADES_A_LATE_ONE = 100_000;
    private static final long LATENESS_US = 20_000_000;
    private static final long WAY_NS = 3_000_000;
    private static final long NANOS_PER_MICRO = 1_000;
    private static final long MICROS_PER_MILLI = 1_000;

    private final SplittableRandom random;
    private final Instrument[] instruments;
    private final long[] nextIds;
    private final long[] prices;
    private final AggTrade trade = new AggTrade();
    private final AggTrade late = new AggTrade();

    private long nowUs = START_US;
    private volatile long clockMs = START_US / MICROS_PER_MILLI;
    private boolean isOneLate;

    private GeneratedTape(final int symbols, final long seed) {
        random = new SplittableRandom(seed);
        instruments = new Instrument[symbols];
        nextIds = new long[symbols];
        prices = new long[symbols];
        final Instruments table = new Instruments();
        for (int i = 0; i < symbols; i++) {
            instruments[i] = table.intern(Market.SPOT, String.format(Locale.ROOT, "S%03dUSDT", i));
            nextIds[i] = 1 + random.nextInt(1_000_000_000);
            prices[i] = 100_000 + random.nextInt(10_000_000);
        }
    }

    /** Takes the directory of a new tape, how many trades (100,000,000), how many symbols (32) and a seed (42). */
    public static void main(final String[] arguments) {
        final Path directory = Path.of(arguments[0]);
        final long trades = arguments.length > 1 ? Long.parseLong(arguments[1]) : DEFAULT_TRADES;
        final int symbols = arguments.length > 2 ? Integer.parseInt(arguments[2]) : DEFAULT_SYMBOLS;
        final long seed = arguments.length > 3 ? Long.parseLong(arguments[3]) : DEFAULT_SEED;
        final long startedNs = System.nanoTime();
        write(directory, trades, symbols, seed);
        final double seconds = (System.nanoTime() - startedNs) / 1e9;
        System.out.println(String.format(
                Locale.ROOT,
                "%,d trades of %d symbols in %s, seed %d, %.1f s",
                trades,
                symbols,
                directory,
                seed,
                seconds));
    }

    /** Writes a new tape. */
    public static void write(final Path directory, final long trades, final int symbols, final long seed) {
        final GeneratedTape generated = new GeneratedTape(symbols, seed);
        final TapeWriter writer = TapeWriter.open(TapeConfig.of(directory), () -> generated.clockMs);
        // The recorder has this on a thread of its own, too: it makes the disk ready ahead of the writer.
        final AgentRunner pageToucher = new AgentRunner(
                new SleepingMillisIdleStrategy(1),
                fault -> {
                    throw new IllegalStateException(fault);
                },
                null,
                writer.pageToucher());
        AgentRunner.startOnThread(pageToucher);
        try {
            generated.write(writer, trades);
        } finally {
            pageToucher.close();
            writer.close();
        }
    }

    private void write(final TapeWriter writer, final long trades) {
        long written = 0;
        while (written < trades) {
            next();
            if (written % TRADES_A_LATE_ONE == TRADES_A_LATE_ONE / 2 && !isOneLate && written + 1 < trades) {
                late.copyFrom(trade);
                isOneLate = true;
                next();
            }
            append(writer, trade);
            written++;
            if (isOneLate && (nowUs - late.tradeTimeUs > LATENESS_US || written + 1 >= trades)) {
                late.source = TradeSource.REST;
                late.receiveTimeNs = trade.receiveTimeNs;
                append(writer, late);
                isOneLate = false;
                written++;
            }
            if (written % TRADES_A_DOCUMENT == 0) {
                writer.commit();
                clockMs = nowUs / MICROS_PER_MILLI;
            }
        }
        writer.commit();
    }

    private static void append(final TapeWriter writer, final AggTrade trade) {
        while (!writer.hasSpace()) {
            Thread.onSpinWait();
        }
        writer.append(trade);
    }

    /** A trade of a symbol, of which the first are the busiest, at or behind the time of the one before. */
    private void next() {
        nowUs += random.nextInt((int) (2 * MEAN_STEP_US + 1));
        final int symbol = (int) (instruments.length * Math.pow(random.nextDouble(), 3));
        prices[symbol] = Math.max(1, prices[symbol] + random.nextInt(21) - 10);
        trade.instrument = instruments[symbol];
        trade.id = nextIds[symbol]++;
        trade.firstTradeId = 2 * trade.id;
        trade.lastTradeId = trade.firstTradeId + random.nextInt(2);
        trade.priceMantissa = prices[symbol];
        trade.priceExponent = -2;
        trade.quantityMantissa = 1 + random.nextInt(1_000_000);
        trade.quantityExponent = -5;
        trade.isBuyerMaker = random.nextBoolean();
        trade.bestMatch = 1;
        trade.source = TradeSource.LINE_A;
        trade.tradeTimeUs = nowUs;
        trade.eventTimeUs = nowUs + MICROS_PER_MILLI;
        trade.receiveTimeNs = nowUs * NANOS_PER_MICRO + WAY_NS;
    }
}
