package io.aggtape.feed.exchange;

import io.aggtape.journal.Market;
import java.nio.ByteBuffer;
import java.util.Map;
import org.agrona.ExpandableArrayBuffer;

/**
 * {@code aggTrades}: a page of what the streams have sent. Spot refuses {@code fromId} together with a time and clamps a
 * limit above 1,000; futures refuse such a limit, time out on {@code fromId} with both times, and want those less than an
 * hour apart.
 */
final class AggTradesEndpoint {
    private static final int DEFAULT_LIMIT = 500;
    private static final int MAX_LIMIT = 1_000;
    private static final long HOUR_MS = 3_600_000;
    private static final long LEAST_MICROSECONDS = 100_000_000_000_000L;
    private static final long GREATEST_MILLISECONDS = Long.MAX_VALUE / 1_000 - 1;
    private static final long ABSENT = -1;
    private static final String SYMBOL_PATTERN = "[^a-z\\s\"'<>&]{1,50}";

    private final Market market;
    private final Map<String, Track> tracks;
    private final FaultBoard board;

    /** Takes the tracks by symbol. */
    AggTradesEndpoint(final Market market, final Map<String, Track> tracks, final FaultBoard board) {
        this.market = market;
        this.tracks = tracks;
        this.board = board;
    }

    RestReply get(final Query query, final boolean isMicros, final long ordinal) {
        final String symbol = query.value("symbol");
        if (symbol.isEmpty()) {
            return RestReply.error(-1102, "Mandatory parameter 'symbol' was not sent, was empty/null, or malformed.");
        }
        if (!symbol.matches(SYMBOL_PATTERN)) {
            return RestReply.error(
                    -1100, "Illegal characters found in parameter 'symbol'; legal range is '^[A-Z0-9-_.]{1,20}$'.");
        }
        for (final String name : new String[] {"fromId", "startTime", "endTime", "limit"}) {
            if (!query.value(name).isEmpty() && !query.value(name).matches("[0-9]{1,18}")) {
                return RestReply.error(
                        -1100, "Illegal characters found in parameter '" + name + "'; legal range is '^[0-9]{1,20}$'.");
            }
        }
        final Track track = tracks.get(symbol);
        if (track == null) {
            return RestReply.error(-1121, "Invalid symbol.");
        }
        return page(track, query, isMicros, ordinal);
    }

    private RestReply page(final Track track, final Query query, final boolean isMicros, final long ordinal) {
        final long limit = query.number("limit", DEFAULT_LIMIT);
        final long fromId = query.number("fromId", ABSENT);
        final long startTime = query.number("startTime", ABSENT);
        final long endTime = query.number("endTime", ABSENT);
        if (limit == 0 || (limit > MAX_LIMIT && market != Market.SPOT)) {
            return RestReply.error(-1130, "Data sent for parameter 'limit' is not valid.");
        }
        final boolean hasBothTimes = startTime != ABSENT && endTime != ABSENT;
        if (market == Market.SPOT) {
            if (fromId != ABSENT && (startTime != ABSENT || endTime != ABSENT)) {
                return RestReply.error(-1128, "Combination of optional parameters invalid.");
            }
        } else if (hasBothTimes) {
            if (startTime > endTime) {
                return RestReply.error(-1023, "Start time is greater than end time.");
            }
            if (endTime - startTime >= HOUR_MS) {
                return RestReply.error(-1127, "More than 1 hours between startTime and endTime.");
            }
            if (fromId != ABSENT) {
                return RestReply.error(408, -1007, "Timeout waiting for response from backend server.");
            }
        }
        final long startUs = startTime == ABSENT ? Long.MIN_VALUE : firstUs(startTime);
        final long endUs = endTime == ABSENT ? Long.MAX_VALUE : lastUs(endTime);
        final int count = (int) Math.min(limit, MAX_LIMIT);
        synchronized (track.store()) {
            final RestView view = RestView.of(track, board, ordinal);
            final Page page = new Page(track, isMicros);
            return fromId != ABSENT || startTime != ABSENT
                    ? RestReply.ok(forward(page, view, Math.max(0, fromId), startUs, endUs, count))
                    : RestReply.ok(newest(page, view, endUs, count));
        }
    }

    private static ByteBuffer forward(
            final Page page,
            final RestView view,
            final long fromId,
            final long startUs,
            final long endUs,
            final int count) {
        final TradeStore store = page.track.store();
        final long first =
                startUs == Long.MIN_VALUE ? RestView.positionOfId(store, fromId) : store.positionOfTime(startUs);
        final long end = endOf(store, view, endUs);
        for (long at = store.ceiling(Math.max(first, view.begin()));
                at < end && page.count < count;
                at = store.ceiling(at + 1)) {
            final long timeUs = store.timeUsAt(at);
            if (timeUs >= startUs && timeUs <= endUs) {
                page.add(at);
            }
        }
        return page.end();
    }

    private static ByteBuffer newest(final Page page, final RestView view, final long endUs, final int count) {
        final Track track = page.track;
        final TradeStore store = track.store();
        final long end = endOf(store, view, endUs);
        long first = end;
        int found = 0;
        for (long at = store.floor(end - 1); at >= view.begin() && found < count; at = store.floor(at - 1)) {
            first = at;
            if (store.timeUsAt(at) <= endUs && !track.isSkipped(store.idAt(at))) {
                found++;
            }
        }
        for (long at = first; at < end && page.count < count; at = store.ceiling(at + 1)) {
            if (store.timeUsAt(at) <= endUs) {
                page.add(at);
            }
        }
        return page.end();
    }

    private static long endOf(final TradeStore store, final RestView view, final long endUs) {
        return endUs == Long.MAX_VALUE ? view.end() : Math.min(view.end(), store.endOfTime(endUs));
    }

    private long firstUs(final long time) {
        return isMicroseconds(time) ? time : Math.min(time, GREATEST_MILLISECONDS) * 1_000;
    }

    private long lastUs(final long time) {
        return isMicroseconds(time) ? time : Math.min(time, GREATEST_MILLISECONDS) * 1_000 + 999;
    }

    private boolean isMicroseconds(final long time) {
        return market == Market.SPOT && time >= LEAST_MICROSECONDS;
    }

    /** A JSON array of trades under construction. */
    private static final class Page {
        private final Track track;
        private final boolean isMicros;
        private final ExpandableArrayBuffer json = new ExpandableArrayBuffer(4_096);
        private final TradeRow row = new TradeRow();
        private int length;
        private int count;

        Page(final Track track, final boolean isMicros) {
            this.track = track;
            this.isMicros = isMicros;
            json.putByte(length++, (byte) '[');
        }

        void add(final long position) {
            if (track.isSkipped(track.store().idAt(position))) {
                return;
            }
            if (count > 0) {
                json.putByte(length++, (byte) ',');
            }
            track.store().read(position, row);
            length += track.encoder().restItem(json, length, row, isMicros);
            count++;
        }

        ByteBuffer end() {
            json.putByte(length++, (byte) ']');
            return ByteBuffer.wrap(json.byteArray(), 0, length);
        }
    }
}
