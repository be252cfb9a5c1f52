package io.aggtape.feed.liveness;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One pause of all Java threads, out of a line of the JVM's log with the tag {@code safepoint} and the decorator
 * {@code timenanos}; JDK 17 to 25 differ in what stands between the name and the total.
 *
 * @param endNs when it ended, {@link System#nanoTime()}.
 * @param tookNs how long it took, nanoseconds, from the request until the threads ran again.
 * @param operation what it was for, for example {@code G1CollectForAllocation}.
 */
record SafepointLine(long endNs, long tookNs, String operation) {
    private static final Pattern LINE = Pattern.compile("\\[(\\d+)ns].*Safepoint \"([^\"]*)\".* Total: *(\\d+) ns.*");

    /** The pause of a line; null where it tells of none. */
    static SafepointLine parse(final String line) {
        final Matcher matcher = LINE.matcher(line);
        return matcher.matches()
                ? new SafepointLine(
                        Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(3)), matcher.group(2))
                : null;
    }

    /** How much of it lies between two moments, nanoseconds. */
    long withinNs(final long fromNs, final long toNs) {
        final long beginNs = Math.max(fromNs, endNs - tookNs);
        return Math.max(0, Math.min(toNs, endNs) - beginNs);
    }
}
