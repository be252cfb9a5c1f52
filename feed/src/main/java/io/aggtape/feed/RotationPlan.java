package io.aggtape.feed;

import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When a healthy connection is replaced, so that the server's own end of it (24 h at Binance) never comes as a surprise.
 *
 * @param everyMs the greatest age of a connection, milliseconds; 0 for never.
 * @param windowFromMs begin of the daily window, milliseconds since midnight UTC.
 * @param windowToMs its end, the next day's where it is not after the begin; equal to it for no window.
 */
public record RotationPlan(long everyMs, long windowFromMs, long windowToMs) {
    private static final Pattern WINDOW = Pattern.compile("([01]\\d|2[0-3]):([0-5]\\d)-([01]\\d|2[0-3]):([0-5]\\d)");
    private static final long DAY_MS = TimeUnit.DAYS.toMillis(1);

    /** Binance ends a connection after 24 h. */
    public static final RotationPlan DEFAULT = new RotationPlan(TimeUnit.HOURS.toMillis(23), 0, 0);
    /** Connections live as long as the server lets them. */
    public static final RotationPlan NEVER = new RotationPlan(0, 0, 0);

    /** Without a window a connection is replaced within this part of its greatest age, so that lines take turns. */
    private static final int JITTER_DIVISOR = 20;

    /** Checks the ranges. */
    public RotationPlan {
        if (everyMs < 0) {
            throw new IllegalArgumentException("a connection's greatest age: 0 ms or more, not " + everyMs);
        }
        if (windowFromMs < 0 || windowFromMs >= DAY_MS || windowToMs < 0 || windowToMs >= DAY_MS) {
            throw new IllegalArgumentException("a rotation window lies within a day");
        }
    }

    /**
     * A plan with a window such as {@code 02:00-04:30}, UTC; the window may span midnight.
     *
     * @throws IllegalArgumentException where the text is no window.
     */
    public static RotationPlan of(final long everyMs, final String window) {
        final Matcher matcher = WINDOW.matcher(window);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "no rotation window: '" + window + "': it looks like 02:00-04:30, hours and minutes UTC");
        }
        final long fromMs = timeOfDayMs(matcher.group(1), matcher.group(2));
        final long toMs = timeOfDayMs(matcher.group(3), matcher.group(4));
        if (fromMs == toMs) {
            throw new IllegalArgumentException("the rotation window " + window + " has no length");
        }
        return new RotationPlan(everyMs, fromMs, toMs);
    }

    /**
     * When to replace a connection that was opened then, milliseconds since the epoch: at random within the last window
     * before its greatest age, or shortly before that age where there is no window.
     */
    long dueMs(final long openedMs, final RandomGenerator random) {
        if (everyMs == 0) {
            return Long.MAX_VALUE;
        }
        final long latestMs = openedMs + everyMs;
        if (windowFromMs != windowToMs) {
            final long lengthMs = Math.floorMod(windowToMs - windowFromMs, DAY_MS);
            final long lastBeginMs = latestMs - Math.floorMod(latestMs - windowFromMs, DAY_MS);
            for (long beginMs = lastBeginMs; beginMs + lengthMs > openedMs; beginMs -= DAY_MS) {
                final long fromMs = Math.max(beginMs, openedMs);
                final long toMs = Math.min(beginMs + lengthMs, latestMs);
                // The window in which it was opened helps only where the next day's can be reached from its end.
                final boolean isSpent = beginMs <= openedMs && lengthMs + everyMs <= DAY_MS && everyMs > lengthMs;
                if (toMs > fromMs && !isSpent) {
                    return fromMs + random.nextLong(toMs - fromMs);
                }
            }
        }
        return latestMs - random.nextLong(everyMs / JITTER_DIVISOR + 1);
    }

    private static long timeOfDayMs(final String hours, final String minutes) {
        return TimeUnit.HOURS.toMillis(Long.parseLong(hours)) + TimeUnit.MINUTES.toMillis(Long.parseLong(minutes));
    }
}
