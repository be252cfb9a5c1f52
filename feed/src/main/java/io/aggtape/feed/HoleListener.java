package io.aggtape.feed;

/** Told what becomes of holes, on the thread that repairs them. */
public interface HoleListener {
    /** The tape has a new hole, or had one when the run began. */
    void onSeen(Hole hole);

    /** REST is asked for it for the first time. */
    void onBegun(Hole hole);

    /** Ids of it exist at the source no more, or never did. */
    void onAbsent(Hole hole, long firstId, long lastId);

    /** It stays open as {@link Hole#note()} says, at least for now. */
    void onSetAside(Hole hole);

    /** No id of it is missing any more. */
    void onClosed(Hole hole);

    /** Something that concerns all holes, for a person. */
    void onNotice(boolean isFault, String text);
}
