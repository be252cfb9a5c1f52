package io.aggtape.journal;

import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

/**
 * Which part of a tape is wanted.
 *
 * @param fromUs trades with {@code T} from here on, microseconds since the epoch.
 * @param toUs trades with {@code T} before this, microseconds since the epoch.
 * @param symbols only these, in upper case; all where there is none.
 */
public record TapeSelection(long fromUs, long toUs, Set<String> symbols) {
    /** All of it. */
    public static final TapeSelection ALL = new TapeSelection(Long.MIN_VALUE, Long.MAX_VALUE, Set.of());

    private static final long NANOS_PER_MICRO = 1_000;

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException where it ends before it starts.
     */
    public TapeSelection {
        Objects.requireNonNull(symbols, "symbols");
        if (toUs < fromUs) {
            throw new IllegalArgumentException("the time range ends before it starts");
        }
        symbols = Set.copyOf(symbols);
    }

    /** The same for a range of trade times, microseconds since the epoch, {@code to} not included. */
    public TapeSelection between(final long newFromUs, final long newToUs) {
        return new TapeSelection(newFromUs, newToUs, symbols);
    }

    /** The same for these symbols, in upper case; all where there is none. */
    public TapeSelection ofSymbols(final Iterable<String> wanted) {
        final Set<String> names = new HashSet<>();
        wanted.forEach(names::add);
        return new TapeSelection(fromUs, toUs, names);
    }

    /** Whether neither end of the time range is set. */
    public boolean isAllTime() {
        return fromUs == Long.MIN_VALUE && toUs == Long.MAX_VALUE;
    }

    /** Whether trades of an instrument are wanted at all. */
    public boolean accepts(final Instrument instrument) {
        return symbols.isEmpty() || symbols.contains(instrument.symbol());
    }

    /** Whether trades of this time are wanted, microseconds since the epoch. */
    public boolean accepts(final long timeUs) {
        return timeUs >= fromUs && timeUs < toUs;
    }

    /** The same of what has a time in nanoseconds since the epoch. */
    public boolean acceptsNs(final long timeNs) {
        return isAllTime() || accepts(Math.floorDiv(timeNs, NANOS_PER_MICRO));
    }
}
