package io.aggtape.feed.cli;

import io.aggtape.feed.Recorder;
import io.aggtape.feed.RecorderRig;
import io.aggtape.feed.exchange.Exchange;
import io.aggtape.feed.exchange.ExchangeConfig;
import io.aggtape.feed.exchange.Pace;
import io.aggtape.feed.exchange.Program;
import io.aggtape.journal.Market;
import io.aggtape.pipeline.TradeListener;
import java.nio.file.Path;
import java.util.List;

/** A recorder with a strategy that throws at its thousandth trade; runs as a process of its own. */
final class ThrowingStrategyMain {
    private static final int LAST_TRADE = 1_000;

    private ThrowingStrategyMain() {}

    /** Takes the journal's directory. */
    public static void main(final String[] arguments) throws Exception {
        final List<String> symbols = List.of("BTCUSDT");
        final StopSignal stop = new StopSignal();
        stop.listen();
        try (Exchange exchange = new Exchange(
                ExchangeConfig.of(Market.SPOT, Program.generated(symbols, 1, 1)).withPace(Pace.rate(20_000)))) {
            exchange.start();
            final int[] seen = new int[1];
            final TradeListener strategy = trade -> {
                if (++seen[0] == LAST_TRADE) {
                    throw new IllegalStateException("the strategy is at its wits' end");
                }
            };
            final Recorder recorder =
                    new RecorderRig(exchange, Path.of(arguments[0])).start(Market.SPOT, symbols, strategy);
            if (!recorder.awaitFault(30_000)) {
                System.exit(9);
            }
            final long faultNs = System.nanoTime();
            stop.haltSoon(ExitCode.INTERNAL);
            recorder.stop();
            System.out.println("stopped after " + (System.nanoTime() - faultNs) / 1_000_000 + " ms");
            System.exit(ExitCode.INTERNAL);
        }
    }
}
