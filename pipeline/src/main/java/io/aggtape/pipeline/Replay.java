package io.aggtape.pipeline;

import io.aggtape.journal.OrderedReader;
import io.aggtape.journal.RecordSource;
import io.aggtape.journal.TapeFaultListener;
import io.aggtape.journal.TapeReader;
import io.aggtape.journal.TapeSelection;
import io.aggtape.journal.TimeIndex;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.NanoClock;

/**
 * Plays tapes through the listeners that run live. One thread calls {@link #run()}; any other may pause, step, seek, stop
 * and ask for the progress meanwhile. Gaps and states of lines come in their place, so that a strategy knows when it
 * was blind. Nothing is allocated a trade.
 */
public final class Replay implements AutoCloseable {
    private static final int LIMIT_A_POLL = 64;

    private final RecordSource source;
    private final boolean isSourceOurs;
    private final ReplayControl control = new ReplayControl();
    private final ReplayClock clock;
    private final ReplayPlayer player;

    private volatile double fraction;
    private volatile boolean isPreparing;

    private Replay(final Builder builder, final TradeListener[] listeners) {
        final TapeSelection selection = builder.selection;
        clock = builder.tapeClock;
        source = builder.source == null ? builder.open() : builder.source;
        isSourceOurs = builder.source == null;
        player = new ReplayPlayer(
                listeners,
                selection,
                builder.order,
                builder.delay,
                clock,
                new ReplayPace(builder.speed, builder.idleSkipNs, builder.clock, builder.idle, control),
                control);
    }

    /**
     * A replay of what a reader gives from its position on; the reader stays the caller's to close. Say the order in which it
     * gives it with {@link Builder#order}.
     */
    public static Builder of(final RecordSource source) {
        return new Builder(Objects.requireNonNull(source, "source"), List.of());
    }

    /** A replay of the tapes in these directories: one, or several in {@link ReplayOrder#EXCHANGE}. */
    public static Builder of(final Path... journals) {
        return new Builder(null, List.of(journals));
    }

    /**
     * Plays to the end of the tape as it stands, or until {@link #stop()}.
     *
     * @return how many trades were delivered.
     */
    public long run() {
        do {
            if (control.isSeekAsked()) {
                final long timeUs = control.takeSeek();
                source.seek(timeUs);
                player.seek(timeUs);
            }
            source.poll(player, LIMIT_A_POLL);
            fraction = source.progress();
            isPreparing = source.isPreparing();
        } while (!control.isStopped() && (!source.isAtEnd() || control.isSeekAsked()));
        return player.trades();
    }

    /** Ends {@link #run()} after the trade in hand; from any thread. */
    public void stop() {
        control.stop();
    }

    /** Delivers nothing more until {@link #resume()} or {@link #step}; from any thread. */
    public void pause() {
        control.pause();
    }

    /** Goes on; where it keeps a pace, from here and without catching up. From any thread. */
    public void resume() {
        control.resume();
    }

    /**
     * Delivers so many trades more, at once, with what stands between them, and pauses then; from any thread.
     *
     * @param trades 1 or more; they add to those of steps that are not done.
     * @throws IllegalArgumentException where it is less.
     */
    public void step(final long trades) {
        control.step(trades);
    }

    /** Whether it is paused; from any thread. */
    public boolean isPaused() {
        return control.isPaused();
    }

    /**
     * Goes on, forward or back, with trades from a time on, of those that it was asked for; from any thread. The trade in
     * hand is delivered first.
     *
     * @param timeUs {@code T}, microseconds since the epoch.
     */
    public void seek(final long timeUs) {
        control.seek(timeUs);
    }

    /** How far it is, as of its last look; from any thread. */
    public ReplayProgress progress() {
        return new ReplayProgress(fraction, isPreparing, player.trades(), clock.nanoTime());
    }

    /** How many trades have been delivered; from any thread. */
    public long trades() {
        return player.trades();
    }

    /** How many faults of the tapes themselves were met. */
    public long faults() {
        return source.faults();
    }

