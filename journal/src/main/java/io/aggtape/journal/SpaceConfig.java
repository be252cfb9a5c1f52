package io.aggtape.journal;

/**
 * How a {@link TapeWriter} deals with disk space; checked when it is made.
 *
 * @param touchAheadBytes how far before the writer pages are brought into memory, 0 to switch that off.
 * @param reserveBytes how much disk space is kept reserved before the writer; at least {@code touchAheadBytes} and 1 MiB.
 * @param minFreeBytes the free space under which the disk counts as full; at least 1 MiB.
 */
public record SpaceConfig(long touchAheadBytes, long reserveBytes, long minFreeBytes) {
    private static final long MIB = 1 << 20;
    private static final long MAX_TOUCH_AHEAD_BYTES = 1024 * MIB;

    /** What was measured to be best; twice the reserve must stay free. */
    public static final SpaceConfig DEFAULT = new SpaceConfig(32 * MIB, 64 * MIB, 128 * MIB);

    /**
     * Checks every value.
     *
     * @throws IllegalArgumentException where one is out of its range.
     */
    public SpaceConfig {
        TapeConfig.requireRange("touchAheadBytes", touchAheadBytes, 0, MAX_TOUCH_AHEAD_BYTES);
        TapeConfig.requireRange("reserveBytes", reserveBytes, Math.max(MIB, touchAheadBytes), Long.MAX_VALUE);
        TapeConfig.requireRange("minFreeBytes", minFreeBytes, MIB, Long.MAX_VALUE / 2);
    }

    /** The same with another threshold, and a reserve and a distance of at most half of it. */
    public SpaceConfig withMinFree(final long newMinFreeBytes) {
        final long reserve = Math.max(MIB, Math.min(reserveBytes, newMinFreeBytes / 2));
        return new SpaceConfig(Math.min(touchAheadBytes, reserve), reserve, newMinFreeBytes);
    }
}
