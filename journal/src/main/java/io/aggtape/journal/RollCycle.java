package io.aggtape.journal;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.OptionalLong;

/** How often a tape starts a new file; cycles are cut in UTC. */
public enum RollCycle {
    /** A file a day, {@code yyyyMMddF.cq4}. */
    DAILY(86_400_000L, "yyyyMMdd", "F", 40),
    /** A file an hour, {@code yyyyMMdd-HHF.cq4}. */
    HOURLY(3_600_000L, "yyyyMMdd-HH", "F", 40),
    /** A file a second, {@code yyyyMMdd-HHmmssT.cq4}: for tests and measurements of what happens at a roll. */
    SECONDLY(1_000L, "yyyyMMdd-HHmmss", "T", 31);

    private final long lengthMs;
    private final DateTimeFormatter format;
    private final int nameLength;
    private final String end;
    private final int positionBits;

    RollCycle(final long lengthMs, final String pattern, final String end, final int positionBits) {
        this.lengthMs = lengthMs;
        this.end = end;
        this.positionBits = positionBits;
        nameLength = pattern.length() + end.length();
        format = new DateTimeFormatterBuilder()
                .appendPattern(pattern)
                .parseDefaulting(ChronoField.HOUR_OF_DAY, 0)
                .toFormatter(Locale.ROOT)
                .withZone(ZoneOffset.UTC);
    }

    /** The length of a cycle, milliseconds. */
    public long lengthMs() {
        return lengthMs;
    }

    /** How many bits of a reader's position stand for the place in a file. */
    int positionBits() {
        return positionBits;
    }

    /** The name, without its suffix, of the file of a cycle. */
    String nameOf(final long number) {
        return format.format(Instant.ofEpochMilli(number * lengthMs)) + end;
    }

    /** Which cycle's file has this name, given without its suffix; empty where none has. */
    OptionalLong numberOf(final String name) {
        if (name.length() != nameLength || !name.endsWith(end)) {
            return OptionalLong.empty();
        }
        try {
            final LocalDateTime start = LocalDateTime.parse(name.substring(0, nameLength - end.length()), format);
            final long number = start.toInstant(ZoneOffset.UTC).toEpochMilli() / lengthMs;
            return name.equals(nameOf(number)) ? OptionalLong.of(number) : OptionalLong.empty();
        } catch (final DateTimeParseException e) {
            return OptionalLong.empty();
        }
    }
}
