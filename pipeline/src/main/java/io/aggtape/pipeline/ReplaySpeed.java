package io.aggtape.pipeline;

import java.util.Locale;

/**
 * How fast a tape plays: as fast as it can be read, or a multiple of the pace at which the trades were received.
 *
 * @param factor multiple of real time, above 0; 0 stands for as fast as possible.
 */
public record ReplaySpeed(double factor) {
    /** As fast as the tape can be read. */
    public static final ReplaySpeed MAX = new ReplaySpeed(0);

    /** At the pace of the recording. */
    public static final ReplaySpeed REALTIME = new ReplaySpeed(1);

    /** Checks the range. */
    public ReplaySpeed {
        if (!(factor >= 0) || factor > 1e9) {
            throw new IllegalArgumentException("a replay's speed is max, realtime or Nx with N above 0, not " + factor);
        }
    }

    /**
     * The speed of a text: {@code max}, {@code realtime} or for example {@code 10x}, {@code 0.5x}.
     *
     * @throws IllegalArgumentException where it is none of these.
     */
    public static ReplaySpeed parse(final String text) {
        final String lower = text.toLowerCase(Locale.ROOT);
        if (lower.equals("max")) {
            return MAX;
        }
        if (lower.equals("realtime")) {
            return REALTIME;
        }
        if (lower.matches("[0-9]+(\\.[0-9]+)?x")) {
            final double factor = Double.parseDouble(lower.substring(0, lower.length() - 1));
            if (factor > 0) {
                return new ReplaySpeed(factor);
            }
        }
        throw new IllegalArgumentException(
                "'" + text + "' is no replay speed: use max, realtime or Nx, for example 10x");
    }

    /** Whether there is no pace to keep. */
    public boolean isMax() {
        return factor == 0;
    }
}
