package io.aggtape.pipeline;

import java.util.Locale;

/** In which order a replay delivers what tapes hold. */
public enum ReplayOrder {
    /** As the recorder saw it: what came late comes late. The time is that of receipt. One tape only. */
    ARRIVAL,
    /**
     * As the exchange made it: by id within a symbol and by {@code T} over all, late and repaired trades in their place. The
     * time is {@code T}. One tape or several.
     */
    EXCHANGE;

    /**
     * The order of a text, {@code arrival} or {@code exchange}.
     *
     * @throws IllegalArgumentException where it is neither.
     */
    public static ReplayOrder parse(final String text) {
        for (final ReplayOrder order : values()) {
            if (order.label().equalsIgnoreCase(text)) {
                return order;
            }
        }
        throw new IllegalArgumentException("'" + text + "' is no order of a replay: use arrival or exchange");
    }

    /** Its name on the command line. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
