package io.aggtape.feed.exchange;

import java.util.List;
import org.agrona.concurrent.Agent;

/** Plays what is on the exchange to its subscribers. One thread calls {@link #doWork}; the rest is for any thread. */
interface Player extends Agent {
    /** Plays what is due, a bounded amount; returns how many trades. */
    @Override
    int doWork();

    /** Somebody has just subscribed to these at once. */
    void onSubscribed(Subscriber subscriber, List<Track> tracks);

    /** Sends no more until {@link #resume}; when it returns, the last trade has been counted and handed over. */
    default void pause() {
        control().pause();
    }

    /** Goes on where {@link #pause} stopped, with the recorded distances between trades. */
    default void resume() {
        control().resume();
    }

    /** Like {@link #pause}, for ever. */
    default void stop() {
        control().stop();
    }

    /** Whether no trade will follow for those who are there: all was played, or stopped. The player's thread only. */
    boolean hasNoMore();

    /** Whether it is to play. */
    PlayControl control();
}
