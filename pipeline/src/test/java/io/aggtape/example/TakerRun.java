package io.aggtape.example;

import io.aggtape.journal.AggTrade;
import io.aggtape.journal.Gap;
import io.aggtape.pipeline.Replay;
import io.aggtape.pipeline.ReplayClock;
import io.aggtape.pipeline.ReplayOrder;
import io.aggtape.pipeline.StrategyDelay;
import io.aggtape.pipeline.TradeListener;
import java.math.BigDecimal;
import java.nio.file.Path;
import org.agrona.concurrent.EpochNanoClock;

/** Sides with the takers of one symbol: long after five buys in a row, out after five sells, or where it is blind. */
public final class TakerRun implements TradeListener {
    private final EpochNanoClock clock;
    BigDecimal profit = BigDecimal.ZERO;
    long entries;
    long heldNs;
    private BigDecimal price;
    private BigDecimal paid;
    private long enteredNs;
    private int run;

    public TakerRun(final EpochNanoClock clock) {
        this.clock = clock; // live: SystemEpochNanoClock.INSTANCE
    }

    @Override
    public void onTrade(final AggTrade trade) {
        price = BigDecimal.valueOf(trade.priceMantissa, -trade.priceExponent);
        run = trade.isBuyerMaker ? Math.min(run, 0) - 1 : Math.max(run, 0) + 1;
        if (run >= 5 && paid == null) {
            paid = price;
            enteredNs = clock.nanoTime();
            entries++;
        } else if (run <= -5) {
            leave();
        }
    }

    @Override
    public void onGap(final Gap gap) {
        run = 0;
        leave();
    }

    private void leave() {
        if (paid != null) {
            profit = profit.add(price.subtract(paid));
            heldNs += clock.nanoTime() - enteredNs;
            paid = null;
        }
    }

    public static void main(final String[] arguments) {
        final ReplayClock clock = new ReplayClock();
        final TakerRun strategy = new TakerRun(clock);
        try (Replay replay = Replay.of(Path.of(arguments[0]))
                .symbols(arguments[1])
                .order(ReplayOrder.EXCHANGE)
                .delay(StrategyDelay.fixed(250_000))
                .tapeClock(clock)
                .into(strategy)) {
            System.out.println(replay.run() + " trades, " + strategy.entries + " entries, profit " + strategy.profit
                    + ", held " + strategy.heldNs / 1_000_000 + " ms");
        }
    }
}
