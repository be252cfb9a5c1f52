package io.aggtape.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.agrona.IoUtil;

/**
 * One tape or several as one sequence in the order of the exchange.
 *
 * <ul>
 *   <li>Trades of an instrument stand in the order of their ids. Over all instruments the first of the heads is next: by
 *       {@code T}, then market (spot, USD-M, COIN-M), then symbol, so that no trade overtakes one of its own instrument
 *       where {@code T} contradicts the ids. Late and repaired trades stand in their place.
 *   <li>An id that is there more than once comes once: the copy with the least {@code T}, of these one that came by a
 *       line before one that was fetched, of these the first received. The order of the tapes does not matter.
 *   <li>A {@link Gap} comes before the first trade behind a hole, only of ids that no tape has, with the state
 *       {@link GapState#ABSENT_AT_SOURCE} where a tape says so, else {@link GapState#OPENED}. It bears the receive time of
 *       that trade. Where only a range of times is wanted, ids whose {@code T} lies out of it count as missing between
 *       others within it.
 *   <li>States of lines, sessions, clocks and rejected frames stand before the first trade whose {@code T} is at or behind
 *       their time. Checkpoints and seals speak of one tape's own order and are left out.
 * </ul>
 *
 * <p>A first pass over what is wanted, in which nothing is delivered, proves that all trades stand near enough to their
 * places to be ordered while they are read, and collects what else is on the tapes. Where they don't, a second one puts
 * them aside in a directory that is deleted at the end. Memory does not grow with the number of trades. All is read up to
 * where the tapes end in the first pass; damage is counted then. Owned by one thread.
 */
public final class OrderedReader implements RecordSource {
    /** How far, in trades, one may stand from its place before all must be put aside; several tapes share it. */
    static final int WINDOW_TRADES = 1 << 17;

    private static final int MIN_WINDOW_TRADES = 1 << 14;

    private static final int TRADES_A_POLL = 4096;

    private enum State {
        PROVING,
        PUTTING_ASIDE,
        DELIVERING,
        AT_END
    }

    private final TapeSelection selection;
    private final Path temporary;
    private final Instruments instruments = new Instruments();
    private final List<OrderedTape> tapes = new ArrayList<>();
    private final StreamedTrades streamed;
    private final OrderedEvents events;
    private final OrderedGaps gaps;

    private State state = State.PROVING;
    private Path directory;
    private TradeSequence trades;
    private SpooledTrades spooled;
    private AggTrade pending;
    private int asideTape;
    private long seekUs = Long.MIN_VALUE;

    private OrderedReader(
            final List<Path> directories,
            final TapeSelection selection,
            final TapeFaultListener faults,
            final Path temporary,
            final int windowTrades) {
        this.selection = selection;
        this.temporary = temporary;
        gaps = new OrderedGaps();
        events = new OrderedEvents(this::temporaryFile, selection);
        for (final Path tape : directories) {
            tapes.add(new OrderedTape(tape, selection, instruments, windowTrades));
        }
        streamed = new StreamedTrades(tapes);
        trades = streamed;
        for (final OrderedTape tape : tapes) {
            tape.open(faults, events.ofTape(gaps.ofTape(instruments)));
        }
    }

    /**
     * Opens tapes; what must be put aside goes to the directory for temporary files, {@code java.io.tmpdir}.
     *
     * @param directories one tape or more, all different.
     * @throws JournalUnreadableException where one of them is no tape.
     */
    public static OrderedReader open(final List<Path> directories, final TapeSelection selection) {
        return open(directories, selection, TapeFaultListener.NONE, Path.of(System.getProperty("java.io.tmpdir")));
    }

    /**
     * The same; each fault is told to the listener, which runs inside {@link #poll}.
     *
     * @param temporary where to put aside what must be: about as many bytes as the wanted part of the tapes takes.
     */
    public static OrderedReader open(
            final List<Path> directories,
            final TapeSelection selection,
            final TapeFaultListener faults,
            final Path temporary) {
        final int share = WINDOW_TRADES / Math.max(1, directories.size());
        return open(directories, selection, faults, temporary, Math.max(MIN_WINDOW_TRADES, share));
    }

    static OrderedReader open(
            final List<Path> directories,
            final TapeSelection selection,
            final TapeFaultListener faults,
            final Path temporary,
            final int windowTrades) {
        Objects.requireNonNull(selection, "selection");
        Objects.requireNonNull(faults, "faults");
        if (directories.isEmpty()) {
            throw new IllegalArgumentException("name one tape or more");
        }
        directories.forEach(tape -> TapeReader.open(tape).close());
        return new OrderedReader(directories, selection, faults, temporary, windowTrades);
    }

