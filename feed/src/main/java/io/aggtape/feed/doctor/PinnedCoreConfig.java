package io.aggtape.feed.doctor;

import io.aggtape.feed.RecorderConfig;
import java.util.concurrent.TimeUnit;

/**
 * What a look at the feed's cores is to find out.
 *
 * @param recorder what {@code aggtape record} would run with.
 * @param forNs how long to measure, nanoseconds, 100 ms to 1 hour.
 */
public record PinnedCoreConfig(RecorderConfig recorder, long forNs) {
    /** Checks the time. */
    public PinnedCoreConfig {
        if (forNs < TimeUnit.MILLISECONDS.toNanos(100) || forNs > TimeUnit.HOURS.toNanos(1)) {
            throw new IllegalArgumentException("to measure a core takes 100 ms to 1 h, not " + Amounts.seconds(forNs));
        }
    }
}
