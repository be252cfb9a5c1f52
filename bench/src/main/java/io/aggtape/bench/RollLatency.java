package io.aggtape.bench;

import io.aggtape.journal.AggTrade;
import io.aggtape.journal.Instruments;
import io.aggtape.journal.Market;
import io.aggtape.journal.RollCycle;
import io.aggtape.journal.TapeConfig;
import io.aggtape.journal.TapeWriter;
import io.aggtape.journal.TradeSource;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.SleepingMillisIdleStrategy;

/**
 * What a roll costs an append: paced appends, a document each, to a tape that starts a new file every second; prints
 * percentiles of those that rolled and of the others, from the call and from when they were due. Run it with the product's
 * JVM flags and {@code -Dagrona.disable.bounds.checks=true}: {@code RollLatency DIRECTORY [SECONDS [APPENDS_A_SECOND]]}.
 */
public final class RollLatency {
    private static final long CYCLE_MS = RollCycle.SECONDLY.lengthMs();
    private static final double[] PERCENTILES = {50, 90, 99, 99.9, 99.99, 100};

    private final TapeWriter writer;
    private final AggTrade trade = new AggTrade();
    private final long[] serviceNs;
    private final long[] responseNs;
    private final boolean[] isRoll;
    private final int warmUpCount;

    private volatile long nowMs = System.currentTimeMillis();

    private RollLatency(final Path directory, final int seconds, final int rate) {
        writer = TapeWriter.open(TapeConfig.of(directory).withRollCycle(RollCycle.SECONDLY), () -> nowMs);
        serviceNs = new long[seconds * rate];
        responseNs = new long[seconds * rate];
        isRoll = new boolean[seconds * rate];
        warmUpCount = Math.min(seconds / 4, 3) * rate;
        trade.instrument = new Instruments().intern(Market.SPOT, "BTCUSDT");
        trade.source = TradeSource.LINE_A;
    }

    /** Takes the directory of a new tape, for how many seconds (default 30) and how many appends a second (10,000). */
    public static void main(final String[] arguments) {
        final int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 30;
        final int rate = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 10_000;
        new RollLatency(Path.of(arguments[0]), seconds, rate).run(rate);
    }

    private void run(final int rate) {
        final AgentRunner pageToucher = new AgentRunner(
                new SleepingMillisIdleStrategy(1),
                fault -> {
                    throw new IllegalStateException(fault);
                },
                null,
                writer.pageToucher());
        AgentRunner.startOnThread(pageToucher);
        append(TimeUnit.SECONDS.toNanos(1) / rate);
        pageToucher.close();
        writer.close();
        print("rolled, call", serviceNs, true);
        print("rolled, from due", responseNs, true);
        print("others, call", serviceNs, false);
        print("others, from due", responseNs, false);
    }

    private void append(final long intervalNs) {
        long cycle = nowMs / CYCLE_MS;
        final long startNs = System.nanoTime();
        for (int i = 0; i < serviceNs.length; i++) {
            final long dueNs = startNs + i * intervalNs;
            while (System.nanoTime() - dueNs < 0) {
                Thread.onSpinWait();
            }
            nowMs = System.currentTimeMillis();
            isRoll[i] = nowMs / CYCLE_MS != cycle;
            cycle = nowMs / CYCLE_MS;
            trade.id = i;
            final long beforeNs = System.nanoTime();
            writer.append(trade);
            writer.commit();
            final long afterNs = System.nanoTime();
            serviceNs[i] = afterNs - beforeNs;
            responseNs[i] = afterNs - dueNs;
        }
    }

    private void print(final String name, final long[] valuesNs, final boolean isOfRolls) {
        final long[] chosen = new long[valuesNs.length];
        int count = 0;
        for (int i = warmUpCount; i < valuesNs.length; i++) {
            if (isRoll[i] == isOfRolls) {
                chosen[count++] = valuesNs[i];
            }
        }
        Arrays.sort(chosen, 0, count);
        final StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-17s n %,9d", name, count));
        for (final double percentile : PERCENTILES) {
            final int rank = Math.max(0, (int) Math.ceil(count * percentile / 100) - 1);
            line.append(String.format(Locale.ROOT, "  p%s %,.1f us", percentile, count == 0 ? 0 : chosen[rank] / 1e3));
        }
        System.out.println(line);
    }
}
