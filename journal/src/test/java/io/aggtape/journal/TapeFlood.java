package io.aggtape.journal;

import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/** Writes ids without end from its second argument on, and prints each once it is committed; "secondly" is how it rolls. */
final class TapeFlood {
    private static final long PAUSE_NS = 1_000_000;

    private TapeFlood() {}

    public static void main(final String[] arguments) {
        final Instrument instrument = new Instruments().intern(Market.SPOT, Tapes.SYMBOL);
        final AggTrade trade = new AggTrade();
        final boolean isSecondly = arguments.length > 2;
        final Path directory = Path.of(arguments[0]);
        try (TapeWriter writer = isSecondly
                ? TapeWriter.open(Tapes.config(directory).withRollCycle(RollCycle.SECONDLY))
                : Tapes.open(directory)) {
            if (isSecondly) {
                startOnThread(writer.pageToucher());
            }
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

    private static void startOnThread(final PageToucher pageToucher) {
        final Thread thread = new Thread(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                if (pageToucher.doWork() == 0) {
                    LockSupport.parkNanos(PAUSE_NS);
                }
            }
        });
        thread.setDaemon(true);
        thread.start();
    }
}
