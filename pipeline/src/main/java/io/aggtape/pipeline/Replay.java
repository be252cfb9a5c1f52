package io.aggtape.pipeline;

import io.aggtape.journal.AggTrade;
import io.aggtape.journal.Gap;
import io.aggtape.journal.LineEvent;
import io.aggtape.journal.TapeListener;
import io.aggtape.journal.TapeReader;
import java.util.HashSet;
import java.util.Set;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.NanoClock;

/**
 * Plays a tape through the listeners that run live, in the order of arrival. One thread calls {@link #run()}; another may
 * call {@link #stop()}.
 */
public final class Replay {
    private static final int DOCUMENTS_A_POLL = 64;

    private final TapeReader reader;
    private final TradeListener[] listeners;
    private final ReplaySpeed speed;
    private final NanoClock clock;
    private final IdleStrategy idle;
    private final Set<String> symbols;
    private final long fromUs;
    private final long toUs;

    private long firstReceiveNs;
    private long startedNs;
    private long trades;
    private volatile boolean stopped;

    private Replay(final Builder builder, final TradeListener[] listeners) {
        this.reader = builder.reader;
        this.listeners = listeners;
        this.speed = builder.speed;
        this.clock = builder.clock;
        this.idle = builder.idle;
        this.symbols = Set.copyOf(builder.symbols);
        this.fromUs = builder.fromUs;
        this.toUs = builder.toUs;
    }

    /** A replay of this tape from the reader's position; the reader stays the caller's to close. */
    public static Builder of(final TapeReader reader) {
        return new Builder(reader);
    }

    /**
     * Plays to the end of the tape as it stands, or until {@link #stop()}.
     *
     * @return how many trades were delivered.
     */
    public long run() {
        final Player player = new Player();
        startedNs = clock.nanoTime();
        do {
            reader.poll(player, DOCUMENTS_A_POLL);
        } while (!stopped && !reader.isAtEnd());
        return trades;
    }

    /** Ends {@link #run()} after the trade in hand; from any thread. */
    public void stop() {
        stopped = true;
    }

    /** How many trades have been delivered. */
    public long trades() {
        return trades;
    }

    private boolean isWanted(final AggTrade trade) {
        return trade.tradeTimeUs >= fromUs
                && trade.tradeTimeUs < toUs
                && (symbols.isEmpty() || symbols.contains(trade.instrument.symbol()));
    }

    private void awaitTurn(final long receiveTimeNs) {
        if (trades == 0) {
            firstReceiveNs = receiveTimeNs;
            startedNs = clock.nanoTime();
            return;
        }
        final long dueNs = startedNs + (long) ((receiveTimeNs - firstReceiveNs) / speed.factor());
        while (clock.nanoTime() - dueNs < 0 && !stopped) {
            idle.idle();
        }
        idle.reset();
    }

    /** Stands between the tape and the listeners. */
    private final class Player implements TapeListener {
        @Override
        public void onAggTrade(final AggTrade trade) {
            if (stopped || !isWanted(trade)) {
                return;
            }
            if (!speed.isMax()) {
                awaitTurn(trade.receiveTimeNs);
            }
            trades++;
            for (final TradeListener listener : listeners) {
                listener.onTrade(trade);
            }
        }

        @Override
        public void onGap(final Gap gap) {
            if (symbols.isEmpty() || symbols.contains(gap.instrument.symbol())) {
                for (final TradeListener listener : listeners) {
                    listener.onGap(gap);
                }
            }
        }

        @Override
        public void onLine(final LineEvent line) {
            for (final TradeListener listener : listeners) {
                listener.onLine(line);
            }
        }
    }

    /** Says what to play and how. */
    public static final class Builder {
        private final TapeReader reader;
        private final Set<String> symbols = new HashSet<>();
        private ReplaySpeed speed = ReplaySpeed.MAX;
        private NanoClock clock = System::nanoTime;
        private IdleStrategy idle = IdleStrategies.byName("backoff");
        private long fromUs = Long.MIN_VALUE;
        private long toUs = Long.MAX_VALUE;

        private Builder(final TapeReader reader) {
            this.reader = reader;
        }

        /** Only these symbols, in upper case; all of them where none is named. */
        public Builder symbols(final Iterable<String> wanted) {
            wanted.forEach(symbols::add);
            return this;
        }

        /** Only trades with {@code fromUs <= T < toUs}, microseconds since the epoch. */
        public Builder between(final long fromUs, final long toUs) {
            this.fromUs = fromUs;
            this.toUs = toUs;
            return this;
        }

        /** How fast; as fast as possible by default. */
        public Builder speed(final ReplaySpeed speed) {
            this.speed = speed;
            return this;
        }

        /** The clock that paces it, and how to wait. */
        public Builder clock(final NanoClock clock, final IdleStrategy idle) {
            this.clock = clock;
            this.idle = idle;
            return this;
        }

        /** Ready to {@link Replay#run()} through these listeners, in this order. */
        public Replay into(final TradeListener... listeners) {
            return new Replay(this, listeners.clone());
        }
    }
}
