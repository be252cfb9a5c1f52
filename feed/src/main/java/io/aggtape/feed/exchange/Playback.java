package io.aggtape.feed.exchange;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.NanoClock;

/**
 * Plays every track from the moment somebody first subscribes to it: each trade goes to whoever is subscribed right then,
 * and whoever is not has missed it. At pace {@code max} a track waits while nobody is subscribed to it and while one of
 * its subscribers is behind. One thread calls {@link #doWork}; any may pause, resume and stop.
 */
final class Playback implements Agent {
    private static final int TRADES_A_TURN = 64;
    private static final int TRADES_A_CYCLE = 1_024;
    private static final long NOT_PAUSED = Long.MIN_VALUE;

    /** What the callers of other threads want. */
    private enum Wish {
        PLAY,
        PAUSE,
        STOP
    }

    private final Track[] tracks;
    private final Schedule[] schedules;
    private final Pace pace;
    private final NanoClock clock;
    private final EpochNanoClock epochClock;
    private final FaultBoard board;
    private final Fanout fanout;
    private final TradeRow row = new TradeRow();

    private long pausedAtNs = NOT_PAUSED;
    private long rateStartNs;
    private long rateSent;
    private int rateTrack;
    private boolean wasIdleAtRate = true;
    private volatile Wish wish = Wish.PLAY;
    private final AtomicInteger haltsWished = new AtomicInteger();
    private volatile int haltsDone;
    private volatile boolean isClosed;
    private volatile boolean isEnded;

    Playback(
            final Track[] tracks,
            final Pace pace,
            final FaultBoard board,
            final NanoClock clock,
            final EpochNanoClock epochClock) {
        this.tracks = tracks;
        this.board = board;
        this.fanout = new Fanout(board);
        this.pace = pace;
        this.clock = clock;
        this.epochClock = epochClock;
        this.schedules = new Schedule[tracks.length];
        for (int i = 0; i < tracks.length; i++) {
            schedules[i] = new Schedule(pace.value());
        }
    }

    @Override
    public int doWork() {
        final int halts = haltsWished.get();
        if (fanout.isHolding() && fanout.releaseOverdue(clock.nanoTime()) > 0) {
            fanout.flush();
        }
        if (wish != Wish.PLAY || isEnded) {
            halt(halts);
            return 0;
        }
        final long nowNs = clock.nanoTime();
        if (pausedAtNs != NOT_PAUSED) {
            resumeSchedules(nowNs - pausedAtNs);
            pausedAtNs = NOT_PAUSED;
        }
        final int workCount = switch (pace.kind()) {
            case RECORDED -> playRecorded(nowNs);
            case RATE -> playRate(nowNs);
            case MAX -> playMax();
        };
        fanout.flush();
        isEnded = hasEnded();
        return workCount;
    }

    @Override
    public void onClose() {
        isClosed = true;
    }

    @Override
    public String roleName() {
        return "exchange-playback";
    }

    /** Sends no more until {@link #resume}; when it returns, the last trade has been counted and handed over. */
    void pause() {
        wishHalt(Wish.PAUSE);
    }

    /** Goes on where {@link #pause} stopped, with the recorded distances between trades. */
    void resume() {
        if (wish == Wish.PAUSE) {
            wish = Wish.PLAY;
        }
    }

    /** Like {@link #pause}, for ever. */
    void stop() {
        wishHalt(Wish.STOP);
    }

    /** Whether no trade will follow: every track was played to its end, or playback was stopped. Its thread only. */
    boolean hasNoMore() {
        return !fanout.isHolding() && (isEnded || (wish == Wish.STOP && haltsDone == haltsWished.get()));
    }

    private void wishHalt(final Wish halt) {
        if (wish != Wish.STOP) {
            wish = halt;
        }
        final int halts = haltsWished.incrementAndGet();
        while (haltsDone - halts < 0 && !isClosed) {
            LockSupport.parkNanos(50_000);
        }
    }

