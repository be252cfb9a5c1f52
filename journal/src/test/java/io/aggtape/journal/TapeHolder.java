package io.aggtape.journal;

import java.io.IOException;
import java.nio.file.Path;

/** Opens the tape named by its argument, writes id 1, says so and holds the tape until its input ends. */
final class TapeHolder {
    private TapeHolder() {}

    public static void main(final String[] arguments) throws IOException {
        try (TapeWriter writer = Tapes.open(Path.of(arguments[0]))) {
            writer.append(Tapes.trade(new Instruments().intern(Market.SPOT, Tapes.SYMBOL), 1));
            writer.commit();
            System.out.println("writing");
            while (System.in.read() >= 0) {
                Thread.onSpinWait();
            }
        } catch (final JournalLockedException e) {
            System.out.println("locked by " + e.owner().pid());
        } catch (final JournalUnwritableException e) {
            System.out.println(e.getMessage());
        }
    }
}
