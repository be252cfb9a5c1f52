package io.aggtape.feed.cli;

import io.aggtape.feed.liveness.LivenessConfig;
import io.aggtape.feed.liveness.OrderedStall;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** A mixin: how the threads of a recorder are watched. */
final class LivenessOptions {
    @Option(
            names = "--stall-after",
            defaultValue = "500ms",
            paramLabel = "D",
            converter = Durations.class,
            description = "A thread that stands still for this long is named in the log, with its stack; 50ms or more. "
                    + "Default: ${DEFAULT-VALUE}.")
    Duration stallAfter;

    @Option(
            names = "--inject-stall",
            hidden = true,
            split = ",",
            paramLabel = "ROLE=D[@D]",
            converter = Stalls.class,
            description =
                    "Lets a thread stand still for this long, once, so long after the start (2s): to see it named.")
    List<OrderedStall> stalls;

    LivenessConfig toConfig() {
        return new LivenessConfig(stallAfter.toNanos(), stalls == null ? List.of() : stalls);
    }

    /** Reads {@code journal=3s@2s}. */
    static final class Stalls implements ITypeConverter<OrderedStall> {
        private static final String DEFAULT_AFTER = "2s";

        @Override
        public OrderedStall convert(final String text) {
            final int equals = text.indexOf('=');
            if (equals < 1) {
                throw new TypeConversionException(
                        "'" + text + "' is not a stall: write for example journal=3s, or journal=3s@2s");
            }
            final Durations durations = new Durations();
            final int at = text.indexOf('@', equals);
            final String forText = text.substring(equals + 1, at < 0 ? text.length() : at);
            return new OrderedStall(
                    text.substring(0, equals).trim(),
                    durations.convert(forText).toNanos(),
                    durations
                            .convert(at < 0 ? DEFAULT_AFTER : text.substring(at + 1))
                            .toNanos());
        }
    }
}
