package io.aggtape.feed.exchange;

import io.aggtape.journal.AggTrade;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One symbol of a tape as far as it was played: a position is the distance of an id from the tape's first one, also
 * where the tape begins again and ids go on. Trades are read from the tape when somebody asks for them.
 */
final class TapeStore implements TradeStore {
    private static final long NONE = -1;

    private final ServedTape tape;
    private final TapeSymbol symbol;
    private final TapePages pages;
    private final AtomicLong played;
    private volatile long end;

    /** {@code played} is how many trades of all symbols were played, those of earlier rounds included. */
    TapeStore(final ServedTape tape, final TapeSymbol symbol, final TapePages pages, final AtomicLong played) {
        this.tape = tape;
        this.symbol = symbol;
        this.pages = pages;
        this.played = played;
    }

    /** A trade of this position was played, in whatever order. Playback's thread only; without the lock. */
    void onPlayed(final long position) {
        if (position >= end) {
            end = position + 1;
        }
    }

    /** The position of an id. */
    long positionOf(final long id) {
        return id - symbol.firstId();
    }

    @Override
    public String symbol() {
        return symbol.name();
    }

    @Override
    public int priceScale() {
        return symbol.priceScale();
    }

    @Override
    public int quantityScale() {
        return symbol.quantityScale();
    }

    @Override
    public long begin() {
        return 0;
    }

    @Override
    public long end() {
        return end;
    }

    @Override
    public long idAt(final long position) {
        return symbol.firstId() + position;
    }

    @Override
    public long ceiling(final long position) {
        final long limit = end;
        synchronized (pages) {
            for (long from = Math.max(0, position); from < limit; from = roundStart(from) + symbol.idSpan()) {
                final long start = roundStart(from);
                final long lastId = symbol.firstId() + Math.min(symbol.idSpan(), limit - start) - 1;
                final long id = ceilingId(symbol.firstId() + from - start, lastId, playedOfRound(from));
                if (id != NONE) {
                    return start + id - symbol.firstId();
                }
            }
        }
        return Math.max(position, limit);
    }

    @Override
    public long floor(final long position) {
        synchronized (pages) {
            for (long from = Math.min(position, end - 1); from >= 0; from = roundStart(from) - 1) {
                final long start = roundStart(from);
                final long id = floorId(symbol.firstId() + from - start, playedOfRound(from));
                if (id != NONE) {
                    return start + id - symbol.firstId();
                }
            }
        }
        return NONE;
    }

    @Override
    public long timeUsAt(final long position) {
        synchronized (pages) {
            return find(position).tradeTimeUs + round(position) * tape.periodUs();
        }
    }

    @Override
    public void read(final long position, final TradeRow row) {
        synchronized (pages) {
            row.copyFrom(find(position));
        }
        row.shift(tape, symbol, round(position));
    }

    @Override
    public long positionOfTime(final long timeUs) {
        final long round = roundOfTime(timeUs);
        final int at = symbol.risen().ofTime(timeUs - round * tape.periodUs());
        return positionOfStretch(round, at);
    }

    @Override
    public long endOfTime(final long timeUs) {
        final long round = roundOfTime(timeUs);
        final int at = symbol.risen().behindTime(timeUs - round * tape.periodUs());
        return positionOfStretch(round, at);
    }

    /** At most one more than was begun, however far the time is off. */
    private long roundOfTime(final long timeUs) {
        final long round = Math.max(0, Math.floorDiv(timeUs - tape.firstTimeUs(), tape.periodUs()));
        return Math.min(round, round(end) + 1);
    }

    private long positionOfStretch(final long round, final int at) {
        final long start = round * symbol.idSpan();
        if (at == 0) {
            return start;
        }
        return at == symbol.risen().size()
                ? start + symbol.idSpan()
                : start + symbol.risen().firstId(at) - symbol.firstId();
    }

    private long round(final long position) {
        return position / symbol.idSpan();
    }

    private long roundStart(final long position) {
        return round(position) * symbol.idSpan();
    }

    /** How many trades of the tape were played in a position's round; more than it has in an earlier one. */
    private long playedOfRound(final long position) {
        return played.get() - round(position) * tape.trades();
    }

    private AggTrade find(final long position) {
        final long id = symbol.firstId() + position - roundStart(position);
        final long playedOfRound = playedOfRound(position);
        final AggTrade risen = find(symbol.risen(), symbol.risen().floor(id), id, playedOfRound);
        if (risen != null) {
            return risen;
        }
        final Stretches late = symbol.late();
        for (int at = late.floor(id); at >= 0 && late.reachedId(at) >= id; at--) {
            final AggTrade found = find(late, at, id, playedOfRound);
            if (found != null) {
                return found;
            }
        }
        throw new IllegalArgumentException("no trade " + id + " of " + symbol.name() + " was played");
    }

    private AggTrade find(final Stretches stretches, final int at, final long id, final long playedOfRound) {
        if (at < 0 || stretches.lastId(at) < id) {
            return null;
        }
        final TapePages.Page page = pages.page(symbol, stretches, at);
        final int index = page.floor(id, playedOfRound);
        return index >= 0 && page.id(index) == id ? page.trade(index) : null;
    }

    private long ceilingId(final long id, final long lastId, final long playedOfRound) {
        final long risen = ceilingId(symbol.risen(), id, lastId, playedOfRound);
        final long late = ceilingId(symbol.late(), id, risen == NONE ? lastId : risen, playedOfRound);
        return late == NONE ? risen : late;
    }

    private long ceilingId(final Stretches stretches, final long id, final long lastId, final long playedOfRound) {
        long least = NONE;
        long limit = lastId;
        for (int at = stretches.ceiling(id); at < stretches.size() && stretches.firstId(at) <= limit; at++) {
            if (stretches.lastId(at) >= id && stretches.ordinal(at) < playedOfRound) {
                final TapePages.Page page = pages.page(symbol, stretches, at);
                final int index = page.ceiling(id, playedOfRound);
                if (index >= 0 && page.id(index) <= limit) {
                    least = page.id(index);
                    limit = least;
                }
            }
        }
        return least;
    }

    private long floorId(final long id, final long playedOfRound) {
        return Math.max(floorId(symbol.risen(), id, playedOfRound), floorId(symbol.late(), id, playedOfRound));
    }

    private long floorId(final Stretches stretches, final long id, final long playedOfRound) {
        long greatest = NONE;
        for (int at = stretches.floor(id); at >= 0 && stretches.reachedId(at) > greatest; at--) {
            if (stretches.ordinal(at) < playedOfRound) {
                final TapePages.Page page = pages.page(symbol, stretches, at);
                final int index = page.floor(id, playedOfRound);
                if (index >= 0) {
                    greatest = Math.max(greatest, page.id(index));
                }
            }
        }
        return greatest;
    }
}
