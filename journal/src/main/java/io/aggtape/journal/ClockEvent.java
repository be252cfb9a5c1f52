package io.aggtape.journal;

/** A measured offset between the exchange's clock and ours; valid only during the call that delivers it. */
public final class ClockEvent {
    /** The market whose server was asked. */
    public Market market;
    /** When, nanoseconds since the epoch by the local clock. */
    public long timeNs;
    /** The exchange's clock minus ours, nanoseconds. */
    public long offsetNs;
    /** Half the round trip: the true offset lies within this of {@link #offsetNs}, nanoseconds. */
    public long errorBoundNs;

    /** Takes over every field of another event. */
    public void copyFrom(final ClockEvent other) {
        market = other.market;
        timeNs = other.timeNs;
        offsetNs = other.offsetNs;
        errorBoundNs = other.errorBoundNs;
    }
}
