package io.aggtape.feed;

/**
 * What is done about missing ids.
 *
 * @param isEnabled whether REST is asked at all; otherwise holes are recorded and stay open.
 * @param isSinceLast whether the hole between the tape's end and the first trade of this run is repaired, too.
 * @param maxIdsPerHole a larger hole is left alone, 0 or more.
 * @param weightShare which part of the exchange's limit of request weight may be used, above 0 and at most 1.
 * @param patienceMs how long REST may bring nothing new, or not answer, before it is given up, milliseconds; for a
 *     recorder {@link #FOR_EVER}.
 * @param graceMs how long the other line may take to fill a hole before REST is asked, milliseconds, 0 or more.
 */
public record RepairConfig(
        boolean isEnabled, boolean isSinceLast, long maxIdsPerHole, double weightShare, long patienceMs, long graceMs) {
    /** The patience of a recorder. */
    public static final long FOR_EVER = Long.MAX_VALUE;

    /** What {@link #maxIdsPerHole} is where nobody says otherwise. */
    public static final long DEFAULT_MAX_IDS = 1_000_000;

    /** What {@link #weightShare} is where nobody says otherwise: other programs behind the same address need theirs. */
    public static final double DEFAULT_SHARE = 0.5;

    /** What {@link #graceMs} is in a recorder. */
    public static final long RECORDER_GRACE_MS = 500;

    /** Checks the ranges. */
    public RepairConfig {
        if (maxIdsPerHole < 0) {
            throw new IllegalArgumentException("max repair: 0 or more ids a hole, not " + maxIdsPerHole);
        }
        if (!(weightShare > 0 && weightShare <= 1)) {
            throw new IllegalArgumentException("share of REST's weight: above 0 and at most 1, not " + weightShare);
        }
        if (graceMs < 0) {
            throw new IllegalArgumentException("grace: 0 ms or more, not " + graceMs);
        }
        if (patienceMs < 1) {
            throw new IllegalArgumentException("patience: at least 1 ms, not " + patienceMs);
        }
    }

    /** Asks REST at once. */
    public RepairConfig(
            final boolean isEnabled,
            final boolean isSinceLast,
            final long maxIdsPerHole,
            final double weightShare,
            final long patienceMs) {
        this(isEnabled, isSinceLast, maxIdsPerHole, weightShare, patienceMs, 0);
    }

    /** Repairs whatever is missing up to a million ids a hole, and goes on trying. */
    public static RepairConfig ofRecorder() {
        return new RepairConfig(true, true, DEFAULT_MAX_IDS, DEFAULT_SHARE, FOR_EVER, RECORDER_GRACE_MS);
    }
}
