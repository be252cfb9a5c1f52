package io.aggtape.feed.cli;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads durations as people write them: {@code 20s}, {@code 500ms}, {@code 1h30m}, {@code 0.5s}, {@code PT20S}. */
public final class Durations implements ITypeConverter<Duration> {
    private static final Pattern PART = Pattern.compile("(\\d{1,19}(?:\\.\\d{1,9})?)(ns|us|µs|ms|s|m|h|d)");
    private static final Map<String, Long> UNIT_NS = Map.of(
            "ns", 1L,
            "us", 1_000L,
            "µs", 1_000L,
            "ms", 1_000_000L,
            "s", 1_000_000_000L,
            "m", 60_000_000_000L,
            "h", 3_600_000_000_000L,
            "d", 86_400_000_000_000L);

    /**
     * A duration of 0 ns to {@link Long#MAX_VALUE} ns, exact.
     *
     * @throws TypeConversionException where the text is none.
     */
    @Override
    public Duration convert(final String text) {
        final String trimmed = text.trim();
        final Duration duration = trimmed.startsWith("P") ? iso(trimmed) : parts(trimmed);
        if (duration.isNegative()) {
            throw refusal(text);
        }
        return duration;
    }

    private static Duration parts(final String text) {
        final Matcher part = PART.matcher(text);
        BigDecimal totalNs = BigDecimal.ZERO;
        int at = 0;
        while (at < text.length() && part.find(at) && part.start() == at) {
            totalNs =
                    totalNs.add(new BigDecimal(part.group(1)).multiply(BigDecimal.valueOf(UNIT_NS.get(part.group(2)))));
            at = part.end();
        }
        if (at == 0 || at < text.length()) {
            throw refusal(text);
        }
        try {
            return Duration.ofNanos(totalNs.longValueExact());
        } catch (final ArithmeticException e) {
            throw refusal(text);
        }
    }

    private static Duration iso(final String text) {
        try {
            final Duration duration = Duration.parse(text);
            return Duration.ofNanos(duration.toNanos());
        } catch (final DateTimeParseException | ArithmeticException e) {
            throw refusal(text);
        }
    }

    private static TypeConversionException refusal(final String text) {
        return new TypeConversionException(
                "'" + text + "' is not a duration: write 20s, 500ms, 1h30m or 2d (units ns us ms s m h d)");
    }
}
