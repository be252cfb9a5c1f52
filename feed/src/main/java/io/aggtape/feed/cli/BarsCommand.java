package io.aggtape.feed.cli;

import io.aggtape.pipeline.bars.BarConfig;
import io.aggtape.pipeline.bars.Bars;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code aggtape bars}: the bars of a tape. */
@Command(
        name = "bars",
        description = {
            "Prints bars of the trades of a tape: by time as Binance's klines, by trades, by volume. Prices are the",
            "tape's digits, sums are exact. The bar in which the trades end is printed with closed=false; the one in",
            "which they begin holds only what there is of it. A bar does not tell of a hole in the tape: aggtape",
            "verify does."
        },
        footer = {
            "",
            "CSV columns from open_time to taker_buy_quote_volume are those of Binance's kline archives; count is of",
            "underlying trades, records of aggregate ones, late of those from before their bar. On COIN-M volumes are",
            "contracts and quote volumes price times contracts, where Binance has the base asset's volume instead.",
            "",
            "Examples:",
            "  aggtape bars ./tape --symbol BTCUSDT --size 1m",
            "  aggtape bars ./tape --symbol BTCUSDT --type tick --size 1000 --json",
            "  aggtape bars ./tape --type volume --size 2.5 --crossing split",
            "  aggtape bars ./tape --type quote --size 1000000 --from 2026-11-23 --to 2026-11-24",
            "  aggtape bars ./tape --size 100ms --empty skip --unit us"
        })
final class BarsCommand implements Callable<Integer> {
    @Mixin
    private JournalOption journal;

    @Mixin
    private TapeRange range;

    @Mixin
    private BarOptions options;

    @Mixin
    private JsonOutput json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        final BarConfig config = options.toConfig();
        final BarPrinter printer = new BarPrinter(spec, json, config.rules().unitUs());
        final Bars bars = Bars.of(config, printer);
        try {
            final int code = new TapePlay(journal, range, spec).into(bars);
            bars.finish();
            printer.header();
            return code;
        } catch (final ArithmeticException e) {
            throw new CommandFault(ExitCode.USAGE, e.getMessage(), e);
        }
    }
}
