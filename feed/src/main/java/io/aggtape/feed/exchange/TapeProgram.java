package io.aggtape.feed.exchange;

import java.util.Objects;

/**
 * How a tape is played.
 *
 * @param tape which.
 * @param clock by whose clock.
 * @param order in which order.
 * @param isLoop whether it begins again at its end, with ids and times that go on.
 */
public record TapeProgram(ServedTape tape, PlayClock clock, PlayOrder order, boolean isLoop) {
    /** Whose clock it is by which trades are played. */
    public enum PlayClock {
        /** The exchange's: all connections see the same trade at the same time, and who comes late has missed some. */
        ONE,
        /** Each connection's own: what it subscribes to begins at the start of the tape, and waits for it to read. */
        EACH
    }

    /** In which order trades are played, and by which times. */
    public enum PlayOrder {
        /** As they came to the recorder, late and repaired ones late; by the times at which they came. */
        ARRIVAL,
        /** As the exchange made them: by id within a symbol, by {@code T} over all; by {@code T}. */
        EXCHANGE
    }

    public TapeProgram {
        Objects.requireNonNull(tape, "tape");
        Objects.requireNonNull(clock, "clock");
        Objects.requireNonNull(order, "order");
    }
}
