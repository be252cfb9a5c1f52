package io.aggtape.feed.exchange;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * The streams of one connection. A name that no track has is kept and listed like any other, and never carries data, just
 * as an unknown or upper-case symbol on Binance. Guarded by its connection.
 */
final class Subscriptions {
    private final Map<String, Track> tracks;
    private final Subscriber subscriber;
    private final LinkedHashSet<String> names = new LinkedHashSet<>();
    private final ArrayList<String> unattached = new ArrayList<>();

    /** {@code tracks} by stream name: empty where the route carries no trades. */
    Subscriptions(final Map<String, Track> tracks, final Subscriber subscriber) {
        this.tracks = tracks;
        this.subscriber = subscriber;
    }

    /** Whether a name has the form of a stream's, {@code symbol@type} or {@code !type}. */
    static boolean isStreamName(final String name) {
        final int at = name.indexOf('@');
        final boolean isOfSymbol = at > 0 && at < name.length() - 1;
        return (isOfSymbol || (name.startsWith("!") && name.length() > 1))
                && name.chars().noneMatch(c -> c <= ' ' || c == '"' || c == '/' || c == '\\');
    }

    /** How many streams there would be with {@code more}. */
    int sizeWith(final List<String> more) {
        return names.size()
                + (int) more.stream()
                        .distinct()
                        .filter(name -> !names.contains(name))
                        .count();
    }

    /** Adds names: trades flow from {@link #attach} on, so that the reply can be sent before them. */
    void add(final List<String> more) {
        for (final String name : more) {
            if (names.add(name)) {
                unattached.add(name);
            }
        }
    }

    void remove(final List<String> some) {
        for (final String name : some) {
            if (names.remove(name) && !unattached.remove(name) && tracks.containsKey(name)) {
                tracks.get(name).unsubscribe(subscriber);
            }
        }
    }

    /** Lets the trades of the added names flow; returns whose they are. */
    List<Track> attach() {
        final List<Track> attached = new ArrayList<>();
        for (final String name : unattached) {
            final Track track = tracks.get(name);
            if (track != null) {
                track.subscribe(subscriber);
                attached.add(track);
            }
        }
        unattached.clear();
        return attached;
    }

    void removeAll() {
        remove(names());
    }

    /** The names in the order they were added. */
    List<String> names() {
        return List.copyOf(names);
    }
}
