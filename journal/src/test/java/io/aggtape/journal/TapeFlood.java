package io.aggtape.journal;

import java.nio.file.Path;

/** Writes ids without end from its second argument on, and prints each once it is committed. */
final class TapeFlood {
    private TapeFlood() {}

    public static void main(final String[] arguments) {
        final Instrument instrument = new Instruments().intern(Market.SPOT, Tapes.SYMBOL);
        final AggTrade trade = new AggTrade();
        try (TapeWriter writer = Tapes.open(Path.of(arguments[0]))) {
            for (long id = Long.parseLong(arguments[1]); ; id++) {
                Tapes.fill(trade, instrument, id);
                writer.append(trade);
                if (id % 3 == 0) {
                    writer.commit();
                    System.out.println(id);
                }
            }
        }
    }
}