    private void halt(final int halts) {
        if (pausedAtNs == NOT_PAUSED) {
            pausedAtNs = clock.nanoTime();
        }
        haltsDone = halts;
    }

    private void resumeSchedules(final long pausedNs) {
        rateStartNs += pausedNs;
        for (final Schedule schedule : schedules) {
            schedule.shift(pausedNs);
        }
    }

    private int playRecorded(final long nowNs) {
        int workCount = 0;
        for (int i = 0; i < tracks.length; i++) {
            final Track track = tracks[i];
            if (!isPlayable(track)) {
                continue;
            }
            final Schedule schedule = schedules[i];
            int sent = 0;
            while (sent < TRADES_A_CYCLE
                    && !track.supply().isExhausted()
                    && schedule.isDue(track.supply().nextTimeUs(), nowNs)) {
                play(track, track.subscribers());
                sent++;
            }
            workCount += sent;
        }
        return workCount;
    }

    private int playRate(final long nowNs) {
        if (nextPlayable() == null) {
            wasIdleAtRate = true;
            return 0;
        }
        if (wasIdleAtRate) {
            wasIdleAtRate = false;
            rateStartNs = nowNs;
            rateSent = 0;
        }
        final long owed = (long) ((nowNs - rateStartNs) * pace.value() / 1e9) + 1 - rateSent;
        int sent = 0;
        for (; sent < Math.min(owed, TRADES_A_CYCLE); sent++) {
            final Track track = nextPlayable();
            if (track == null) {
                break;
            }
            play(track, track.subscribers());
        }
        rateSent += sent;
        return sent;
    }

    private Track nextPlayable() {
        for (int i = 0; i < tracks.length; i++) {
            rateTrack = rateTrack + 1 == tracks.length ? 0 : rateTrack + 1;
            if (isPlayable(tracks[rateTrack])) {
                return tracks[rateTrack];
            }
        }
        return null;
    }

    private int playMax() {
        int workCount = 0;
        for (final Track track : tracks) {
            final Subscriber[] subscribers = track.subscribers();
            if (subscribers.length == 0 || !areReady(subscribers)) {
                continue;
            }
            int sent = 0;
            while (sent < TRADES_A_TURN && !track.supply().isExhausted()) {
                play(track, subscribers);
                sent++;
            }
            workCount += sent;
        }
        return workCount;
    }

    private static boolean areReady(final Subscriber[] subscribers) {
        for (final Subscriber subscriber : subscribers) {
            if (!subscriber.isReady()) {
                return false;
            }
        }
        return true;
    }

    private void play(final Track track, final Subscriber[] subscribers) {
        final long nowUs = epochClock.nanoTime() / 1_000;
        final TradeSupply supply = track.supply();
        final long position;
        synchronized (supply) {
            position = supply.end();
            track.log().onPlay(clock.nanoTime(), position);
            supply.next(row, nowUs);
        }
        if (track.isSkipped(row.id)) {
            if (track.isAbsentByFault(row.id)) {
                board.count(FaultKind.ABSENT);
            }
        } else if (subscribers.length > 0 && fanout.send(track, subscribers, row, nowUs)) {
            track.onServed(position);
        }
    }

    private boolean hasEnded() {
        for (final Track track : tracks) {
            if (!track.supply().isExhausted()) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPlayable(final Track track) {
        return track.isStarted() && !track.supply().isExhausted();
    }

    /** When the trades of one track are due: the first at once, the others at their recorded distance from it. */
    private static final class Schedule {
        private final double speed;
        private boolean isBased;
        private long baseNs;
        private long baseUs;

        Schedule(final double speed) {
            this.speed = speed;
        }

        boolean isDue(final long timeUs, final long nowNs) {
            if (!isBased) {
                isBased = true;
                baseNs = nowNs;
                baseUs = timeUs;
            }
            return nowNs - baseNs >= (timeUs - baseUs) * 1e3 / speed;
        }

        void shift(final long ns) {
            baseNs += ns;
        }
    }
}
