package io.aggtape.feed.liveness;

import java.util.function.LongSupplier;

/**
 * A figure that other processes may read.
 *
 * @param figure what it says.
 * @param label of what, for example {@code line 0}.
 * @param value asked on the liveness thread.
 */
public record Gauge(Figure figure, String label, LongSupplier value) {}
