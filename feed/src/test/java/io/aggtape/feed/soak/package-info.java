/** Endurance: recorders as processes of their own, faults of all kinds, kill -9; as tests, and longer from {@code bench/bin}. */
package io.aggtape.feed.soak;
