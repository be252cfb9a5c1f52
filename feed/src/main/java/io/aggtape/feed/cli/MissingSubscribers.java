package io.aggtape.feed.cli;

import io.aggtape.feed.exchange.Exchange;
import java.io.PrintWriter;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Says for which symbols an exchange waits that has clients and plays only when every symbol has a subscriber. */
final class MissingSubscribers implements Runnable {
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(2);

    private final Exchange exchange;
    private final PrintWriter err;
    private Set<String> missing = Set.of();
    private long sinceNs;
    private boolean isTold;

    MissingSubscribers(final Exchange exchange, final PrintWriter err) {
        this.exchange = exchange;
        this.err = err;
    }

    @Override
    public void run() {
        final boolean mayWait =
                exchange.connectionCount() > 0 && !exchange.done().isDone();
        final Set<String> now = mayWait ? exchange.unheardSymbols() : Set.of();
        if (!now.equals(missing)) {
            missing = now;
            sinceNs = System.nanoTime();
            isTold = false;
        } else if (!now.isEmpty() && !isTold && System.nanoTime() - sinceNs >= PATIENCE_NS) {
            isTold = true;
            err.println("waiting: nobody is subscribed to " + String.join(", ", now)
                    + "; --symbol serves fewer, --clock each waits for nobody");
        }
    }
}
