package io.aggtape.feed.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads points in time: ISO 8601, in UTC where no offset is given, or digits since 1970 in s (10 digits), ms (13),
 * us (16) or ns (19).
 */
public final class Times implements ITypeConverter<Instant> {
    private static final Instant LAST = Instant.ofEpochSecond(0, Long.MAX_VALUE);

    /**
     * A time from 1970 to 2262, so that {@link #epochNs} can tell it.
     *
     * @throws TypeConversionException where the text is none.
     */
    @Override
    public Instant convert(final String text) {
        final String trimmed = text.trim();
        try {
            final Instant instant = isDigits(trimmed) ? epoch(trimmed) : iso(trimmed);
            if (instant.isBefore(Instant.EPOCH) || instant.isAfter(LAST)) {
                throw new DateTimeException("out of range");
            }
            return instant;
        } catch (final DateTimeException e) {
            throw new TypeConversionException("'" + text + "' is not a time from 1970 to 2262: write 2026-11-23, "
                    + "2026-11-23T10:15:30.5Z, or digits since 1970 in s (10), ms (13), us (16) or ns (19 digits)");
        }
    }

    /** Nanoseconds since 1970 of a time that {@link #convert} gave. */
    public static long epochNs(final Instant instant) {
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
    }

    private static boolean isDigits(final String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private static Instant epoch(final String digits) {
        final TimeUnit unit = switch (digits.length()) {
            case 10 -> TimeUnit.SECONDS;
            case 13 -> TimeUnit.MILLISECONDS;
            case 16 -> TimeUnit.MICROSECONDS;
            case 19 -> TimeUnit.NANOSECONDS;
            default -> throw new DateTimeException("no unit has " + digits.length() + " digits");
        };
        try {
            return Instant.EPOCH.plus(Long.parseLong(digits), unit.toChronoUnit());
        } catch (final NumberFormatException e) {
            throw new DateTimeException("out of range", e);
        }
    }

    private static Instant iso(final String text) {
        final String iso = text.replace(' ', 'T');
        final int timeAt = iso.indexOf('T');
        if (timeAt < 0) {
            return LocalDate.parse(iso).atStartOfDay().toInstant(ZoneOffset.UTC);
        }
        final boolean hasOffset = iso.endsWith("Z") || iso.indexOf('+', timeAt) > 0 || iso.indexOf('-', timeAt) > 0;
        return hasOffset
                ? OffsetDateTime.parse(iso).toInstant()
                : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
    }
}
