package io.aggtape.feed.exchange;

import java.util.concurrent.atomic.AtomicLong;
import org.agrona.concurrent.NanoClock;

/** Hands the trades of a tape to their tracks. Playback's thread only. */
final class TapeStage {
    private final Track[] tracks;
    private final TapeStore[] stores;
    private final AtomicLong played;
    private final FaultBoard board;
    private final Fanout fanout;
    private final NanoClock clock;
    private final TradeRow row = new TradeRow();

    /** Tracks and stores by the index of their symbol. */
    TapeStage(
            final Track[] tracks,
            final TapeStore[] stores,
            final AtomicLong played,
            final FaultBoard board,
            final NanoClock clock) {
        this.tracks = tracks;
        this.stores = stores;
        this.played = played;
        this.board = board;
        this.fanout = new Fanout(board);
        this.clock = clock;
    }

    Track track(final TapeSymbol symbol) {
        return tracks[symbol.index()];
    }

    /** Whether anybody was ever subscribed to anything. */
    boolean isStarted() {
        for (final Track track : tracks) {
            if (track.isStarted()) {
                return true;
            }
        }
        return false;
    }

    /** Whether somebody is subscribed to every symbol, and everybody would take more. */
    boolean isEverybodyReady() {
        for (final Track track : tracks) {
            final Subscriber[] subscribers = track.subscribers();
            if (subscribers.length == 0 || !Playback.areReady(subscribers)) {
                return false;
            }
        }
        return true;
    }

    /** Takes a trade from its cursor and sends it; from now on REST shows it. */
    void play(final TapeCursor cursor, final Subscriber[] subscribers) {
        final int index = cursor.nextSymbol().index();
        final Track track = tracks[index];
        final TapeStore store = stores[index];
        track.log().onPlay(clock.nanoTime(), store.end());
        cursor.next(row);
        final long position = store.positionOf(row.id);
        store.onPlayed(position);
        if (cursor.taken() > played.get()) {
            played.lazySet(cursor.taken());
        }
        if (track.isSkipped(row.id)) {
            if (track.isAbsentByFault(row.id)) {
                board.count(FaultKind.ABSENT);
            }
        } else if (subscribers.length > 0 && fanout.send(track, subscribers, row, row.eventTimeUs)) {
            track.onServed(position);
        }
    }

    /** Sends what faults have held back for too long. */
    void releaseOverdue(final long nowNs) {
        if (fanout.isHolding() && fanout.releaseOverdue(nowNs) > 0) {
            fanout.flush();
        }
    }

    boolean isHolding() {
        return fanout.isHolding();
    }

    /** Writes what was sent. */
    void flush() {
        fanout.flush();
    }
}
