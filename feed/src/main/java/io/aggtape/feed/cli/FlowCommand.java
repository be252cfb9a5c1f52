package io.aggtape.feed.cli;

import io.aggtape.pipeline.bars.Bar;
import io.aggtape.pipeline.bars.BarConfig;
import io.aggtape.pipeline.bars.Bars;
import io.aggtape.pipeline.bars.FlowStudy;
import io.aggtape.pipeline.bars.Footprint;
import io.aggtape.pipeline.bars.FootprintBars;
import io.aggtape.pipeline.bars.PriceStep;
import io.aggtape.pipeline.bars.StudyConfig;
import io.aggtape.pipeline.bars.StudyReport;
import io.aggtape.pipeline.bars.VolumeProfile;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code aggtape flow}: what the trades of a tape look like. */
@Command(
        name = "flow",
        description = {
            "Prints of each symbol on a tape the volume profile, the distributions of sizes and of times between",
            "trades, Kyle's lambda over bars, and where asked for the footprint and the imbalance of volume buckets.",
            "Nothing in it tells of a hole in the tape: aggtape verify does."
        },
        footer = {
            "",
            "Examples:",
            "  aggtape flow ./tape --symbol BTCUSDT",
            "  aggtape flow ./tape --symbol BTCUSDT --step 10 --rows",
            "  aggtape flow ./tape --symbol BTCUSDT --step 10 --per-bar --size 5m --json",
            "  aggtape flow ./tape --bucket-volume 2.5 --buckets 50 --from 2026-11-23 --to 2026-11-24"
        })
final class FlowCommand implements Callable<Integer> {
    @Mixin
    private JournalOption journal;

    @Mixin
    private TapeRange range;

    @Option(
            names = "--step",
            defaultValue = "0.00000001",
            paramLabel = "PRICE",
            description = "Width of a row of prices. Default: ${DEFAULT-VALUE}, a row a price.")
    private String step;

    @Option(
            names = "--value-area",
            defaultValue = "70",
            paramLabel = "PERCENT",
            description = "Share of the volume that the value area holds. Default: ${DEFAULT-VALUE}.")
    private BigDecimal valueArea;

    @Option(names = "--rows", description = "Print the footprint, too: what was bought and sold in each row of prices.")
    private boolean hasRows;

    @Option(
            names = "--per-bar",
            description = "Print the footprint and the volume profile of each bar, and nothing else.")
    private boolean isPerBar;

    @Option(
            names = "--bucket-volume",
            paramLabel = "BASE",
            description = "Print the imbalance of buckets of this volume, too (VPIN with the real sides).")
    private String bucketVolume;

    @Option(
            names = "--buckets",
            defaultValue = "50",
            paramLabel = "N",
            description = "Over how many of them, 1 to 10000. Default: ${DEFAULT-VALUE}.")
    private int buckets;

    @Mixin
    private BarOptions options;

    @Mixin
    private JsonOutput json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        final StudyConfig config = CommandFault.orUsage(this::config);
        try {
            return isPerBar ? playPerBar(config) : play(config);
        } catch (final ArithmeticException e) {
            throw new CommandFault(ExitCode.USAGE, e.getMessage(), e);
        }
    }

    private int play(final StudyConfig config) {
        final FlowStudy study = new FlowStudy(config);
        final int code = new TapePlay(journal, range, spec).into(study);
        final PrintWriter out = spec.commandLine().getOut();
        String gap = "";
        for (final StudyReport report : study.reports()) {
            if (json.isAsked()) {
                json.line(report.toMap(hasRows));
            } else {
                out.print(gap + report.format(hasRows));
                gap = "\n";
            }
        }
        return code;
    }

    private int playPerBar(final StudyConfig config) {
        final OutputWatch watch = new OutputWatch(spec);
        final Bars bars = Bars.each(
                options.toConfig(),
                instrument -> new FootprintBars(config.step(), (bar, footprint) -> {
                    print(bar, footprint, config);
                    if (bar.isClosed()) {
                        watch.onPrinted();
                    }
                }));
        final int code = new TapePlay(journal, range, spec).into(bars);
        bars.finish();
        return code;
    }

    private void print(final Bar bar, final Footprint footprint, final StudyConfig config) {
        final List<Footprint.Row> rows = footprint.rows();
        final VolumeProfile profile = VolumeProfile.of(rows, config.valueAreaPercent());
        if (json.isAsked()) {
            final Map<String, Object> map = bar.toMap();
            map.put("profile", profile.toMap());
            map.put("rows", rows.stream().map(Footprint.Row::toMap).toList());
            json.line(map);
            return;
        }
        final PrintWriter out = spec.commandLine().getOut();
        out.print(BarPrinter.csv(bar, config.lambdaBars().rules().unitUs()) + '\n');
        profile.toMap().forEach((name, value) -> out.print(name + ' ' + value + '\n'));
        out.print(StudyReport.formatRows(
                        rows, StudyReport.quantityUnit(bar.instrument().market()))
                + '\n');
    }

    private StudyConfig config() {
        final BarConfig bucket = bucketVolume == null ? null : BarConfig.volume(bucketVolume);
        return new StudyConfig(PriceStep.parse(step), valueArea, options.toConfig(), bucket, buckets);
    }
}
