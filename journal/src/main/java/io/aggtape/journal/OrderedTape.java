package io.aggtape.journal;

import java.nio.file.Path;
import java.util.Arrays;

/**
 * The trades of one tape that are wanted, in exchange order where none stands further from its place than the window
 * is long; else as near to it as the window allows. Reads the tape again as often as asked, every time as far as the
 * first. Owned by one thread.
 */
final class OrderedTape implements TapeListener, AutoCloseable {
    private static final TapeListener NOBODY = new TapeListener() {};

    private final Path directory;
    private final TapeSelection selection;
    private final Instruments instruments;
    private final int windowTrades;
    private final TradeWindow window = new TradeWindow();

    private TimeIndex index;
    private TapeReader reader;
    private TapeListener others = NOBODY;
    private Instrument[] ours = new Instrument[0];
    private boolean[] areWanted = new boolean[0];
    private long fromUs;
    private long lastSequence = Long.MAX_VALUE;
    private boolean isFirstPass = true;
    private boolean isRead;
    private boolean hasFirst;
    private boolean isInOrder = true;
    private long lastTimeUs = Long.MIN_VALUE;
    private Instrument lastInstrument;
    private long lastId;
    private long faults;
    private long trades;
    private long tradesOfFirstPass;

    /** The instruments of its trades are those of a table that several tapes share. */
    OrderedTape(
            final Path directory,
            final TapeSelection selection,
            final Instruments instruments,
            final int windowTrades) {
        this.directory = directory;
        this.selection = selection;
        this.instruments = instruments;
        this.windowTrades = windowTrades;
        fromUs = selection.fromUs();
    }

    /** Opens it for the first pass, in which all but trades goes to a listener, too. */
    void open(final TapeFaultListener listener, final TapeListener wantsTheOthers) {
        reader = read(listener);
        others = wantsTheOthers;
    }

    /** Opens it again, for trades from a time on. */
    void openAgain(final long newFromUs) {
        endPass();
        fromUs = Math.max(newFromUs, selection.fromUs());
        reader = read(TapeFaultListener.NONE);
        isRead = lastSequence == 0;
        ours = new Instrument[0];
        areWanted = new boolean[0];
        hasFirst = false;
        trades = 0;
        window.clear();
    }

    /**
     * Goes to the next trade; false behind the last.
     *
     * @throws JournalUnreadableException where there are fewer than in the first pass: files were taken away since.
     */
    boolean next() {
        if (hasFirst) {
            window.removeFirst();
        }
        final int wanted = isFirstPass || !isInOrder ? windowTrades : 1;
        while (window.size() < wanted && !isRead) {
            reader.poll(this, 1);
            isRead = reader.isAtEnd() || reader.lastSequence() >= lastSequence;
            if (isRead && !isFirstPass && fromUs == selection.fromUs() && trades < tradesOfFirstPass) {
                throw new JournalUnreadableException("the journal " + directory
                        + " has changed while it was read: files with " + (tradesOfFirstPass - trades)
                        + " trades were taken away");
            }
        }
        hasFirst = window.size() > 0;
        return hasFirst;
    }

    /** The trade, until the next one is asked for. */
    AggTrade trade() {
        return window.first();
    }

    /** How many faults the first pass met. */
    long faults() {
        return isFirstPass && reader != null ? reader.faults() : faults;
    }

    /** About which part of it this pass has read, from 0 to 1. */
    double progress() {
        return isRead || reader == null ? 1 : reader.progress();
    }

    @Override
    public void onAggTrade(final AggTrade trade) {
        final int theirs = trade.instrument.index();
        if (theirs >= ours.length || ours[theirs] == null) {
            meet(trade.instrument);
        }
        if (!areWanted[theirs]
                || trade.tradeTimeUs < fromUs
                || trade.tradeTimeUs >= selection.toUs()
                || reader.lastSequence() > lastSequence) {
            return;
        }
        window.add(trade, ours[theirs]);
        trades++;
        if (isFirstPass && isInOrder) {
            judge(trade.tradeTimeUs, ours[theirs], trade.id);
        }
    }

    @Override
    public void onGap(final Gap gap) {
        if (selection.accepts(gap.instrument)) {
            others.onGap(gap);
        }
    }

    @Override
    public void onRejected(final Rejected rejected) {
        others.onRejected(rejected);
    }

    @Override
    public void onLine(final LineEvent line) {
        others.onLine(line);
    }

    @Override
    public void onSession(final SessionEvent session) {
        others.onSession(session);
    }

    @Override
    public void onClock(final ClockEvent clock) {
        others.onClock(clock);
    }

    @Override
    public void close() {
        if (reader != null) {
            reader.close();
            reader = null;
        }
    }

    private TapeReader read(final TapeFaultListener listener) {
        if (fromUs == Long.MIN_VALUE && selection.toUs() == Long.MAX_VALUE) {
            return TapeReader.openWhole(directory, listener);
        }
        if (index == null) {
            index = TimeIndex.open(directory, sentence -> {});
        }
        return TapeReader.openRange(index, listener, fromUs, selection.toUs());
    }

    /** What was read until now is all of it, for good. */
    private void endPass() {
        if (isFirstPass) {
            isFirstPass = false;
            faults = reader.faults();
            lastSequence = reader.lastSequence();
            tradesOfFirstPass = trades;
            others = NOBODY;
        }
        close();
    }

    private void judge(final long timeUs, final Instrument instrument, final long id) {
        isInOrder = timeUs > lastTimeUs
                || lastInstrument == null
                || timeUs == lastTimeUs && instrument == lastInstrument && id > lastId;
        lastTimeUs = timeUs;
        lastInstrument = instrument;
        lastId = id;
    }

    private void meet(final Instrument theirs) {
        final int index = theirs.index();
        if (index >= ours.length) {
            final int length = Math.max(index + 1, 2 * ours.length);
            ours = Arrays.copyOf(ours, length);
            areWanted = Arrays.copyOf(areWanted, length);
        }
        ours[index] = instruments.intern(theirs.market(), theirs.symbol());
        areWanted[index] = selection.accepts(theirs);
    }
}
