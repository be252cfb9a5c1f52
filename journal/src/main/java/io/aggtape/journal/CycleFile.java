package io.aggtape.journal;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;

/**
 * One file of a tape: the records of one cycle; ordered by time.
 *
 * @param path where it lies.
 * @param rollCycle how long a cycle is.
 * @param number which cycle since the epoch.
 * @param damage 0, or the number of a file that was set aside because Chronicle could not go on with it: it stands before
 *     the one that took its place.
 */
record CycleFile(Path path, RollCycle rollCycle, long number, int damage) implements Comparable<CycleFile> {
    static final String SUFFIX = ".cq4";

    private static final String DAMAGED = ".damaged-";
    private static final int MAX_DAMAGE_DIGITS = 9;

    /** When the cycle starts, milliseconds since the epoch. */
    long startMs() {
        return number * rollCycle.lengthMs();
    }

    /** When the cycle ends, milliseconds since the epoch. */
    long endMs() {
        return startMs() + rollCycle.lengthMs();
    }

    /** A position in this file as one number, greater in a later file. */
    long placeOf(final long position) {
        final int bits = rollCycle.positionBits();
        // A whole file stands behind those of the same cycle that were set aside.
        final long rank = isSetAside() ? 0 : 1L << bits - 1;
        return number << bits | rank | position;
    }

    /** The position that a place means in this file, below 0 where the place is in a file of another cycle or kind. */
    long positionOf(final long place) {
        final long position = place - placeOf(0);
        return position < 1L << rollCycle.positionBits() - 1 ? position : -1;
    }

    /**
     * The file that a place is in, the first for 0.
     *
     * @throws JournalUnreadableException where it is not among these.
     */
    static CycleFile holding(final List<CycleFile> files, final long place) {
        for (final CycleFile file : files) {
            if (place == 0 || file.positionOf(place) >= 0) {
                return file;
            }
        }
        throw new JournalUnreadableException("a file of the tape was removed while it was to be read");
    }

    String name() {
        return path.getFileName().toString();
    }

    /** Whether it was set aside, so that nobody writes it any more. */
    boolean isSetAside() {
        return damage != 0;
    }

    @Override
    public int compareTo(final CycleFile other) {
        final int order = Long.compare(startMs(), other.startMs());
        // Minus one takes the whole file behind all that were set aside.
        return order != 0 ? order : Integer.compareUnsigned(damage - 1, other.damage - 1);
    }

    /** The same cycle's file under the name that it gets when it is set aside for the n-th time, n from 1. */
    CycleFile setAside(final int newDamage) {
        return new CycleFile(path.resolveSibling(name() + DAMAGED + newDamage), rollCycle, number, newDamage);
    }

    /** The name that the file of a cycle has. */
    static String nameOf(final RollCycle rollCycle, final long number) {
        return rollCycle.nameOf(number) + SUFFIX;
    }

    /** The file of a cycle, there or not. */
    static CycleFile of(final Path directory, final RollCycle rollCycle, final long number) {
        return new CycleFile(directory.resolve(nameOf(rollCycle, number)), rollCycle, number, 0);
    }

    /** The files of a tape in their order; files with names of another kind are no part of it. */
    static List<CycleFile> listIn(final Path directory) throws IOException {
        final List<CycleFile> files = new ArrayList<>();
        try (DirectoryStream<Path> paths = Files.newDirectoryStream(directory, "*" + SUFFIX + "*")) {
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
        final int nameEnd = name.indexOf(SUFFIX);
        final int damage = damageOf(name.substring(nameEnd + SUFFIX.length()));
        if (damage < 0) {
            return null;
        }
        for (final RollCycle rollCycle : RollCycle.values()) {
            final OptionalLong number = rollCycle.numberOf(name.substring(0, nameEnd));
            if (number.isPresent()) {
                return new CycleFile(path, rollCycle, number.getAsLong(), damage);
            }
        }
        return null;
    }

    /** 0 for none, -1 where it is something else. */
    private static int damageOf(final String rest) {
        if (rest.isEmpty()) {
            return 0;
        }
        final String digits = rest.startsWith(DAMAGED) ? rest.substring(DAMAGED.length()) : "";
        final boolean isNumber = !digits.isEmpty()
                && digits.length() <= MAX_DAMAGE_DIGITS
                && digits.chars().allMatch(digit -> digit >= '0' && digit <= '9');
        return isNumber && Integer.parseInt(digits) > 0 ? Integer.parseInt(digits) : -1;
    }
}
