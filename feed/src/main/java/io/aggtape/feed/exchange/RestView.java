package io.aggtape.feed.exchange;

/**
 * What REST shows of a track: all that was played and is kept, but for what lags and what lies below the floor.
 *
 * @param begin the oldest position.
 * @param end one past the newest.
 */
record RestView(long begin, long end) {
    private static final long MS_NS = 1_000_000;

    /** What the {@code ordinal}th request sees; called with the store's lock held. */
    static RestView of(final Track track, final FaultBoard board, final long ordinal) {
        final TradeStore store = track.store();
        long begin = store.begin();
        long end = store.end();
        final ArmedFault[] candidates = board.of(FaultScope.REST);
        final long nowNs = candidates.length == 0 ? 0 : board.nowNs();
        for (final ArmedFault armed : candidates) {
            final FaultKind kind = armed.kind();
            if ((kind != FaultKind.REST_LAG && kind != FaultKind.REST_FLOOR)
                    || !armed.fault().isOfSymbol(track.symbol())
                    || !armed.strikesRequest(ordinal, nowNs)) {
                continue;
            }
            board.count(kind);
            final long number = armed.fault().number();
            if (kind == FaultKind.REST_LAG) {
                end = Math.min(end, track.log().endAt(nowNs - number * MS_NS, store.end()));
            } else {
                begin = Math.max(begin, number < 0 ? store.end() + number : positionOfId(store, number));
            }
        }
        return new RestView(begin, Math.max(begin, end));
    }

    /** The first position of an id that is not below this one. */
    static long positionOfId(final TradeStore store, final long id) {
        long low = store.begin();
        long high = store.end();
        while (low < high) {
            final long middle = (low + high) >>> 1;
            if (store.idAt(middle) < id) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