    @Override
    public int poll(final TapeListener listener, final int limit) {
        switch (state) {
            case PROVING:
                prove();
                return 0;
            case PUTTING_ASIDE:
                putAside();
                return 0;
            case DELIVERING:
                return deliver(listener, limit);
            default:
                return 0;
        }
    }

    @Override
    public boolean isAtEnd() {
        return state == State.AT_END;
    }

    @Override
    public boolean isPreparing() {
        return state == State.PROVING || state == State.PUTTING_ASIDE;
    }

    /** Whether the trades had to be put aside; known once it has prepared. */
    public boolean isPutAside() {
        return spooled != null;
    }

    @Override
    public void seek(final long timeUs) {
        seekUs = timeUs;
        if (!isPreparing()) {
            goTo(timeUs);
        }
    }

    @Override
    public double progress() {
        switch (state) {
            case PUTTING_ASIDE:
                return (asideTape
                                + (asideTape < tapes.size()
                                        ? tapes.get(asideTape).progress()
                                        : 0))
                        / tapes.size();
            case AT_END:
                return 1;
            default:
                return trades.progress();
        }
    }

    @Override
    public Instruments instruments() {
        return instruments;
    }

    @Override
    public long faults() {
        return tapes.stream().mapToLong(OrderedTape::faults).sum();
    }

    /** How many copies of trades were left out so far that say something else than the one that was delivered. */
    public long contentDifferences() {
        return trades.contentDifferences();
    }

    @Override
    public void close() {
        streamed.close();
        events.close();
        if (spooled != null) {
            spooled.close();
        }
        if (directory != null) {
            IoUtil.delete(directory.toFile(), true);
        }
    }

    private void prove() {
        AggTrade trade = null;
        for (int i = 0; i < TRADES_A_POLL; i++) {
            trade = streamed.next();
            if (trade == null) {
                break;
            }
        }
        if (trade != null) {
            return;
        }
        if (streamed.isOrdered()) {
            goTo(seekUs);
        } else {
            streamed.readToEnd(TRADES_A_POLL);
            if (streamed.isAtEnd()) {
                beginToPutAside();
            }
        }
    }

    private void beginToPutAside() {
        spooled = new SpooledTrades(temporaryFile("trades"), instruments);
        trades = spooled;
        state = State.PUTTING_ASIDE;
        asideTape = 0;
        tapes.get(0).openAgain(selection.fromUs());
    }

    private void putAside() {
        final OrderedTape tape = tapes.get(asideTape);
        for (int i = 0; i < TRADES_A_POLL; i++) {
            if (!tape.next()) {
                tape.close();
                asideTape++;
                if (asideTape == tapes.size()) {
                    spooled.end();
                    goTo(seekUs);
                } else {
                    tapes.get(asideTape).openAgain(selection.fromUs());
                }
                return;
            }
            spooled.add(tape.trade());
        }
    }

    private void goTo(final long timeUs) {
        trades.seek(timeUs);
        events.seek(timeUs);
        gaps.forget();
        pending = null;
        state = State.DELIVERING;
    }

    private int deliver(final TapeListener listener, final int limit) {
        int delivered = 0;
        while (delivered < limit && state == State.DELIVERING) {
            if (pending == null) {
                pending = nextTrade();
            }
            if (events.takeBefore(pending, listener)) {
                delivered++;
            } else if (pending == null) {
                state = State.AT_END;
            } else {
                delivered += gaps.onTrade(pending, listener) + 1;
                listener.onAggTrade(pending);
                pending = null;
            }
        }
        return delivered;
    }

    private AggTrade nextTrade() {
        final AggTrade next = trades.next();
        if (next == null && spooled == null && !streamed.isOrdered()) {
            throw new JournalUnreadableException(
                    "a journal has changed while it was read: files were taken away or added");
        }
        return next;
    }

    private Path temporaryFile(final String name) {
        try {
            if (directory == null) {
                directory = Files.createTempDirectory(temporary, "aggtape-order-");
            }
            return directory.resolve(name);
        } catch (final IOException e) {
            throw new JournalUnwritableException("cannot put aside in " + temporary + ": " + e, e);
        }
    }
}
