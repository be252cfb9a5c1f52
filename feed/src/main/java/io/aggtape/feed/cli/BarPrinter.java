package io.aggtape.feed.cli;

import io.aggtape.pipeline.bars.Bar;
import io.aggtape.pipeline.bars.BarListener;
import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;

/** Prints bars as lines of CSV, whose columns from open_time on are those of Binance's kline archives, or of JSON. */
final class BarPrinter implements BarListener {
    private static final String HEADER = "market,symbol,open_time,open,high,low,close,volume,close_time,quote_volume,"
            + "count,taker_buy_volume,taker_buy_quote_volume,records,late,closed";

    private final PrintWriter out;
    private final JsonOutput json;
    private final long unitUs;
    private final OutputWatch watch;
    private boolean hasHeader;

    BarPrinter(final CommandSpec command, final JsonOutput json, final long unitUs) {
        out = command.commandLine().getOut();
        watch = new OutputWatch(command);
        this.json = json;
        this.unitUs = unitUs;
    }

    @Override
    public void onBar(final Bar bar) {
        if (json.isAsked()) {
            json.line(bar.toMap());
        } else {
            header();
            out.print(csv(bar, unitUs));
            out.print('\n');
        }
        if (bar.isClosed()) {
            watch.onPrinted();
        }
    }

    /** Prints the header where that was not done yet and there is one. */
    void header() {
        if (!hasHeader && !json.isAsked()) {
            out.print(HEADER + '\n');
            hasHeader = true;
        }
    }

    /** One line without its end; times in this unit. */
    static String csv(final Bar bar, final long unitUs) {
        return new StringBuilder()
                .append(bar.instrument().market().label())
                .append(',')
                .append(bar.instrument().symbol())
                .append(',')
                .append(Math.floorDiv(bar.openTimeUs(), unitUs))
                .append(',')
                .append(bar.open().value().toPlainString())
                .append(',')
                .append(bar.high().value().toPlainString())
                .append(',')
                .append(bar.low().value().toPlainString())
                .append(',')
                .append(bar.close().value().toPlainString())
                .append(',')
                .append(bar.baseVolume().toPlainString())
                .append(',')
                .append(Math.floorDiv(bar.closeTimeUs(), unitUs))
                .append(',')
                .append(bar.quoteVolume().toPlainString())
                .append(',')
                .append(bar.trades())
                .append(',')
                .append(bar.buyBaseVolume().toPlainString())
                .append(',')
                .append(bar.buyQuoteVolume().toPlainString())
                .append(',')
                .append(bar.records())
                .append(',')
                .append(bar.lateCount())
                .append(',')
                .append(bar.isClosed())
                .toString();
    }
}
