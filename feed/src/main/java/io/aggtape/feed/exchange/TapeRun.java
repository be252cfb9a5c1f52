package io.aggtape.feed.exchange;

import java.util.ArrayList;
import java.util.List;

/**
 * One pass over a tape on a clock of its own: for everybody, or for what one connection subscribed to at once. Playback's
 * thread only.
 */
final class TapeRun implements AutoCloseable {
    private static final int TRADES_A_TURN = 256;
    private static final Subscriber[] NOBODY = {};

    private final TapeStage stage;
    private final TapeCursor cursor;
    private final Pace pace;
    private final Schedule schedule;
    private final Subscriber[] only;
    private final List<Track> tracks;
    private boolean isPlayedOut;

    /** For all who are subscribed when a trade is played. */
    static TapeRun forAll(final TapeStage stage, final TapeCursor cursor, final Pace pace) {
        return new TapeRun(stage, cursor, pace, null, List.of());
    }

    /** For one, and only these tracks. */
    static TapeRun forOne(
            final TapeStage stage,
            final TapeCursor cursor,
            final Pace pace,
            final Subscriber subscriber,
            final List<Track> tracks) {
        return new TapeRun(stage, cursor, pace, new Subscriber[] {subscriber}, new ArrayList<>(tracks));
    }

    private TapeRun(
            final TapeStage stage,
            final TapeCursor cursor,
            final Pace pace,
            final Subscriber[] only,
            final List<Track> tracks) {
        this.stage = stage;
        this.cursor = cursor;
        this.pace = pace;
        this.schedule = new Schedule(pace.value());
        this.only = only;
        this.tracks = tracks;
    }

    /** Plays what is due, a bounded amount; returns how many trades. */
    int play(final long nowNs) {
        if (!mayPlay()) {
            return 0;
        }
        int count = 0;
        while (count < TRADES_A_TURN && !isPlayedOut && cursor.hasNext() && isDue(nowNs)) {
            playNext();
            count++;
        }
        return count;
    }

    /** Everything that is not due yet is due later by this. */
    void shift(final long ns) {
        schedule.shift(ns);
    }

    /** Leaves these to another run, where it plays for this one: it was subscribed to again. */
    void leave(final Subscriber subscriber, final List<Track> others) {
        if (only != null && only[0] == subscriber) {
            tracks.removeAll(others);
        }
    }

    /** Whether the tape was played to its end, or to the last trade of what it plays for one. */
    boolean isExhausted() {
        return isPlayedOut || cursor.isExhausted();
    }

    /** Whether the one it plays for wants nothing of it any more. */
    boolean isAbandoned() {
        if (only == null) {
            return false;
        }
        for (final Track track : tracks) {
            if (track.isHeardBy(only[0])) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() {
        cursor.close();
    }

    private boolean mayPlay() {
        if (only != null) {
            return only[0].isReady();
        }
        return pace.kind() == Pace.Kind.MAX ? stage.isEverybodyReady() : stage.isStarted();
    }

    private boolean isDue(final long nowNs) {
        return pace.kind() == Pace.Kind.MAX || schedule.isDue(cursor.nextTimeUs(), nowNs);
    }

    private void playNext() {
        final TapeSymbol symbol = cursor.nextSymbol();
        final Track track = stage.track(symbol);
        if (only == null) {
            stage.play(cursor, track.subscribers());
            return;
        }
        stage.play(cursor, tracks.contains(track) && track.isHeardBy(only[0]) ? only : NOBODY);
        if (!cursor.hasMoreOf(symbol) && tracks.remove(track)) {
            isPlayedOut = tracks.isEmpty();
        }
    }
}
