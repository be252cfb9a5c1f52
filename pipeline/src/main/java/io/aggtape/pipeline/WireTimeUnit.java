package io.aggtape.pipeline;

/** How a line writes its times, decided by its URL and never guessed from the digits. */
public enum WireTimeUnit {
    /** Milliseconds since the epoch, 0 or more and less than 10^14. */
    MILLISECONDS(0L, 100_000_000_000_000L, 1_000L, 13),
    /** Microseconds since the epoch, from 10^14 and less than 10^17. */
    MICROSECONDS(100_000_000_000_000L, 100_000_000_000_000_000L, 1L, 16);

    private final long least;
    private final long limit;
    private final long microsPerUnit;
    private final int usualDigits;

    WireTimeUnit(final long least, final long limit, final long microsPerUnit, final int usualDigits) {
        this.least = least;
        this.limit = limit;
        this.microsPerUnit = microsPerUnit;
        this.usualDigits = usualDigits;
    }

    /**
     * Whether a time has the magnitude of this unit: it tells milliseconds from microseconds for any trade since 1973.
     */
    public boolean isInRange(final long time) {
        return time >= least && time < limit;
    }

    /** A time of this unit that is in range, as microseconds since the epoch. */
    public long toMicros(final long time) {
        return time * microsPerUnit;
    }

    /** How many digits a time has from September 2001 to November 2286. */
    int usualDigits() {
        return usualDigits;
    }
}
