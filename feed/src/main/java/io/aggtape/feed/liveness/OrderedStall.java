package io.aggtape.feed.liveness;

/**
 * A thread is to stand still, to try out what names it.
 *
 * @param role the thread's.
 * @param forNs for how long, nanoseconds.
 * @param afterNs how long after the start, nanoseconds.
 */
public record OrderedStall(String role, long forNs, long afterNs) {}
