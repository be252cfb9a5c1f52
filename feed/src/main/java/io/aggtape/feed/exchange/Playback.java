package io.aggtape.feed.exchange;

import java.util.List;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.NanoClock;

/**
 * Plays every track from the moment somebody first subscribes to it: each trade goes to whoever is subscribed right then,
 * and whoever is not has missed it. At pace {@code max} a track waits while nobody is subscribed to it and while one of
 * its subscribers is behind. One thread calls {@link #doWork}; any may pause, resume and stop.
 */
final class Playback implements Player {
    private static final int TRADES_A_TURN = 64;
    private static final int TRADES_A_CYCLE = 1_024;
    private static final int NONE = -1;

    private final Track[] tracks;
    private final TradeSupply[] supplies;
    private final Schedule[] schedules;
    private final Pace pace;
    private final NanoClock clock;
    private final EpochNanoClock epochClock;
    private final FaultBoard board;
    private final Fanout fanout;
    private final TradeRow row = new TradeRow();
    private final PlayControl control = new PlayControl();

    private long rateStartNs;
    private long rateSent;
    private int rateTrack;
    private boolean wasIdleAtRate = true;
    private volatile boolean isEnded;

    /** Takes the supply of each track at the track's place. */
    Playback(
            final Track[] tracks,
            final TradeSupply[] supplies,
            final Pace pace,
            final FaultBoard board,
            final NanoClock clock,
            final EpochNanoClock epochClock) {
        this.tracks = tracks;
        this.supplies = supplies;
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
        final int halts = control.halts();
        final long nowNs = clock.nanoTime();
        if (fanout.isHolding() && fanout.releaseOverdue(nowNs) > 0) {
            fanout.flush();
        }
        if (!control.isPlaying() || isEnded) {
            control.halt(halts, nowNs);
            return 0;
        }
        resumeSchedules(control.takeHaltNs(nowNs));
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
        control.close();
    }

    @Override
    public String roleName() {
        return "exchange-playback";
    }

    @Override
    public void onSubscribed(final Subscriber subscriber, final List<Track> subscribed) {
        // Tracks know whether they have begun.
    }

    @Override
    public PlayControl control() {
        return control;
    }

    @Override
    public boolean hasNoMore() {
        return !fanout.isHolding() && (isEnded || control.isStopped());
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
            if (!isPlayable(i)) {
                continue;
            }
            final TradeSupply supply = supplies[i];
            final Schedule schedule = schedules[i];
            int sent = 0;
            while (sent < TRADES_A_CYCLE && !supply.isExhausted() && schedule.isDue(supply.nextTimeUs(), nowNs)) {
                play(i, track.subscribers());
                sent++;
            }
            workCount += sent;
        }
        return workCount;
    }

    private int playRate(final long nowNs) {
        if (nextPlayable() == NONE) {
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
            final int next = nextPlayable();
            if (next == NONE) {
                break;
            }
            play(next, tracks[next].subscribers());
        }
        rateSent += sent;
        return sent;
    }

    private int nextPlayable() {
        for (int i = 0; i < tracks.length; i++) {
            rateTrack = rateTrack + 1 == tracks.length ? 0 : rateTrack + 1;
            if (isPlayable(rateTrack)) {
                return rateTrack;
            }
        }
        return NONE;
    }

    private int playMax() {
        int workCount = 0;
        for (int i = 0; i < tracks.length; i++) {
            final Subscriber[] subscribers = tracks[i].subscribers();
            if (subscribers.length == 0 || !areReady(subscribers)) {
                continue;
            }
            int sent = 0;
            while (sent < TRADES_A_TURN && !supplies[i].isExhausted()) {
                play(i, subscribers);
                sent++;
            }
            workCount += sent;
        }
        return workCount;
    }

    /** Whether every one of them would take more. */
    static boolean areReady(final Subscriber[] subscribers) {
        for (final Subscriber subscriber : subscribers) {
            if (!subscriber.isReady()) {
                return false;
            }
        }
        return true;
    }

    private void play(final int index, final Subscriber[] subscribers) {
        final long nowUs = epochClock.nanoTime() / 1_000;
        final Track track = tracks[index];
        final TradeSupply supply = supplies[index];
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
        for (final TradeSupply supply : supplies) {
            if (!supply.isExhausted()) {
                return false;
            }
        }
        return true;
    }

    private boolean isPlayable(final int index) {
        return tracks[index].isStarted() && !supplies[index].isExhausted();
    }
}
