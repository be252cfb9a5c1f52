package io.aggtape.pipeline;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** The heartbeats of all threads of one run, in the order in which they were made. Any thread may make and read them. */
public final class Heartbeats {
    /** Cycles that take longer count as slow unless said otherwise. */
    public static final long DEFAULT_SLOW_NS = TimeUnit.MILLISECONDS.toNanos(50);

    private final long slowNs;
    private final List<Heartbeat> all = new CopyOnWriteArrayList<>();
    private final List<Heartbeat> guests = new CopyOnWriteArrayList<>();

    /** Counts cycles over 50 ms as slow. */
    public Heartbeats() {
        this(DEFAULT_SLOW_NS);
    }

    /** Counts cycles over this many nanoseconds as slow. */
    public Heartbeats(final long slowNs) {
        this.slowNs = slowNs;
    }

    /** The heartbeat of a thread that may be idle for as long as there is nothing to do. */
    public Heartbeat make(final String role) {
        return make(role, 0);
    }

    /**
     * The heartbeat of a thread that has something to do from time to time.
     *
     * @param longestIdleNs how long it may be idle before that is a stall, nanoseconds.
     */
    public Heartbeat make(final String role, final long longestIdleNs) {
        final Heartbeat heartbeat = new Heartbeat(role, slowNs, longestIdleNs);
        all.add(heartbeat);
        return heartbeat;
    }

    /** Adds that of a thread which was there before this run and outlives it. */
    public void addGuest(final Heartbeat heartbeat) {
        guests.add(heartbeat);
        all.add(heartbeat);
    }

    /** Whether it is that of a thread which outlives this run. */
    public boolean isGuest(final Heartbeat heartbeat) {
        return guests.contains(heartbeat);
    }

    /** Every heartbeat so far. */
    public List<Heartbeat> all() {
        return all;
    }

    /**
     * Orders the thread of a role to stand still once: see {@link Heartbeat#orderStall}.
     *
     * @throws UnknownRoleException where there is no such role; the message names those that there are.
     */
    public void orderStall(final String role, final long atNs, final long forNs) {
        all.stream()
                .filter(heartbeat -> heartbeat.role().equals(role))
                .findFirst()
                .orElseThrow(() -> new UnknownRoleException("no thread of this run is called '" + role
                        + "': there are "
                        + String.join(", ", all.stream().map(Heartbeat::role).toList())))
                .orderStall(atNs, forNs);
    }
}
