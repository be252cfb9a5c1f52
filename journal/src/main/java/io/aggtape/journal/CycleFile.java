package io.aggtape.journal;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One file of a tape: the records of one cycle; ordered by time. */
record CycleFile(Path path, RollCycle rollCycle, long number) implements Comparable<CycleFile> {
    static final String SUFFIX = ".cq4";

    private static final int DATE_LENGTH = 8;
    private static final String DAILY_END = "F" + SUFFIX;

    /** When the cycle starts, milliseconds since the epoch. */
    long startMs() {
        return number * rollCycle.lengthMs();
    }

    String name() {
        return path.getFileName().toString();
    }

    @Override
    public int compareTo(final CycleFile other) {
        return Long.compare(startMs(), other.startMs());
    }

    /** The name that the file of a cycle has. */
    static String nameOf(final RollCycle rollCycle, final long number) {
        final long startMs = number * rollCycle.lengthMs();
        final LocalDate day = LocalDate.ofEpochDay(TimeUnit.MILLISECONDS.toDays(startMs));
        final String date = day.format(DateTimeFormatter.BASIC_ISO_DATE);
        if (rollCycle == RollCycle.DAILY) {
            return date + DAILY_END;
        }
        final long hour = TimeUnit.MILLISECONDS.toHours(startMs) % 24;
        return date + (hour < 10 ? "-0" : "-") + hour + DAILY_END;
    }

    /** The files of a tape in their order; files with names of another kind are no part of it. */
    static List<CycleFile> listIn(final Path directory) throws IOException {
        final List<CycleFile> files = new ArrayList<>();
        try (DirectoryStream<Path> paths = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
            for (final Path path : paths) {
                final CycleFile file = parse(path);
                if (file != null) {
                    files.add(file);
                }
            }
        }
        Collections.sort(files);
        return files;
    }

    private static CycleFile parse(final Path path) {
        final String name = path.getFileName().toString();
        if (name.length() < DATE_LENGTH) {
            return null;
        }
        final long day;
        try {
            day = LocalDate.parse(name.substring(0, DATE_LENGTH), DateTimeFormatter.BASIC_ISO_DATE)
                    .toEpochDay();
        } catch (final DateTimeParseException e) {
            return null;
        }
        if (name.equals(nameOf(RollCycle.DAILY, day))) {
            return new CycleFile(path, RollCycle.DAILY, day);
        }
        for (int hour = 0; hour < 24; hour++) {
            if (name.equals(nameOf(RollCycle.HOURLY, day * 24 + hour))) {
                return new CycleFile(path, RollCycle.HOURLY, day * 24 + hour);
            }
        }
        return null;
    }
}
