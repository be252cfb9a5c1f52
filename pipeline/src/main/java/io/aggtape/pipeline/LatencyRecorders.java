package io.aggtape.pipeline;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The recorders of one run, a hop each; the hop to the ring and the hiccup have one for every feed thread, since each has
 * one writer.
 */
public final class LatencyRecorders {
    /** Stamps of the journal hop that wait for one document: as many as a document has records. */
    static final int JOURNAL_GROUP = 64;

    private final Map<Hop, List<HopRecorder>> byHop = new EnumMap<>(Hop.class);

    /** Makes the recorders for this many feed threads, from 1. */
    public LatencyRecorders(final int feedThreads) {
        putOneAThread(Hop.RECEIVE_TO_PUBLISH, feedThreads);
        put(new HopRecorder(Hop.RECEIVE_TO_PARSED));
        put(new HopRecorder(Hop.RECEIVE_TO_METRICS));
        put(new HopRecorder(Hop.RECEIVE_TO_JOURNALED, JOURNAL_GROUP));
        final HopRecorder negatives = new HopRecorder(Hop.EXCHANGE_TO_RECEIVE_NEGATIVE);
        put(new HopRecorder(Hop.EXCHANGE_TO_RECEIVE, negatives));
        put(negatives);
        putOneAThread(Hop.HICCUP, feedThreads);
    }

    /** The recorder of a hop that one thread writes. */
    public HopRecorder recorder(final Hop hop) {
        return byHop.get(hop).get(0);
    }

    /** Every recorder of a hop: one, or for the hop to the ring and the hiccup one a feed thread. */
    public List<HopRecorder> recorders(final Hop hop) {
        return byHop.get(hop);
    }

    /** Every recorder, in the order of the hops. */
    public List<HopRecorder> all() {
        return byHop.values().stream().flatMap(List::stream).toList();
    }

    private void putOneAThread(final Hop hop, final int threads) {
        final List<HopRecorder> recorders = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            recorders.add(new HopRecorder(hop));
        }
        byHop.put(hop, List.copyOf(recorders));
    }

    private void put(final HopRecorder recorder) {
        byHop.put(recorder.hop(), List.of(recorder));
    }
}
