package io.aggtape.feed.cli;

import io.aggtape.pipeline.bars.BarConfig;
import io.aggtape.pipeline.bars.BarRules;
import io.aggtape.pipeline.bars.BarType;
import io.aggtape.pipeline.bars.CloseStamp;
import io.aggtape.pipeline.bars.Crossing;
import io.aggtape.pipeline.bars.EmptyBars;
import java.time.Duration;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** A mixin: which bars to make of the trades. */
final class BarOptions {
    private static final long NANOS_PER_MICRO = 1_000;

    @Option(
            names = "--type",
            defaultValue = "time",
            paramLabel = "TYPE",
            description = "What a bar is full of: time, tick (aggregate trades), volume (base) or quote. Default: "
                    + "${DEFAULT-VALUE}.")
    private BarType type;

    @Option(
            names = "--size",
            defaultValue = "1m",
            paramLabel = "SIZE",
            description = "How much of it: a duration such as 1m, a count, or a volume. Default: ${DEFAULT-VALUE}.")
    private String size;

    @Option(
            names = "--empty",
            defaultValue = "flat",
            paramLabel = "HOW",
            description = "Time bars without a trade: flat, at the last close as Binance's klines, or skip. Default: "
                    + "${DEFAULT-VALUE}.")
    private EmptyBars empty;

    @Option(
            names = "--crossing",
            defaultValue = "whole",
            paramLabel = "HOW",
            description =
                    "A trade that is more than a volume or quote bar has room for goes into it whole, or is split "
                            + "at its edge. Default: ${DEFAULT-VALUE}.")
    private Crossing crossing;

    @Option(
            names = "--close-time",
            defaultValue = "inclusive",
            paramLabel = "HOW",
            description =
                    "The end of a time bar: inclusive, one unit before the next as Binance's klines, exclusive, or "
                            + "last_trade. Default: ${DEFAULT-VALUE}.")
    private CloseStamp closeStamp;

    @Option(
            names = "--unit",
            defaultValue = "ms",
            paramLabel = "UNIT",
            description = "Unit of time stamps: ms or us. Default: ${DEFAULT-VALUE}.")
    private String unit;

    @Option(
            names = "--offset",
            defaultValue = "0s",
            paramLabel = "D",
            converter = Durations.class,
            description =
                    "How far the edges of time bars lie behind whole sizes since 1970; 4d for weeks that begin on "
                            + "Monday. Default: ${DEFAULT-VALUE}.")
    private Duration offset;

    /** The bars that were asked for; {@link CommandFault} where they make no sense. */
    BarConfig toConfig() {
        return CommandFault.orUsage(() -> BarConfig.of(
                type,
                type == BarType.TIME ? Long.toString(micros(duration(), "--size")) : size,
                new BarRules(empty, crossing, closeStamp, unitUs(), micros(offset, "--offset"))));
    }

    private Duration duration() {
        try {
            return new Durations().convert(size);
        } catch (final TypeConversionException e) {
            throw new IllegalArgumentException("the size of a time bar: " + e.getMessage(), e);
        }
    }

    private long unitUs() {
        return switch (unit) {
            case "ms" -> BarRules.MILLISECONDS;
            case "us" -> BarRules.MICROSECONDS;
            default -> throw new IllegalArgumentException("the unit of bars is ms or us, not '" + unit + "'");
        };
    }

    private static long micros(final Duration duration, final String option) {
        final long ns = duration.toNanos();
        if (ns % NANOS_PER_MICRO != 0) {
            throw new IllegalArgumentException(option + " is a whole number of microseconds, not " + ns + " ns");
        }
        return ns / NANOS_PER_MICRO;
    }
}
