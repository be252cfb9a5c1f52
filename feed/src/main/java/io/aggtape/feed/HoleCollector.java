package io.aggtape.feed;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Keeps every hole that it is told of, and hands notices on. */
final class HoleCollector implements HoleListener {
    private final List<Hole> holes = new ArrayList<>();
    private final Consumer<String> notices;

    HoleCollector(final Consumer<String> notices) {
        this.notices = notices;
    }

    /** The holes in the order in which they were told. */
    List<Hole> holes() {
        return holes;
    }

    @Override
    public void onSeen(final Hole hole) {
        holes.add(hole);
    }

    @Override
    public void onBegun(final Hole hole) {}

    @Override
    public void onAbsent(final Hole hole, final long firstId, final long lastId) {}

    @Override
    public void onSetAside(final Hole hole) {}

    @Override
    public void onClosed(final Hole hole) {}

    @Override
    public void onNotice(final boolean isFault, final String text) {
        notices.accept(text);
    }
}
