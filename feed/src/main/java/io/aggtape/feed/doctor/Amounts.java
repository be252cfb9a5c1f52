package io.aggtape.feed.doctor;

import java.util.Locale;

/** Quantities in words for a person. */
final class Amounts {
    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    private static final double NANOS_PER_MS = 1e6;

    private Amounts() {}

    /** A number of bytes, for example {@code 1.5 GiB}. */
    static String bytes(final long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 1024 && unit < UNITS.length - 1) {
            value /= 1024;
            unit++;
        }
        final boolean isWhole = value == Math.rint(value) || value >= 100;
        return String.format(Locale.ROOT, isWhole ? "%.0f %s" : "%.1f %s", value, UNITS[unit]);
    }

    /** A time as milliseconds, to a microsecond below ten. */
    static String millis(final long ns) {
        final double ms = ns / NANOS_PER_MS;
        return String.format(Locale.ROOT, ms < 10 ? "%.3f ms" : "%.1f ms", ms);
    }

    /** A time as seconds, to a millisecond. */
    static String seconds(final long ns) {
        return String.format(Locale.ROOT, "%.3f s", ns / 1e9);
    }

    /** So many of a thing, with its plural where it is not one. */
    static String count(final long count, final String thing) {
        return count + " " + thing + (count == 1 ? "" : "s");
    }
}