    /** The tape's time. */
    public ReplayClock clock() {
        return clock;
    }

    /** Closes the tapes that it has opened; not while it runs. */
    @Override
    public void close() {
        if (isSourceOurs) {
            source.close();
        }
    }

    /** Says what to play and how. */
    public static final class Builder {
        private final RecordSource source;
        private final List<Path> journals;

        private TapeSelection selection = TapeSelection.ALL;
        private ReplayOrder order = ReplayOrder.ARRIVAL;
        private ReplaySpeed speed = ReplaySpeed.MAX;
        private StrategyDelay delay = StrategyDelay.none();
        private ReplayClock tapeClock = new ReplayClock();
        private NanoClock clock = System::nanoTime;
        private IdleStrategy idle = IdleStrategies.byName("backoff");
        private long idleSkipNs = ReplayPace.NO_IDLE_SKIP;

        private Builder(final RecordSource source, final List<Path> journals) {
            this.source = source;
            this.journals = journals;
        }

        /** Only these symbols, in upper case; all of them where none is named. */
        public Builder symbols(final Iterable<String> wanted) {
            selection = selection.ofSymbols(wanted);
            return this;
        }

        /** The same. */
        public Builder symbols(final String... wanted) {
            return symbols(List.of(wanted));
        }

        /** Only trades with {@code fromUs <= T < toUs}, microseconds since the epoch. */
        public Builder between(final long fromUs, final long toUs) {
            selection = selection.between(fromUs, toUs);
            return this;
        }

        /** Only trades with this {@code T} or a later one; found by the tape's {@link TimeIndex} where it is opened here. */
        public Builder from(final Instant from) {
            return between(ChronoUnit.MICROS.between(Instant.EPOCH, from), selection.toUs());
        }

        /** Only trades with a {@code T} before this. */
        public Builder to(final Instant to) {
            return between(selection.fromUs(), ChronoUnit.MICROS.between(Instant.EPOCH, to));
        }

        /** How fast; as fast as possible by default. */
        public Builder speed(final ReplaySpeed wanted) {
            speed = wanted;
            return this;
        }

        /** In which order; that of arrival by default. */
        public Builder order(final ReplayOrder wanted) {
            order = wanted;
            return this;
        }

        /** Where a pace is kept: a pause of the market that would last longer than this lasts as long as this. */
        public Builder idleSkip(final Duration longest) {
            idleSkipNs = longest.toNanos();
            return this;
        }

        /** How long trades take from receipt to the listeners: the tape's time is later by this, the order stays. */
        public Builder delay(final StrategyDelay wanted) {
            delay = wanted;
            return this;
        }

        /** The clock that shows the tape's time, made before the strategies that ask it. */
        public Builder tapeClock(final ReplayClock wanted) {
            tapeClock = wanted;
            return this;
        }

        /** The clock that paces it, and how to wait. */
        public Builder clock(final NanoClock wanted, final IdleStrategy howToWait) {
            clock = wanted;
            idle = howToWait;
            return this;
        }

        /**
         * Ready to {@link Replay#run()} through these listeners, in this order.
         *
         * @throws io.aggtape.journal.JournalUnreadableException where a directory holds no tape.
         * @throws IllegalArgumentException where several tapes are wanted in the order of arrival, which they don't share.
         */
        public Replay into(final TradeListener... listeners) {
            return new Replay(this, listeners.clone());
        }

        private RecordSource open() {
            if (order == ReplayOrder.EXCHANGE) {
                return OrderedReader.open(journals, selection);
            }
            if (journals.size() != 1) {
                throw new IllegalArgumentException(
                        "name one journal: several have only the order of the exchange in common");
            }
            final Path journal = journals.get(0);
            return selection.isAllTime()
                    ? TapeReader.openWhole(journal, TapeFaultListener.NONE)
                    : TapeReader.openRange(
                            TimeIndex.open(journal, sentence -> {}),
                            TapeFaultListener.NONE,
                            selection.fromUs(),
                            selection.toUs());
        }
    }
}
