package io.aggtape.feed.rest;

import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.EpochClock;

/**
 * What this process allows itself of the exchange's request weight, which is counted by address and minute of the clock:
 * a share of the limit, since other programs of the same address need theirs. Every answer's header corrects the count. A
 * refusal ends all asking until the time that it names. Thread-safe.
 */
public final class WeightBudget {
    private static final long MINUTE_MS = TimeUnit.MINUTES.toMillis(1);
    /** The two clocks do not turn the minute at one moment. */
    private static final long SLACK_MS = 250;

    private final EpochClock clock;
    private final double share;

    private int limit;
    private int used;
    private long minute;
    private long blockedUntilMs;

    /**
     * Begins with nothing used.
     *
     * @param limit weight a minute, until the exchange tells its own.
     * @param share which part of it may be used, above 0 and at most 1.
     */
    public WeightBudget(final EpochClock clock, final int limit, final double share) {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("the share of the weight is above 0 and at most 1, not " + share);
        }
        this.clock = clock;
        this.limit = limit;
        this.share = share;
        this.minute = clock.time() / MINUTE_MS;
    }

    /** How long a request of this weight has to wait, milliseconds; 0 where it may go now. */
    public synchronized long waitMs(final int weight) {
        final long nowMs = turn();
        if (nowMs < blockedUntilMs) {
            return blockedUntilMs - nowMs;
        }
        // A request that weighs more than the share goes where the minute is untouched, or it would never go.
        return used == 0 || used + weight <= allowed() ? 0 : (minute + 1) * MINUTE_MS + SLACK_MS - nowMs;
    }

    /** Whether a refusal forbids all requests for now. */
    public synchronized boolean isBlocked() {
        return turn() < blockedUntilMs;
    }

    /** The weight used in this minute, by this address as far as the exchange has told. */
    public synchronized int used() {
        turn();
        return used;
    }

    /** The exchange's limit, weight a minute. */
    public synchronized int limit() {
        return limit;
    }

    /** What may be used of it. */
    public synchronized int allowed() {
        return Math.max(1, (int) (limit * share));
    }

    /** A request goes out. */
    synchronized void spend(final int weight) {
        turn();
        used += weight;
    }

    /** The exchange told what this address has used in its minute. */
    synchronized void correct(final int usedByAddress) {
        turn();
        used = usedByAddress;
    }

    /** The exchange told its limit. */
    synchronized void limit(final int weightPerMinute) {
        limit = weightPerMinute;
    }

    /** The exchange wants to hear nothing for this long. */
    synchronized void block(final long forMs) {
        blockedUntilMs = Math.max(blockedUntilMs, clock.time() + forMs);
    }

    private long turn() {
        final long nowMs = clock.time();
        if (nowMs / MINUTE_MS != minute) {
            minute = nowMs / MINUTE_MS;
            used = 0;
        }
        return nowMs;
    }
}
