package io.aggtape.feed;

import io.aggtape.journal.GapState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Which ids of one market are missing on the tape, by symbol, as spans without a break; owned by one thread. */
final class HoleBook {
    private final Map<String, TreeMap<Long, Span>> bySymbol = new HashMap<>();
    private long openHoles;
    private long openIds;
    private long turns;

    /** Adds a hole, none of whose ids is known to be missing yet. */
    Span add(final Hole hole, final long nowNs) {
        final Span span = new Span(hole, hole.firstId(), hole.lastId(), nowNs);
        bySymbol.computeIfAbsent(hole.symbol(), symbol -> new TreeMap<>()).put(span.firstId, span);
        openHoles++;
        openIds += hole.ids();
        return span;
    }

    /** Takes ids out that are no longer missing, of which some may not be there; tells each hole that this closed. */
    void close(
            final String symbol,
            final long firstId,
            final long lastId,
            final GapState state,
            final Consumer<Hole> closed) {
        Span span = spanFrom(symbol, firstId);
        while (span != null && span.firstId <= lastId) {
            final long from = Math.max(firstId, span.firstId);
            final long to = Math.min(lastId, span.lastId);
            cut(span, from, to);
            openIds -= to - from + 1;
            span.hole.close(state, to - from + 1);
            if (span.hole.openIds() == 0) {
                openHoles--;
                closed.accept(span.hole);
            }
            span = spanFrom(symbol, to + 1);
        }
    }

    /** The span that holds an id or is the first behind it; null where there is none. */
    Span spanFrom(final String symbol, final long id) {
        final TreeMap<Long, Span> spans = bySymbol.get(symbol);
        if (spans == null) {
            return null;
        }
        final Map.Entry<Long, Span> before = spans.floorEntry(id);
        if (before != null && before.getValue().lastId >= id) {
            return before.getValue();
        }
        final Map.Entry<Long, Span> behind = spans.ceilingEntry(id);
        return behind == null ? null : behind.getValue();
    }

    /** The spans with ids from one to another. */
    List<Span> spans(final String symbol, final long firstId, final long lastId) {
        final List<Span> found = new ArrayList<>();
        Span span = spanFrom(symbol, firstId);
        while (span != null && span.firstId <= lastId) {
            found.add(span);
            span = spanFrom(symbol, span.lastId + 1);
        }
        return found;
    }

    /** Makes a span of its own of a part of one. */
    Span carve(final Span span, final long from, final long to) {
        if (from == span.firstId && to == span.lastId) {
            return span;
        }
        cut(span, from, to);
        final Span part = span.part(from, to);
        bySymbol.get(span.hole.symbol()).put(from, part);
        return part;
    }

    /** Every span, whose state may be changed, but not what the book holds. */
    void forEach(final Consumer<Span> action) {
        for (final TreeMap<Long, Span> spans : bySymbol.values()) {
            spans.values().forEach(action);
        }
    }

    /** The spans of a symbol; none may be added or taken out meanwhile. */
    Collection<Span> spans(final String symbol) {
        final TreeMap<Long, Span> spans = bySymbol.get(symbol);
        return spans == null ? List.of() : spans.values();
    }

    /** The last place among those that wait. */
    long nextTurn() {
        return ++turns;
    }

    long openHoles() {
        return openHoles;
    }

    long openIds() {
        return openIds;
    }

    private void cut(final Span span, final long from, final long to) {
        final TreeMap<Long, Span> spans = bySymbol.get(span.hole.symbol());
        spans.remove(span.firstId);
        if (span.firstId < from) {
            spans.put(span.firstId, span.part(span.firstId, from - 1));
        }
        if (span.lastId > to) {
            spans.put(to + 1, span.part(to + 1, span.lastId));
        }
    }
}
