package io.aggtape.feed.liveness;

import io.aggtape.pipeline.Heartbeat.Phase;

/**
 * How a thread of a recorder stood when its counters were last written.
 *
 * @param role its role.
 * @param phase what it was doing.
 * @param lastBeatMs when it last gave a sign, milliseconds since the epoch.
 * @param cycles how many cycles have ended.
 * @param longestNs the longest of them, nanoseconds.
 * @param slowCycles how many took longer than they should.
 * @param stalls how often it has stalled.
 * @param stalledForNs how long it has stalled now, nanoseconds; 0 where it does not.
 * @param hasFault whether an exception has ended it, or one of its tasks that has not ended as it should since.
 * @param faults how many exceptions have ended it or one of its tasks, those that it has recovered from, too.
 */
public record ThreadView(
        String role,
        Phase phase,
        long lastBeatMs,
        long cycles,
        long longestNs,
        long slowCycles,
        long stalls,
        long stalledForNs,
        boolean hasFault,
        long faults) {}
