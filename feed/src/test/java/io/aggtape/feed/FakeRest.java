package io.aggtape.feed;

import io.aggtape.feed.rest.RestException;
import io.aggtape.feed.rest.RestFault;
import io.aggtape.feed.rest.TradePage;
import io.aggtape.feed.rest.TradePages;
import io.aggtape.journal.Market;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/** An exchange's REST by hand: which ids it has, from where on it keeps them, how far it lags, what it answers instead. */
final class FakeRest implements TradePages {
    private final Map<String, TreeSet<Long>> ids = new HashMap<>();
    private final ArrayDeque<RestException> faults = new ArrayDeque<>();
    private final List<String> asked = new ArrayList<>();
    private long floorId;
    private long newestId = Long.MAX_VALUE;
    private long waitMs;
    private boolean isHanging;
    private RuntimeException fault;
    private CompletableFuture<TradePage> last;

    /** It has these ids, both included. */
    FakeRest has(final String symbol, final long firstId, final long lastId) {
        for (long id = firstId; id <= lastId; id++) {
            ids.computeIfAbsent(symbol, name -> new TreeSet<>()).add(id);
        }
        return this;
    }

    /** It does not have these ids, both included. */
    FakeRest lacks(final String symbol, final long firstId, final long lastId) {
        ids.get(symbol).subSet(firstId, true, lastId, true).clear();
        return this;
    }

    /** It keeps nothing before this id. */
    void floor(final long id) {
        floorId = id;
    }

    /** It has heard of nothing behind this id yet. */
    void newest(final long id) {
        newestId = id;
    }

    /** The next answers. */
    void failWith(final RestException... next) {
        faults.addAll(List.of(next));
    }

    void failWith(final RestFault fault) {
        failWith(new RestException(fault, "REST answered " + fault));
    }

    /** The budget wants this wait before the next request. */
    void waitMs(final long ms) {
        waitMs = ms;
    }

    /** Requests get no answer. */
    void hang() {
        isHanging = true;
    }

    /** Requests throw what nobody foresees. */
    FakeRest breakWith(final RuntimeException thrown) {
        fault = thrown;
        return this;
    }

    /** The requests as {@code SYMBOL:fromId}. */
    List<String> asked() {
        return asked;
    }

    CompletableFuture<TradePage> last() {
        return last;
    }

    @Override
    public Market market() {
        return Market.SPOT;
    }

    @Override
    public long waitMs() {
        return waitMs;
    }

    @Override
    public int usedWeight() {
        return asked.size() * 4;
    }

    @Override
    public CompletableFuture<TradePage> fromId(final String symbol, final long fromId) {
        asked.add(symbol + ":" + fromId);
        if (fault != null) {
            throw fault;
        }
        last = answer(symbol, fromId);
        return last;
    }

    private CompletableFuture<TradePage> answer(final String symbol, final long fromId) {
        if (isHanging) {
            return new CompletableFuture<>();
        }
        if (!faults.isEmpty()) {
            return CompletableFuture.failedFuture(faults.remove());
        }
        final StringBuilder body = new StringBuilder("[");
        ids.getOrDefault(symbol, new TreeSet<>()).tailSet(Math.max(fromId, floorId)).stream()
                .filter(id -> id <= newestId)
                .limit(PAGE_TRADES)
                .forEach(id -> body.append(body.length() == 1 ? "" : ",").append(item(id)));
        try {
            return CompletableFuture.completedFuture(
                    TradePage.parse(body.append(']').toString().getBytes(StandardCharsets.UTF_8), 1));
        } catch (final RestException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static String item(final long id) {
        return "{\"a\":" + id + ",\"p\":\"1.0\",\"q\":\"2.0\",\"f\":" + id + ",\"l\":" + id
                + ",\"T\":1795348800122431,\"m\":false,\"M\":true}";
    }
}
