package io.aggtape.feed.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Trades that wait so that later ones of their symbol overtake them. Playback's thread only. */
final class HeldTrades {
    /** What is held goes out after this long though nothing came. */
    static final long PATIENCE_NS = 1_000_000_000;

    /** One that waits. */
    private static final class Held {
        private final Fanout.Delivery delivery;
        private final long sinceNs;
        private long remaining;

        Held(final Fanout.Delivery delivery, final long remaining, final long sinceNs) {
            this.delivery = delivery;
            this.remaining = remaining;
            this.sinceNs = sinceNs;
        }
    }

    private final List<Held> waiting = new ArrayList<>();

    boolean hasAny() {
        return !waiting.isEmpty();
    }

    /** Keeps a copy of a trade until so many of its symbol were sent to its subscriber. */
    void hold(final Fanout.Delivery delivery, final long count, final long nowNs) {
        final TradeRow row = new TradeRow();
        row.copyFrom(delivery.row());
        waiting.add(new Held(
                new Fanout.Delivery(delivery.track(), delivery.subscriber(), row, delivery.eventTimeUs()),
                count,
                nowNs));
    }

    /** Counts a trade that was sent; those that have waited for it go out. */
    void onSent(final Track track, final Subscriber subscriber, final Consumer<Fanout.Delivery> release) {
        for (int i = 0; i < waiting.size(); i++) {
            final Held held = waiting.get(i);
            if (held.delivery.track() == track && held.delivery.subscriber() == subscriber && --held.remaining == 0) {
                waiting.remove(i--);
                release.accept(held.delivery);
            }
        }
    }

    /** Lets those go that waited too long; those whose subscriber has left are lost with it. Returns how many went. */
    int releaseOverdue(final long nowNs, final Consumer<Fanout.Delivery> release) {
        int released = 0;
        for (int i = 0; i < waiting.size(); i++) {
            final Held held = waiting.get(i);
            if (nowNs - held.sinceNs >= PATIENCE_NS) {
                waiting.remove(i--);
                released++;
                if (List.of(held.delivery.track().subscribers()).contains(held.delivery.subscriber())) {
                    release.accept(held.delivery);
                }
            }
        }
        return released;
    }
}
